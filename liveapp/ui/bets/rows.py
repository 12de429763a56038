"""Rows of bets in an order, as Qt wants to be told of them: put in, merged, turned round."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from liveapp.domain.bets import StoredBet
from liveapp.domain.ports import BetReader
from liveapp.domain.queries import BetColumn
from liveapp.domain.verdicts import DIFFERING
from liveapp.ui import plain
from liveapp.ui.bets.bet_cache import BetCache
from liveapp.ui.bets.bookmarks import StreamBookmarks
from liveapp.ui.bets.cells import (
    ALIGNMENT,
    ALIGNMENTS,
    BET_ROLE,
    BET_ROLES,
    TOOLTIP,
    bet_cell,
    bookmark_cell,
    gap_cell,
    header_cell,
    missing_cell,
)
from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.index import BetIndex, Growth, Run
from liveapp.ui.bets.nonce_order import GapBefore, NonceOrder
from liveapp.ui.bets.revealed_seed import RevealedSeed
from liveapp.ui.bets.verdict_words import verdict_words
from liveapp.ui.questions import Questions

PAGE_ROWS = 200
"""Rows read together when one of them is asked for."""

MAX_RUNS = 50
"""New bets that land in more places than this are merged in at once, not put in one by one."""

ModelIndex = QModelIndex | QPersistentModelIndex

_NO_PARENT = QModelIndex()


class BetRows(QAbstractTableModel):
    """A table over a `BetIndex`: ids and sort keys of every row, whole bets of few.

    Inside, everything is ascending by position; a descending order is the same, looked at from
    the other end. Whoever changes the index tells Qt the rows, never more than really changed.
    """

    def __init__(self, reader: BetReader, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bookmarks = StreamBookmarks(reader, questions, self)
        """Those of the stream that is shown: whoever shows one tells them too."""
        self.seed = RevealedSeed(reader, questions, self)
        """Just so the server seed by which its bets can be computed again."""
        self._index = BetIndex(BetColumn.NONCE)
        self._is_reversed = False
        self._nonce_order = NonceOrder(reader, questions, self)
        self._cache = BetCache(reader, questions, self)
        self._cache.arrived.connect(self._repaint)
        self._cache.retried.connect(self._offer_again)

    def bet_at(self, row: int) -> StoredBet | None:
        """The bet in a row, None where it is still to be read. What is not at hand as it is now is read."""
        position = self._mirrored(row)
        bet_id = self._index.id_at(position)
        bet = self._cache.get(bet_id)
        if self._cache.is_wanted(bet_id):
            first = position - position % PAGE_ROWS
            self._cache.ask(self._index.ids_between(first, first + PAGE_ROWS))
        return bet

    def id_at(self, row: int) -> int:
        """The id of the bet in a row."""
        return self._index.id_at(self._mirrored(row))

    def nonce_at(self, row: int) -> int | None:
        """The nonce of the bet in a row, where the order tells it without the bet."""
        if self._index.column is not BetColumn.NONCE:
            return None
        return int(self._index.key_at(self._mirrored(row)))

    def gap_before(self, row: int) -> GapBefore | None:
        """How far the bet in a row is from the one before it by nonce; None while that is not known."""
        raise NotImplementedError

    def is_odd(self, row: int) -> bool:
        """Whether a row has the other one of two grounds: the same one, whatever comes before or after it."""
        return self._mirrored(row) % 2 == 1

    def proof_of(self, bet: StoredBet) -> str:
        """What came of computing a bet's round again, with what would have been right where that is known."""
        calculation = self.seed.calculation(bet) if bet.verdict in DIFFERING else None
        judgement = None if calculation is None else calculation.judgement
        return verdict_words(bet, judgement, self.seed.is_revealed)

    def row_of_id(self, bet_id: int) -> int | None:
        """The row of the bet with that id, None where it has none."""
        bet = self._cache.get(bet_id)
        position = self._index.position_of(bet) if bet else self._index.position_of_id(bet_id)
        return None if position is None else self._mirrored(position)

    def row_of_bet(self, bet_id: int, nonce: int) -> int | None:
        """The row of the bet with that id and nonce, None where it has none."""
        if self._index.column is not BetColumn.NONCE:
            return self.row_of_id(bet_id)
        return next((self._mirrored(one) for one in self.positions_of_keys([(nonce, bet_id)])), None)

    def ids_in(self, ranges: Iterable[tuple[int, int]]) -> "array[int]":
        """The ids of the bets in ranges of rows (first, last)."""
        ids: array[int] = array("q")
        for first, last in ranges:
            ids.extend(self._ids_of_rows(first, last))
        return ids

    def positions_of_keys(self, keys: Iterable[tuple[float, int]]) -> "array[int]":
        """Where bets given by sort key and id stand in the ascending order; absent ones are left out."""
        return self._index.positions_of_keys(keys)

    def row_at_position(self, position: int) -> int:
        """The row of a position in the ascending order."""
        return self._mirrored(position)

    def _mirrored(self, place: int) -> int:
        """The position of a row, and just so the row of a position."""
        return len(self._index) - 1 - place if self._is_reversed else place

    def _ids_of_rows(self, first: int, last: int) -> "array[int]":
        if not self._is_reversed:
            return self._index.ids_between(first, last + 1)
        return self._index.ids_between(self._mirrored(last), self._mirrored(first) + 1)[::-1]

    def _set_index(self, index: BetIndex, is_reversed: bool) -> None:
        """Replace all rows by those of another index."""
        self.beginResetModel()
        self._index = index
        self._is_reversed = is_reversed
        self.endResetModel()

    def _grow_to(self, whole: BetIndex, place: int) -> None:
        """Put in the rows before and after those that are shown, which stand in `whole` from `place`."""
        shown = len(self._index)
        after = len(whole) - place - shown
        if after:
            with self._inserting(shown, after):
                self._index = whole.cut_from(place) if place else whole
        if place:
            with self._inserting(0, place):
                self._index = whole
        self._index = whole

    def _grow_by(self, growth: Growth) -> None:
        """Give bets rows among those that are shown, however many they are and wherever they belong."""
        if growth.place is not None:
            self._grow_to(growth.whole, growth.place)
            return
        with self._inserting(len(self._index), len(growth.added)):
            self._index.append_out_of_order([growth.added.as_run()])
        self.layoutAboutToBeChanged.emit()
        old, former = self.persistentIndexList(), self._index
        places = [self._mirrored(index.row()) for index in old]
        self._index = growth.whole
        now = self._index.positions_of_keys((former.key_at(place), former.id_at(place)) for place in places)
        moved = [
            self.index(self._mirrored(place), index.column()) for index, place in zip(old, now, strict=True)
        ]
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()

    def _turn(self) -> None:
        """Reverse the rows; chosen ones stay chosen."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        last = len(self._index) - 1
        self._is_reversed = not self._is_reversed
        self.changePersistentIndexList(old, [self.index(last - i.row(), i.column()) for i in old])
        self.layoutChanged.emit()

    def _put_in(self, bets: Sequence[StoredBet]) -> None:
        """Give new bets the rows that the order says."""
        runs = self._index.runs_of(bets)
        if len(runs) > MAX_RUNS:
            self._merge(runs)
            return
        for run in reversed(runs):
            with self._inserting(run.position, len(run.ids)):
                self._index.insert(run)

    def _merge(self, runs: Sequence[Run]) -> None:
        """Append the runs, then bring all rows into order: costs the same for any number of runs."""
        length = len(self._index)
        sizes = [0, *accumulate(len(run.ids) for run in runs)]
        with self._inserting(length, sizes[-1]):
            self._index.append_out_of_order(runs)
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        places = [self._mirrored(index.row()) for index in old]
        starts = [run.position for run in runs]
        self._index = self._index.merged(runs, length)
        moved: list[QModelIndex] = []
        for index, place in zip(old, places, strict=True):
            if place < length:
                place_now = place + sizes[bisect_right(starts, place)]
            else:
                place_now = starts[bisect_right(sizes, place - length) - 1] + place - length
            moved.append(self.index(self._mirrored(place_now), index.column()))
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()

    @contextmanager
    def _inserting(self, position: int, count: int) -> Iterator[None]:
        """Tell Qt of `count` new bets that stand from `position` on; the block puts them there."""
        first = len(self._index) - position if self._is_reversed else position
        self.beginInsertRows(_NO_PARENT, first, first + count - 1)
        yield
        self.endInsertRows()

    def _repaint(self, bets: Iterable[StoredBet]) -> None:
        """Repaint just the rows of these bets."""
        positions = [self._index.position_of(bet) for bet in bets]
        for first, last in _ranges(self._mirrored(place) for place in positions if place is not None):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def _offer_again(self) -> None:
        """Have views ask anew for rows that could not be read."""
        if len(self._index):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._index) - 1, len(COLUMNS) - 1))

    def rowCount(self, parent: ModelIndex = _NO_PARENT) -> int:
        """Every row, whether it was read or not."""
        return 0 if parent.isValid() else len(self._index)

    def columnCount(self, parent: ModelIndex = _NO_PARENT) -> int:
        """The columns are those of `Column`."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell's value for a role; asks for the row's bet where it is not kept."""
        role = int(role)
        if role == ALIGNMENT:
            return ALIGNMENTS[index.column()]
        if role not in BET_ROLES or not index.isValid() or index.row() >= len(self._index):
            return None
        column = Column(index.column())
        bet = self.bet_at(index.row())
        if column is Column.GAP and role != BET_ROLE:
            return gap_cell(self.gap_before(index.row()), role)
        if column is Column.BOOKMARK and role != BET_ROLE:
            return bookmark_cell(self.bookmarks.get(self.id_at(index.row())), role)
        if column is Column.PROOF and bet is not None and role == TOOLTIP:
            return plain.tooltip_text(self.proof_of(bet))
        if bet is not None:
            return bet_cell(bet, column, role)
        return missing_cell(self.nonce_at(index.row()), column, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles over the columns; rows have no headings."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        return header_cell(Column(section), int(role))


def _ranges(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Places that stand next to each other as (first, last), ascending."""
    ordered = sorted(places)
    start = 0
    for number, place in enumerate(ordered):
        if number + 1 == len(ordered) or ordered[number + 1] != place + 1:
            yield ordered[start], place
            start = number + 1
