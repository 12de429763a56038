"""The door for events: what other threads tell arrives in the window's thread as signals.

The other door into Qt is `ui.questions`, for answers that the window asked for.
"""

import threading
from collections.abc import Iterable, Sequence
from itertools import chain
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from liveapp.domain.alerts.rules import Alert
from liveapp.domain.errors import StoreUnavailable
from liveapp.domain.events import BetsStored, BetsVerified, RequestRefused, StoreEvent, stream_key_of
from liveapp.domain.jobs import JobEvent, JobProgressed
from liveapp.domain.pairing import PairingTried
from liveapp.domain.receiver import ReceiverState
from liveapp.domain.refusals import RefusalLog

JOIN_MS = 150
"""What arrives within this time of the last delivery is delivered together. It is shown within a quarter of
a second all the same."""

UNSEEN_JOIN_MS = 1000
"""The same while nobody can see the window: short enough for little to pile up."""


_APPEARANCES = (QEvent.Type.Show, QEvent.Type.WindowStateChange)


class Bridge(QObject):
    """Takes events from any thread; gives them out in the thread that it was made in.

    Nothing is lost (of refused requests, no count) and order is kept. The first event after a pause is
    delivered promptly, later ones joined, so that a flood of bets becomes at most 7 deliveries a second,
    and one while the window that it is told to `watch` is hidden or minimised; what waits is delivered
    once it is seen again. Stop whoever publishes before the bridge goes.
    """

    store_changed = Signal(object)  # list[StoreEvent]
    jobs_changed = Signal(object)  # list[JobEvent]
    requests_refused = Signal(object)  # RequestsRefused
    pairing_tried = Signal(object)  # PairingTried
    receiver_state_changed = Signal(object)  # ReceiverState
    fault_met = Signal(object)  # StoreUnavailable
    error_caught = Signal(str, str)  # summary and details
    alerts_raised = Signal(object)  # list[Alert]

    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._is_awake = False
        self._waiting = _Waiting()
        self._last_delivery_s = -1.0
        self._window: QWidget | None = None
        self._is_stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._deliver)
        self._woken.connect(self._schedule, Qt.ConnectionType.QueuedConnection)

    def watch(self, window: QWidget) -> None:
        """Deliver less often while nobody can see this window."""
        self._window = window
        window.installEventFilter(self)

    def stop(self) -> None:
        """Deliver nothing any more.

        Whoever is done with a bridge calls this: it may be freed in any thread, and a timer that runs then
        would end the program.
        """
        self._is_stopped = True
        self._timer.stop()

    def publish(self, events: Sequence[StoreEvent]) -> None:
        """Pass on what a commit did. Any thread; returns at once."""
        with self._lock:
            self._waiting.store_events.extend(events)
        self._wake()

    def publish_job(self, event: JobEvent) -> None:
        """Pass on what became of a job; of its progress only the latest counts. Any thread."""
        with self._lock:
            self._waiting.take_job_event(event)
        self._wake()

    def report_refusal(self, refusal: RequestRefused) -> None:
        """Pass on a refused request; of a flood the last, and how many they were. Any thread."""
        with self._lock:
            self._waiting.refusals.add(refusal)
        self._wake()

    def report_pairing_tried(self, tried: PairingTried) -> None:
        """Pass on that a pairing code was entered. Any thread."""
        with self._lock:
            self._waiting.pairings_tried.append(tried)
        self._wake()

    def report_receiver_state(self, state: ReceiverState) -> None:
        """Pass on what the receiver does now. Any thread."""
        with self._lock:
            self._waiting.receiver_states.append(state)
        self._wake()

    def report_fault(self, fault: StoreUnavailable) -> None:
        """Pass on a fault that kept a request from being answered; one of a kind in a moment. Any thread."""
        with self._lock:
            self._waiting.faults[type(fault)] = fault
        self._wake()

    def report_error(self, summary: str, details: str) -> None:
        """Pass on a mistake of the program that no code caught. Any thread."""
        with self._lock:
            self._waiting.errors.append((summary, details))
        self._wake()

    def report_alerts(self, alerts: Sequence[Alert]) -> None:
        """Pass on what rules of the user's told. Any thread."""
        with self._lock:
            self._waiting.alerts.extend(alerts)
        self._wake()

    def _wake(self) -> None:
        with self._lock:
            if self._is_awake:
                return
            self._is_awake = True
        self._woken.emit()

    @Slot()
    def _schedule(self) -> None:
        if self._is_stopped:
            return
        join_ms = JOIN_MS if self._is_seen() else UNSEEN_JOIN_MS
        wait_ms = join_ms - (monotonic() - self._last_delivery_s) * 1000
        self._timer.start(max(0, round(wait_ms)))

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            told, self._waiting = self._waiting, _Waiting()
            self._is_awake = False
        self._last_delivery_s = monotonic()
        for state in told.receiver_states:
            self.receiver_state_changed.emit(state)
        if told.refusals.number:
            self.requests_refused.emit(told.refusals.told())
        for tried in told.pairings_tried:
            self.pairing_tried.emit(tried)
        for fault in told.faults.values():
            self.fault_met.emit(fault)
        if told.store_events:
            self.store_changed.emit(joined(told.store_events))
        if told.job_events:
            self.jobs_changed.emit(list(told.job_events.values()))
        for summary, details in told.errors:
            self.error_caught.emit(summary, details)
        if told.alerts:
            self.alerts_raised.emit(told.alerts)

    def _is_seen(self) -> bool:
        return self._window is None or (self._window.isVisible() and not self._window.isMinimized())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Deliver what waits when the window is seen again."""
        if event.type() in _APPEARANCES and self._timer.isActive() and self._is_seen():
            self._timer.start(0)
        return super().eventFilter(watched, event)


class _Waiting:
    """What came since the last delivery, in the order in which it is told."""

    def __init__(self) -> None:
        self.receiver_states: list[ReceiverState] = []
        self.refusals = RefusalLog()
        self.pairings_tried: list[PairingTried] = []
        self.faults: dict[type[StoreUnavailable], StoreUnavailable] = {}
        self.store_events: list[StoreEvent] = []
        self.job_events: dict[tuple[int, type[JobEvent]], JobEvent] = {}
        self.errors: list[tuple[str, str]] = []
        self.alerts: list[Alert] = []

    def take_job_event(self, event: JobEvent) -> None:
        place = (event.id, type(event))
        if isinstance(event, JobProgressed):
            self.job_events.pop(place, None)
        self.job_events[place] = event


def joined(events: Iterable[StoreEvent]) -> list[StoreEvent]:
    """The same story in fewer events: new bets of one stream that nothing else of it parts become one.

    So do verdicts, whose range is then that of all. A joined event stands where its last bet stood, with
    the newest totals: the last event with new bets is of the stream that last received one. All that
    happened to one stream stays in its order.
    """
    groups: dict[tuple[int, int], list[StoreEvent]] = {}
    chapters: dict[int, tuple[int, type[StoreEvent]]] = {}
    for event in events:
        key = stream_key_of(event)
        chapter, kind = chapters.get(key, (0, None))
        if kind is not type(event) or not isinstance(event, BetsStored | BetsVerified):
            chapter += 1
            chapters[key] = (chapter, type(event))
        place = (key, chapter)
        parts = groups.get(place, [])
        if not parts or (isinstance(event, BetsStored) and event.bets):
            groups.pop(place, None)
            groups[place] = parts
        parts.append(event)
    return [_one(parts) for parts in groups.values()]


def _one(parts: Sequence[StoreEvent]) -> StoreEvent:
    """What belongs together as one event; alone, it stays what it is."""
    last = parts[-1]
    if len(parts) > 1 and isinstance(last, BetsStored):
        stored = [part for part in parts if isinstance(part, BetsStored)]
        return BetsStored(
            stream=last.stream,
            bets=tuple(chain.from_iterable(part.bets for part in stored)),
            is_new_stream=any(part.is_new_stream for part in stored),
            is_live=any(part.is_live for part in stored),
            imported=sum(part.imported for part in stored),
            watched=tuple(chain.from_iterable(part.watched for part in stored)),
        )
    if len(parts) > 1 and isinstance(last, BetsVerified):
        verified = [part for part in parts if isinstance(part, BetsVerified)]
        first_id, last_id = min(part.first_id for part in verified), max(part.last_id for part in verified)
        return BetsVerified(last.stream, first_id, last_id)
    return last
