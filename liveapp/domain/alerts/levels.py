"""What lasts: a profit beyond an amount, a multiplier that is not reached, a losing streak."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING
from uuid import UUID

from liveapp.domain.alerts import wording
from liveapp.domain.alerts.kept import Mark
from liveapp.domain.alerts.rules import AlertRule, LosingStreak, NoMultiplier, ProfitBeyond
from liveapp.domain.alerts.watch import Finding, Moment, Watch
from liveapp.domain.number_texts import currency_text
from liveapp.domain.streams import Stream
from liveapp.domain.totals import CurrencyTotal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from liveapp.domain.events import BetsStored
    from liveapp.domain.statistics.figures import Figures

ROUNDED_OFF = 1e-12
"""A profit that is beyond an amount by no more than this share of all that was staked and paid is not: so
much comes of adding, where a thousand bets of 0.1 are not exactly 100."""


class LevelWatch(Watch):
    """Tells of each situation once, as long as it lasts; one that ended while the rule rested is not told."""

    def __init__(self, rule: AlertRule, now: Moment, told: Iterable[Mark] = ()) -> None:
        super().__init__(rule, now, told)
        self._found: dict[UUID, Finding] = {}

    @property
    def has_found(self) -> bool:
        """Whether there is a situation that was not told."""
        return bool(self._found)

    def _findings(self) -> list[Finding]:
        return list(self._found.values())

    def _clear(self) -> None:
        self._found.clear()

    def _judge(self, stream: Stream, finding: Finding | None) -> None:
        """Take what is so in a stream now; None where it is not beyond the rule's bounds."""
        if finding is None:
            self._forget(stream.id)
        elif finding.mark == self._told.get(stream.id):
            self._found.pop(stream.id, None)
        else:
            self._found[stream.id] = finding

    def _forget(self, stream_id: UUID) -> None:
        super()._forget(stream_id)
        self._found.pop(stream_id, None)


class ProfitWatch(LevelWatch):
    """Judges a stream's profit in one currency whenever bets of it come live."""

    def __init__(
        self, rule: AlertRule, condition: ProfitBeyond, now: Moment, told: Iterable[Mark] = ()
    ) -> None:
        super().__init__(rule, now, told)
        self._condition = condition

    def _hear_of_rounds(self, event: BetsStored) -> None:
        condition, stream = self._condition, event.stream
        total = _total(condition.currency, stream)
        beyond = 0.0
        if total is not None:
            above = total.profit - condition.amount
            beyond = above if condition.is_above else -above
        if total is None or beyond <= ROUNDED_OFF * (total.wagered + total.paid_out):
            self._judge(stream, None)
            return
        words = wording.profit_words(condition, stream, total.profit)
        self._judge(stream, Finding(stream, beyond, *words, Mark(self.rule.id, stream.id)))


class FiguresWatch(LevelWatch):
    """Judges by a stream's figures, which are read after rounds of it came live."""

    @property
    def multipliers(self) -> tuple[float, ...]:
        """Those whose hits are to be counted."""
        return ()

    def take_figures(self, stream: Stream, figures: Figures) -> None:
        """Judge by figures; `stream` is as it was when it was last heard of."""
        raise NotImplementedError


class WaitWatch(FiguresWatch):
    """Judges how many rounds passed since a multiplier was reached. Each wait begins with a hit.

    A difficulty in which no round can reach it has no such waits.
    """

    def __init__(
        self, rule: AlertRule, condition: NoMultiplier, now: Moment, told: Iterable[Mark] = ()
    ) -> None:
        super().__init__(rule, now, told)
        self._condition = condition

    @property
    def multipliers(self) -> tuple[float, ...]:
        """The rule's."""
        return (self._condition.multiplier,)

    def take_figures(self, stream: Stream, figures: Figures) -> None:
        """Judge the wait that goes on."""
        hits = next(one for one in figures.hits if one.multiplier == self._condition.multiplier)
        if hits.rounds_since < self._condition.rounds or not hits.expected:
            self._judge(stream, None)
            return
        mark = Mark(self.rule.id, stream.id, hits.last_nonce or 0)
        words = wording.wait_words(self._condition, stream, hits)
        self._judge(stream, Finding(stream, hits.rounds_since, *words, mark))


class StreakWatch(FiguresWatch):
    """Judges how many bets in a row were lost last. Each streak begins after the last bet that won."""

    def __init__(
        self, rule: AlertRule, condition: LosingStreak, now: Moment, told: Iterable[Mark] = ()
    ) -> None:
        super().__init__(rule, now, told)
        self._condition = condition

    def take_figures(self, stream: Stream, figures: Figures) -> None:
        """Judge the streak that goes on."""
        lost = max(0, -figures.runs.current)
        if lost < self._condition.bets:
            self._judge(stream, None)
            return
        mark = Mark(self.rule.id, stream.id, figures.runs.last_won or 0)
        self._judge(stream, Finding(stream, lost, *wording.streak_words(stream, lost), mark))


def _total(currency: str | None, stream: Stream) -> CurrencyTotal | None:
    """A stream's total in a currency, however bots spell it; None where no bet is of it."""
    wanted = currency_text(currency or "")
    totals = [total for total in stream.totals if currency_text(total.currency or "") == wanted]
    return reduce(CurrencyTotal.plus, totals) if totals else None
