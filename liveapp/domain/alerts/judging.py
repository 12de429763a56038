"""The one place where the rules of the alerts are judged: by what was committed, the receiver, and the time.

What lasts (no bet, no multiplier, profit, losing streak) is a *situation*. Each is told once: a mark of it is
kept before it is told, so that no restart repeats it, and goes when it ended. What happens (a multiplier, a
proof that differs, missed rounds) is told once by itself.

A rule that spoke rests. Situations that last are told after its rest, those that ended meanwhile are not;
what happened meanwhile is told together when the rest is over. All that a rule has to tell at a moment is one
alert, of the strongest, with the names of the other streams.

All but proofs are judged when rounds of a stream come live: neither imports nor deleted streams that are
brought back are news. A rule that is added, changed or switched on is judged from then on: situations that it
finds are told at the stream's next live round, what happened before it is not.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from liveapp.domain.alerts.book import AlertBook
from liveapp.domain.alerts.following import Following
from liveapp.domain.alerts.happenings import MissedWatch, MultiplierWatch, ProofWatch
from liveapp.domain.alerts.kept import Mark
from liveapp.domain.alerts.levels import FiguresWatch, ProfitWatch, StreakWatch, WaitWatch
from liveapp.domain.alerts.rules import (
    Alert,
    AlertRule,
    LosingStreak,
    MultiplierReached,
    NoBet,
    NoMultiplier,
    ProfitBeyond,
    ProofDiffers,
    RoundsMissed,
)
from liveapp.domain.alerts.silence import SilenceWatch
from liveapp.domain.alerts.watch import Finding, Moment, Watch
from liveapp.domain.alerts.wording import also_words
from liveapp.domain.clock import SECOND_US
from liveapp.domain.errors import StoreUnavailable, StreamNotFound
from liveapp.domain.events import BetsStored, StoreEvent, StreamDeleted
from liveapp.domain.number_texts import without_turns
from liveapp.domain.ports import BetReader
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.domain.streams import Stream

logger = logging.getLogger(__name__)

FIGURES_REST_S = 1.0
"""So long a stream's figures are not read again, at least."""

PATIENCE = 10
"""What took long to read is read again after so many times as long: late bets may have all of it read."""

MOST_READ = 32
"""So many streams' figures are read at a time: other rules, the window and the end wait for no more."""

READ_PAUSE_S = 0.1
"""So long after these the next ones are."""

RETRY_S = 1.0
"""So long the store is not asked again that could not answer."""

ASLEEP_FROM_S = 60.0
"""Where the clocks differ by so much, or nobody asked for so long after the time, the computer slept."""


