"""The one crossing into Qt: what other threads tell arrives in the window's thread as signals."""

import threading
from collections.abc import Iterable, Sequence
from itertools import chain
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from liveapp.domain.events import BetsChanged, BetsStored, RequestRefused, StoreEvent, StreamDeleted
from liveapp.domain.receiver import ReceiverState

JOIN_MS = 50
"""What arrives within this time of the last delivery is delivered together."""


class Bridge(QObject):
    """Takes events from any thread; gives them out in the thread that it was made in.

    Nothing is lost and order is kept. The first event after a pause is delivered promptly, later
    ones joined, so that a flood of bets becomes at most 20 deliveries a second. Stop whoever
    publishes before the bridge goes.
    """

    store_changed = Signal(object)  # list[StoreEvent]
    request_refused = Signal(object)  # RequestRefused
    receiver_state_changed = Signal(object)  # ReceiverState
    fault_met = Signal(object)  # StoreUnavailable, emitted in any thread
    error_caught = Signal(str, str)  # summary and details, emitted in any thread

    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._is_awake = False
        self._events: list[StoreEvent] = []
        self._refusals: dict[RequestRefused, None] = {}
        self._states: list[ReceiverState] = []
        self._last_delivery_s = -1.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._deliver)
        self._woken.connect(self._schedule, Qt.ConnectionType.QueuedConnection)

    def publish(self, events: Sequence[StoreEvent]) -> None:
        """Pass on what a commit did. Any thread; returns at once."""
        with self._lock:
            self._events.extend(events)
        self._wake()

    def report_refusal(self, refusal: RequestRefused) -> None:
        """Pass on a refused request; the same one twice in a moment is told once. Any thread."""
        with self._lock:
            self._refusals[refusal] = None
        self._wake()

    def report_receiver_state(self, state: ReceiverState) -> None:
        """Pass on what the receiver does now. Any thread."""
        with self._lock:
            self._states.append(state)
        self._wake()

    def _wake(self) -> None:
        with self._lock:
            if self._is_awake:
                return
            self._is_awake = True
        self._woken.emit()

    @Slot()
    def _schedule(self) -> None:
        wait_ms = JOIN_MS - (monotonic() - self._last_delivery_s) * 1000
        self._timer.start(max(0, round(wait_ms)))

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            events, self._events = self._events, []
            refusals, self._refusals = self._refusals, {}
            states, self._states = self._states, []
            self._is_awake = False
        self._last_delivery_s = monotonic()
        for state in states:
            self.receiver_state_changed.emit(state)
        for refusal in refusals:
            self.request_refused.emit(refusal)
        if events:
            self.store_changed.emit(joined(events))


def joined(events: Iterable[StoreEvent]) -> list[StoreEvent]:
    """The same story in fewer events: new bets of one stream that nothing else of it parts become one.

    So do changed bets, of which the last change counts. A joined event stands where its last bet
    stood, with the newest totals: the last event with new bets is of the stream that last received
    one. All that happened to one stream stays in its order.
    """
    groups: dict[tuple[int, int], list[StoreEvent]] = {}
    chapters: dict[int, tuple[int, type[StoreEvent]]] = {}
    for event in events:
        key = event.key if isinstance(event, StreamDeleted) else event.stream.key
        chapter, kind = chapters.get(key, (0, None))
        if kind is not type(event) or not isinstance(event, BetsStored | BetsChanged):
            chapter += 1
            chapters[key] = (chapter, type(event))
        place = (key, chapter)
        parts = groups.get(place, [])
        if not parts or (isinstance(event, BetsStored | BetsChanged) and event.bets):
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
        )
    if len(parts) > 1 and isinstance(last, BetsChanged):
        changed = [part for part in parts if isinstance(part, BetsChanged)]
        newest = {bet.id: bet for part in changed for bet in part.bets}
        return BetsChanged(last.stream, tuple(newest.values()))
    return last
