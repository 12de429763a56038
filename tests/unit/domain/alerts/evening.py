"""An evening with rules: a real store, a book on disk, a judge, and a clock that a test sets."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from liveapp.app.core.state_file import ALERTS_FILE, MOST_ALERTS_BYTES, StateFile
from liveapp.domain.alerts.book import AlertBook
from liveapp.domain.alerts.judging import Judge
from liveapp.domain.alerts.rules import Alert, AlertRule, Condition
from liveapp.domain.alerts.watch import Moment
from liveapp.domain.bets import Heartbeat, SeedPair
from liveapp.domain.clock import now_us
from liveapp.domain.events import BetsStored, StoreEvent
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.domain.streams import Stream
from liveapp.storage import Store
from tests.clock import Clock
from tests.values import PAIR, make_bet

OTHER_PAIR = SeedPair("9f" * 32, "other")
REST_S = 300


class Evening:
    """Rules are judged when a test asks for what is `told`. The judge is told nothing in between."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.clock = Clock(start_us=now_us())
        self._path = folder / ALERTS_FILE
        self._events: list[StoreEvent] = []
        store.writer.subscribe(self._events.extend)
        self.start()

    def start(self, is_cancelled: Callable[[], bool] = lambda: False) -> None:
        """A start of the program, or the next one: nothing but files is left of the former."""
        self._events.clear()
        self.book = AlertBook(StateFile(self._path, MOST_ALERTS_BYTES))
        self.judge = Judge(self.book, self.store.reader, is_cancelled, self.clock.monotonic_s)
        self.judge.take_rules(self.now)
        self.receive()

    @property
    def now(self) -> Moment:
        return Moment(self.clock.monotonic_s(), self.clock.wall_us())

    def have(self, *conditions: Condition, **changes: Any) -> tuple[AlertRule, ...]:
        """Have a rule of each condition, switched on."""
        rules = tuple(
            replace(AlertRule(UUID(int=100 + number), condition, rest_s=REST_S), **changes)
            for number, condition in enumerate(conditions)
        )
        self.set_rules(*rules)
        return rules

    def set_rules(self, *rules: AlertRule) -> None:
        self.book.set_rules(rules)
        self.judge.take_rules(self.now)

    def receive(self, phase: ReceiverPhase = ReceiverPhase.RECEIVING) -> None:
        self.judge.hear_of_receiver(ReceiverState(phase, 17888), self.now)

    def bet(self, *nonces: int, seeds: SeedPair = PAIR, is_live: bool = True, **changes: Any) -> None:
        """Bets come, all in one commit."""
        self.store.writer.record([make_bet(nonce, seeds, **changes) for nonce in nonces], is_live=is_live)

    def beat(self, nonce: int, result: float = 1.0, seeds: SeedPair = PAIR, **changes: Any) -> None:
        """A heartbeat comes."""
        self.store.writer.record([Heartbeat(seeds, nonce, result, **changes)])

    def told(self, after_s: float = 0.0) -> list[Alert]:
        """What is told now, or once so much time has passed."""
        self.clock.sleep(after_s)
        self.hear()
        return self.judge.judge(self.now)

    def hear(self) -> None:
        """Have the judge hear of what was committed."""
        events, self._events[:] = list(self._events), []
        if events:
            self.judge.hear(events, self.now)

    def mix_in(self, imported: int) -> None:
        """Have what was committed last, and not told yet, hold imported bets as well."""
        event = self._events.pop()
        assert isinstance(event, BetsStored)
        self._events.append(replace(event, imported=imported))

    def titles(self, after_s: float = 0.0) -> list[str]:
        return [alert.title for alert in self.told(after_s)]

    @property
    def asks_again_in_s(self) -> float | None:
        """How long the judge wants to be left alone; None: until something comes."""
        due_s = self.judge.next_s(self.now)
        return None if due_s is None else round(due_s - self.clock.monotonic_s(), 3)

    def stream(self, seeds: SeedPair = PAIR) -> Stream:
        return next(one for one in self.streams() if one.seeds == seeds)

    def streams(self) -> Sequence[Stream]:
        return self.store.reader.streams()[0]