class Judge:
    """Has a watch for each rule that is switched on. For one thread, which asks it again at `next_s`.

    `is_cancelled` ends the reading of figures, and may wait to let others pass; `monotonic_s` tells how long
    that takes.
    """

    def __init__(
        self,
        book: AlertBook,
        reader: BetReader,
        is_cancelled: Callable[[], bool],
        monotonic_s: Callable[[], float],
    ) -> None:
        self._book = book
        self._reader = reader
        self._monotonic_s = monotonic_s
        self._following = Following(reader, is_cancelled)
        self._watches: dict[UUID, Watch] = {}
        self._renewals: Counter[UUID] = Counter()
        self._spoke: dict[UUID, Moment] = {}
        self._stale: dict[UUID, tuple[float, Stream]] = {}
        self._rest_until_s: dict[UUID, float] = {}
        self._is_receiving = False
        self._are_rules_known = False
        self._last: Moment | None = None
        self._due_s: float | None = None
        self._failed: set[UUID] = set()

    def take_rules(self, now: Moment) -> None:
        """Go on with the rules that the book has now; those that did not change go on as they were."""
        # In this order: rules that change in between are taken again.
        renewals = self._book.renewals
        rules = {rule.id: rule for rule in self._book.rules if rule.is_on}
        kept = {
            rule_id: watch
            for rule_id, watch in self._watches.items()
            if rule_id in rules and self._renewals[rule_id] == renewals[rule_id]
        }
        for rule_id, watch in kept.items():
            watch.rule = rules[rule_id]
        self._watches, self._are_rules_known, self._renewals = kept, False, renewals
        new = [rule for rule_id, rule in rules.items() if rule_id not in kept]
        try:
            streams = self._reader.streams()[0] if new else []
        except StoreUnavailable as fault:
            logger.info("Alerts begin later: %s", fault)
            return
        for rule in new:
            kept[rule.id] = self._new_watch(rule, streams, now)
        # In the user's order.
        self._watches = {rule_id: kept[rule_id] for rule_id in rules}
        spoke_us = self._book.spoke_us
        self._spoke = {
            rule_id: self._spoke.get(rule_id) or Moment(now.s, spoke_us[rule_id])
            for rule_id in rules
            if rule_id in spoke_us
        }
        if not any(isinstance(watch, FiguresWatch) for watch in self._watches.values()):
            self._following.clear()
            self._stale.clear()
            self._rest_until_s.clear()
        self._are_rules_known = True

    def hear(self, events: Sequence[StoreEvent], now: Moment) -> None:
        """Learn what was committed, in that order."""
        self._notice_sleep(now)
        for watch in list(self._watches.values()):
            with self._guarded(watch):
                watch.look(now)
                for event in events:
                    watch.hear(event)
        for event in events:
            self._note_figures(event, now)

    def hear_of_receiver(self, state: ReceiverState, now: Moment) -> None:
        """Learn what the receiver does."""
        self._notice_sleep(now)
        self._is_receiving = state.phase is ReceiverPhase.RECEIVING
        for watch in self._watches.values():
            watch.look(now)
            watch.hear_of_receiver(self._is_receiving)

    def judge(self, now: Moment) -> list[Alert]:
        """What is to be told now; it is in the book already."""
        self._notice_sleep(now)
        if not self._are_rules_known:
            self.take_rules(now)
        self._read_figures(now)
        alerts: list[Alert] = []
        marks: list[Mark] = []
        ended: list[Mark] = []
        for watch in list(self._watches.values()):
            with self._guarded(watch):
                watch.look(now)
                ended += watch.take_ended()
                if watch.has_found and self._rest_left_s(watch.rule, now) <= 0:
                    found = watch.take_findings()
                    marks += (finding.mark for finding in found if finding.mark is not None)
                    alerts.append(_alert(watch.rule, found, now))
                    self._spoke[watch.rule.id] = now
        if alerts or ended:
            self._book.remember(alerts, marks, ended)
        self._due_s = self.next_s(now)
        return alerts

    def next_s(self, now: Moment) -> float | None:
        """When to ask again, by the clock that only goes forward; None where nothing can come by itself."""
        due = [due_s for due_s, _ in self._stale.values()]
        if not self._are_rules_known:
            due.append(now.s + RETRY_S)
        for watch in self._watches.values():
            found_s = watch.next_s
            if found_s is not None:
                due.append(max(found_s, now.s + self._rest_left_s(watch.rule, now)))
        return min(due, default=None)

    def _new_watch(self, rule: AlertRule, streams: Sequence[Stream], now: Moment) -> Watch:
        told = [mark for mark in self._book.marks if mark.rule_id == rule.id]
        watch = _watch_of(rule, now, told, self._reader)
        watch.begin(streams)
        watch.hear_of_receiver(self._is_receiving)
        return watch

    def _rest_left_s(self, rule: AlertRule, now: Moment) -> float:
        """How long the rule still rests, by the clock that ends it first: one set back prolongs none."""
        spoke = self._spoke.get(rule.id)
        if spoke is None:
            return 0.0
        return max(0.0, rule.rest_s - max(now.s - spoke.s, (now.us - spoke.us) / SECOND_US))

    def _notice_sleep(self, now: Moment) -> None:
        before, self._last = self._last, now
        if before is None:
            return
        asleep_s = (now.us - before.us) / SECOND_US - (now.s - before.s)
        late_s = 0.0 if self._due_s is None else now.s - self._due_s
        if max(asleep_s, late_s) > ASLEEP_FROM_S:
            for watch in self._watches.values():
                watch.look(now)
                watch.resume()

    def _note_figures(self, event: StoreEvent, now: Moment) -> None:
        """Have a stream's figures read soon, where a rule needs them."""
        match event:
            case StreamDeleted(_, stream_id):
                self._stale.pop(stream_id, None)
                self._rest_until_s.pop(stream_id, None)
            case BetsStored(stream, is_live=True) if self._figures_watches(stream.id):
                self._stale[stream.id] = max(now.s, self._rest_until_s.get(stream.id, now.s)), stream

    def _figures_watches(self, stream_id: UUID) -> list[FiguresWatch]:
        return [
            watch
            for watch in self._watches.values()
            if isinstance(watch, FiguresWatch) and watch.watches(stream_id)
        ]

    def _read_figures(self, now: Moment) -> None:
        due = [stream for due_s, stream in self._stale.values() if due_s <= now.s]
        for stream in due[MOST_READ:]:
            self._stale[stream.id] = now.s + READ_PAUSE_S, stream
        for stream in due[:MOST_READ]:
            del self._stale[stream.id]
            watches = self._figures_watches(stream.id)
            if not watches:
                continue
            wanted = {multiplier for watch in watches for multiplier in watch.multipliers}
            begun_s = self._monotonic_s()
            try:
                figures = self._following.figures(stream.id, tuple(sorted(wanted)))
            except StreamNotFound:
                continue  # it was deleted meanwhile
            except StoreUnavailable as fault:
                logger.info("Alerts wait for figures: %s", fault)
                self._stale[stream.id] = now.s + RETRY_S, stream
                continue
            took_s = self._monotonic_s() - begun_s
            self._rest_until_s[stream.id] = now.s + max(FIGURES_REST_S, (1 + PATIENCE) * took_s)
            if figures is not None:
                for watch in watches:
                    with self._guarded(watch):
                        watch.take_figures(stream, figures)

    @contextmanager
    def _guarded(self, watch: Watch) -> Iterator[None]:
        """A mistake in one rule ends none of the others: its watch is made anew. It is told once."""
        try:
            yield
        except Exception:
            if watch.rule.id not in self._failed:
                logger.exception("A rule of the alerts could not be judged")
            self._failed.add(watch.rule.id)
            self._watches.pop(watch.rule.id, None)
            self._are_rules_known = False


