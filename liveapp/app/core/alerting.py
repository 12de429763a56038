"""Has the rules of the alerts judged beside the receiver, by a thread that sleeps while nothing can come."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from liveapp.domain.alerts.book import AlertBook
from liveapp.domain.alerts.judging import Judge
from liveapp.domain.alerts.rules import Alert
from liveapp.domain.alerts.watch import Moment
from liveapp.domain.clock import now_us
from liveapp.domain.events import StoreEvent
from liveapp.domain.ports import BetReader
from liveapp.domain.receiver import ReceiverState
from liveapp.domain.right_of_way import RightOfWay

logger = logging.getLogger(__name__)

GATHER_S = 0.2
"""So long events are gathered, which are then judged together."""

AFTER_MISTAKE_S = 60.0
"""So long after a mistake of the program it judges again though nothing comes: the bot may have stopped."""


class Alerting:
    """Judges between `start` and `stop`; is to hear of the store's events and of the receiver's states.

    `on_alerts` is called in a thread of its own with what is to be told; it is in the book by then, and never
    told again. With all rules switched off nothing is kept, read or waited for.
    """

    def __init__(
        self,
        book: AlertBook,
        reader: BetReader,
        right_of_way: RightOfWay,
        on_alerts: Callable[[Sequence[Alert]], None],
        wall_us: Callable[[], int] = now_us,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._book = book
        self._right_of_way = right_of_way
        self._on_alerts = on_alerts
        self._wall_us = wall_us
        self._monotonic_s = monotonic_s
        self._judge = Judge(book, reader, self._is_to_end_reading, monotonic_s)
        self._lock = threading.Lock()
        self._events: list[StoreEvent] = []
        self._receiver: ReceiverState | None = None
        self._have_rules_changed = False
        self._is_watching = False
        self._has_come = threading.Event()
        self._is_stopping = threading.Event()
        self._thread = threading.Thread(target=self._judge_until_stopped, name="alerts")
        self._stop_hearing_of_rules: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Judge from now on. What was before is known when this returns, so that what follows is news."""
        self._stop_hearing_of_rules = self._book.subscribe(self._hear_of_rules)
        self._is_watching = self._is_any_rule_on()
        self._judge.take_rules(self._now())
        self._thread.start()

    def stop(self) -> None:
        """Judge no more; returns when nobody is told anything any more. Does nothing where it never began."""
        self._stop_hearing_of_rules()
        self._is_stopping.set()
        self._has_come.set()
        if self._thread.is_alive():
            self._thread.join()

    def hear_of_store(self, events: Sequence[StoreEvent]) -> None:
        """Learn what was committed. Any thread; returns at once."""
        if self._is_watching:
            with self._lock:
                self._events.extend(events)
            self._has_come.set()

    def hear_of_receiver(self, state: ReceiverState) -> None:
        """Learn what the receiver does. Any thread; returns at once."""
        with self._lock:
            self._receiver = state
        if self._is_watching:
            self._has_come.set()

    def _hear_of_rules(self) -> None:
        self._is_watching = self._is_any_rule_on()
        with self._lock:
            self._have_rules_changed = True
        self._has_come.set()

    def _is_any_rule_on(self) -> bool:
        return any(rule.is_on for rule in self._book.rules)

    def _judge_until_stopped(self) -> None:
        due_s: float | None = None
        while True:
            timeout_s = None if due_s is None else max(0.0, due_s - self._monotonic_s())
            if self._has_come.wait(timeout_s) and self._is_stopping.wait(GATHER_S):
                return
            self._has_come.clear()
            if self._is_stopping.is_set():
                return
            try:
                due_s = self._judge_what_came()
            except Exception:
                # Whatever is wrong, other rules and other rounds are to be judged.
                logger.exception("Alerts could not be judged")
                due_s = self._monotonic_s() + AFTER_MISTAKE_S

    def _judge_what_came(self) -> float | None:
        """Judge, tell, and say when to do it again though nothing comes."""
        with self._lock:
            events, self._events = self._events, []
            state, self._receiver = self._receiver, None
            have_rules_changed, self._have_rules_changed = self._have_rules_changed, False
        if state is not None:
            self._judge.hear_of_receiver(state, self._now())
        if have_rules_changed:
            self._judge.take_rules(self._now())
        if events:
            self._judge.hear(events, self._now())
        alerts = self._judge.judge(self._now())
        if alerts:
            self._on_alerts(alerts)
        return self._judge.next_s(self._now())

    def _is_to_end_reading(self) -> bool:
        self._right_of_way.give_way()
        return self._is_stopping.is_set()

    def _now(self) -> Moment:
        return Moment(self._monotonic_s(), self._wall_us())
