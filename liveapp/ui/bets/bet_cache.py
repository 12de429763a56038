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

    An id is asked of the store once at a time, and again after a while where that failed.
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

    def __len__(self) -> int:
        return len(self._bets)

    def get(self, bet_id: int) -> StoredBet | None:
        """The bet where it is kept, else None."""
        bet = self._bets.get(bet_id)
        if bet is not None:
            self._bets.move_to_end(bet_id)
        return bet

    def is_asked_for(self, bet_id: int) -> bool:
        """Whether that bet is being read."""
        return bet_id in self._asked_for

    def keep(self, bets: Iterable[StoredBet]) -> None:
        """Keep these bets, and drop the ones that were not asked for longest."""
        for bet in bets:
            self._bets[bet.id] = bet
            self._bets.move_to_end(bet.id)
        while len(self._bets) > KEPT_BETS:
            self._bets.popitem(last=False)

    def ask(self, ids: Iterable[int]) -> None:
        """Read what is missing of these bets; `arrived` brings them."""
        wanted = [one for one in ids if one not in self._bets and one not in self._asked_for]
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

    def _take(self, wanted: Sequence[int], bets: Sequence[StoredBet]) -> None:
        self._asked_for.difference_update(wanted)
        self.keep(bets)
        self.arrived.emit(bets)

    def _put_off(self, wanted: Sequence[int], error: LiveappError) -> None:
        QTimer.singleShot(RETRY_MS, self, partial(self._forget, wanted))
        self.fault_met.emit(error)

    def _forget(self, wanted: Sequence[int]) -> None:
        self._asked_for.difference_update(wanted)
        self.retried.emit()
