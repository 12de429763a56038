"""Whole bets by id: a few thousand at hand, the others read in pages when a row is asked for."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from liveapp.domain.bets import StoredBet
from liveapp.domain.errors import LiveappError
from liveapp.domain.ports import BetReader
from liveapp.ui.questions import Questions

KEPT_BETS = 6000
RETRY_MS = 2000


class BetCache(QObject):
    """At most `KEPT_BETS` bets; those that were not asked for longest go first.

    An id is asked of the store once at a time, and again after a while where that failed. A bet that was
    verified since it was read is at hand as it was, and is read again when somebody asks for it.
    """

    arrived = Signal(object)
    fault_met = Signal(object)
    retried = Signal()

    def __init__(self, reader: BetReader, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._questions = questions
        self._bets: OrderedDict[int, StoredBet] = OrderedDict()
        self._asked_for: set[int] = set()
        self._outdated: set[int] = set()
        self._verified_meanwhile: set[int] = set()

    def __len__(self) -> int:
        return len(self._bets)

    def get(self, bet_id: int) -> StoredBet | None:
        """The bet where it is kept, else None."""
        bet = self._bets.get(bet_id)
        if bet is not None:
            self._bets.move_to_end(bet_id)
        return bet

    def is_current(self, bet_id: int) -> bool:
        """Whether that bet is at hand as it is now."""
        return bet_id in self._bets and bet_id not in self._outdated

    def is_wanted(self, bet_id: int) -> bool:
        """Whether that bet is to be read, and is not being read yet."""
        return bet_id not in self._asked_for and not self.is_current(bet_id)

    def keep(self, bets: Iterable[StoredBet]) -> None:
        """Keep these bets, and drop the ones that were not asked for longest."""
        for bet in bets:
            self._bets[bet.id] = bet
            self._bets.move_to_end(bet.id)
            self._outdated.discard(bet.id)
        while len(self._bets) > KEPT_BETS:
            self._outdated.discard(self._bets.popitem(last=False)[0])

    def outdate(self, first_id: int, last_id: int) -> bool:
        """Some bets with ids in this range have a verdict now; returns whether any at hand may have."""
        may_have = {
            bet_id
            for bet_id, bet in self._bets.items()
            if bet.verdict is None and first_id <= bet_id <= last_id
        }
        self._outdated |= may_have
        self._verified_meanwhile.update(one for one in self._asked_for if first_id <= one <= last_id)
        return bool(may_have)

    def ask(self, ids: Iterable[int]) -> None:
        """Read what is missing of these bets; `arrived` brings them."""
        wanted = [one for one in ids if self.is_wanted(one)]
        if not wanted:
            return
        self._asked_for.update(wanted)
        self._questions.ask(
            self,
            lambda _: self._reader.bets_by_id(wanted),
            partial(self._take, wanted),
            partial(self._put_off, wanted),
        )

    def clear(self) -> None:
        """Drop all bets that are kept."""
        self._bets.clear()
        self._outdated.clear()

    def _take(self, wanted: Sequence[int], bets: Sequence[StoredBet]) -> None:
        self._asked_for.difference_update(wanted)
        self.keep(bets)
        # They may have been read before they were verified.
        self._outdated |= {one.id for one in bets if one.verdict is None} & self._verified_meanwhile
        self._verified_meanwhile.difference_update(wanted)
        self.arrived.emit(bets)

    def _put_off(self, wanted: Sequence[int], error: LiveappError) -> None:
        QTimer.singleShot(RETRY_MS, self, partial(self._forget, wanted))
        self.fault_met.emit(error)

    def _forget(self, wanted: Sequence[int]) -> None:
        self._asked_for.difference_update(wanted)
        self._verified_meanwhile.difference_update(wanted)
        self.retried.emit()