def _watch_of(rule: AlertRule, now: Moment, told: Sequence[Mark], reader: BetReader) -> Watch:
    match rule.condition:
        case NoBet() as condition:
            return SilenceWatch(rule, condition, now, told)
        case MultiplierReached() as condition:
            return MultiplierWatch(rule, condition, now)
        case NoMultiplier() as condition:
            return WaitWatch(rule, condition, now, told)
        case ProfitBeyond() as condition:
            return ProfitWatch(rule, condition, now, told)
        case LosingStreak() as condition:
            return StreakWatch(rule, condition, now, told)
        case ProofDiffers():
            return ProofWatch(rule, now, reader)
        case RoundsMissed() as condition:
            return MissedWatch(rule, condition, now)


def _alert(rule: AlertRule, findings: Sequence[Finding], now: Moment) -> Alert:
    """One alert of all that a rule has to tell: the strongest in full, then the other streams by name.

    No name in it turns the figures around.
    """
    strongest, *others = sorted(findings, key=lambda finding: -finding.weight)
    also = also_words([finding.stream for finding in others if finding.stream is not None])
    return Alert(
        rule_id=rule.id,
        stream_id=None if strongest.stream is None else strongest.stream.id,
        raised_us=now.us,
        title=without_turns(strongest.title),
        text=without_turns(f"{strongest.text} {also}".strip()),
        notifies=rule.notifies,
        sounds=rule.sounds,
    )
