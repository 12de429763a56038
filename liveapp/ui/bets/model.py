"""A stream's bets as a table: every row from the first moment, whole bets only for those looked at."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from liveapp.domain.bets import StoredBet
from liveapp.domain.errors import LiveappError
from liveapp.domain.events import (
    BetsStored,
    BetsVerified,
    StoreEvent,
    StreamDeleted,
    StreamRestored,
    stream_key_of,
)
from liveapp.domain.ports import BetReader, BetSequence
from liveapp.domain.queries import BetColumn, BetFilter, BetOrder
from liveapp.ui.bets.columns import COLUMNS, ORDERS_BY_ARRIVAL, Column
from liveapp.ui.bets.gap_cache import Gap, GapCache, Missing
from liveapp.ui.bets.index import BetIndex, Growth, admitted, index_of
from liveapp.ui.bets.loading import BetLoading, BetSelection
from liveapp.ui.bets.lookup import bets_as_text, bets_by_nonce, nearest_bet, read_bets
from liveapp.ui.bets.nonce_order import GapBefore, gap_at, gap_of
from liveapp.ui.bets.rows import BetRows
from liveapp.ui.questions import Question, Questions

READ_AHEAD_ROWS = 2000
"""Streams up to this length are read whole, so that scrolling them never waits."""


KEPT_NEWEST = 500
"""So many of the bets that come at once are kept whole; the others are read where they are looked at."""


@dataclass(frozen=True, slots=True)
class FoundNonce:
    """A row whose nonce is the one looked for, or the nearest to it."""

    row: int
    nonce: int


class BetTableModel(BetRows):
    """All bets of a stream that the filter lets through, in the chosen order, always current.

    The first rows are there at once, the rest when the store has told the order. Bets that arrive
    are placed where the order says; those that arrive while it is being loaded, afterwards.
    """

    loading_changed = Signal(bool)
    loaded = Signal()
    bets_arrived = Signal(object)  # ids of new bets that were given rows
    fault_met = Signal(object)

    def __init__(self, reader: BetReader, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(reader, questions, parent)
        self._reader = reader
        self._questions = questions
        self.is_followed = True
        """Whether the newest bets are looked at, so that a load begins with them."""
        self._wanted: BetSelection | None = None
        self._order = BetOrder()
        self._filter = BetFilter()
        self._is_complete = False
        self._is_stale = False
        self._last_id = 0
        self._pending: list[BetsStored] = []
        self.gaps = GapCache(reader, questions, self)
        self.gaps.fault_met.connect(self.fault_met)
        self._loading = BetLoading(reader, questions, self)
        self._loading.first_read.connect(self._show_first)
        self._loading.sequence_read.connect(self._show_all)
        self._loading.fault_met.connect(self._end_failed_load)
        self._cache.fault_met.connect(self.fault_met)
        self._nonce_order.fault_met.connect(self.fault_met)
        self._nonce_order.read.connect(self._tell_gaps)
        self.bookmarks.changed.connect(self._take_bookmarks)
        self.bookmarks.fault_met.connect(self.fault_met)
        self.seed.changed.connect(self._note_seed)
        self.seed.fault_met.connect(self.fault_met)

    @property
    def selection(self) -> BetSelection | None:
        """What is shown, or being loaded; None without a stream. Its order may have been turned since."""
        return self._wanted

    @property
    def order(self) -> BetOrder:
        """The order that is shown, or that is being loaded."""
        return self._order

    @property
    def bet_filter(self) -> BetFilter:
        """The filter that holds, or that is being loaded."""
        return self._filter

    @property
    def is_loading(self) -> bool:
        """Whether rows are still to come from the store."""
        return self._loading.is_running

    @property
    def is_complete(self) -> bool:
        """Whether every row of the order and filter is there."""
        return self._is_complete

    def show_stream(self, stream_key: int | None) -> None:
        """Show another stream; None shows nothing."""
        self._wanted = None
        self._cache.clear()
        self._reset(BetIndex(self._order.column))
        if stream_key is None:
            self._loading.cancel()
            self._pending = []
            self.gaps.show_stream(None)
            self._nonce_order.forget()
            self.loading_changed.emit(False)
        else:
            self._load(BetSelection(stream_key, self._order, self._filter))

    def set_filter(self, bet_filter: BetFilter) -> None:
        """Show only what this filter lets through."""
        if bet_filter != self._filter:
            self._filter = bet_filter
            self.reload()

    def set_order(self, order: BetOrder) -> None:
        """Show the bets in this order."""
        if order == self._order:
            return
        is_turned = order.column is self._order.column and self._is_complete
        self._order = order
        if is_turned:
            self._turn()
        else:
            self.reload()

    def reload(self) -> None:
        """Read the order anew; the rows that are shown stay until it comes."""
        if self._wanted is not None:
            self._load(replace(self._wanted, order=self._order, bet_filter=self._filter))

    def apply(self, events: Iterable[StoreEvent]) -> None:
        """Follow what happened to the stream that is shown."""
        for event in events:
            if self._wanted is None:
                return
            if stream_key_of(event) != self._wanted.stream_key:
                continue
            if isinstance(event, StreamDeleted):
                self.show_stream(None)
            elif isinstance(event, BetsStored):
                self._follow(event)
                self.gaps.note_rounds(event.stream, event.bets)
            elif isinstance(event, BetsVerified):
                self._note_verdicts(event)
            elif isinstance(event, StreamRestored):
                self.reload()

    def index_now(self) -> BetIndex:
        """The order of all rows, ascending, as it is at this moment."""
        return self._index.cut_from(0)

    def take_in(self, growth: Growth | None) -> None:
        """Have rows for the bets that the filter lets through by now, too; nothing moves.

        None, or what does not fit the rows any more, has all of them read anew.
        """
        if growth is None or growth.former_length != len(self._index):
            self.reload()
        elif len(growth.whole) > growth.former_length:
            self._grow_by(growth)
            self.forget_gaps()

    def row_of_nonce(self, nonce: int) -> FoundNonce | None:
        """The row with the nearest nonce; None without rows or while another column sorts."""
        position = self._index.position_nearest(nonce) if self._index.column is BetColumn.NONCE else None
        if position is None:
            return None
        return FoundNonce(self._mirrored(position), int(self._index.key_at(position)))

    def gap_before(self, row: int) -> GapBefore | None:
        """How far the bet in a row is from the one before it by nonce; None while that is not known."""
        if self._index.column is BetColumn.NONCE:
            return gap_at(self._index, self._mirrored(row), self._is_complete)
        bet = self._cache.get(self.id_at(row))
        if bet is None or not self._is_complete or self._wanted is None:
            return None
        return self._nonce_order.gap_of(bet, self._wanted.stream_key, self._wanted.bet_filter)

    def forget_gaps(self) -> None:
        """Keep nothing for gaps until somebody asks for one again."""
        self._nonce_order.forget()
        self._tell_gaps()

    def gap_after(self, row: int) -> Gap | None:
        """The nonces of the bets in a row and in the next one, where others lie between them.

        Only where all bets stand in the order of their nonces.
        """
        is_telling = self._order.column is BetColumn.NONCE and self._filter == BetFilter()
        if not is_telling or self._is_stale or not 0 <= row < self.rowCount() - 1:
            return None
        one, other = self.nonce_at(row), self.nonce_at(row + 1)
        if one is None or other is None or abs(one - other) < 2:
            return None
        return min(one, other), max(one, other)

    def missing_after(self, row: int) -> Missing | None:
        """What nothing is known of between a row and the next one; None also while that is being read."""
        gap = self.gap_after(row)
        return None if gap is None else self.gaps.missing_in(gap)

    def find_nonce(self, nonce: int, found: Callable[[FoundNonce | None], object]) -> None:
        """Tell `found` the row with the nearest nonce, whatever the order; None where there is none."""
        wanted = self._wanted
        if wanted is None or (self._is_complete and self._order.column is BetColumn.NONCE):
            found(self.row_of_nonce(nonce))
            return

        def tell(bet: StoredBet | None) -> None:
            position = None if bet is None else self._index.position_of(bet)
            row = None if position is None else self._mirrored(position)
            found(None if row is None or bet is None else FoundNonce(row, bet.nonce))

        self._questions.ask(
            self,
            lambda question: nearest_bet(self._reader, wanted.stream_key, wanted.bet_filter, nonce, question),
            tell,
            self.fault_met.emit,
        )

    def copy_rows(
        self,
        ranges: Sequence[tuple[int, int]],
        columns: Sequence[Column],
        copied: Callable[[str, int], object],
    ) -> None:
        """Tell `copied` some ranges of rows (first, last) as text, and how many rows they are."""
        ids, wanted = self.ids_in(ranges), self._wanted
        bookmarked = self.bookmarks.ids() if Column.BOOKMARK in columns else frozenset()
        tells_gaps = Column.GAP in columns
        if len(ids) <= READ_AHEAD_ROWS:
            at_hand = [bet for bet in map(self._cache.get, ids) if bet is not None]
            rows = [row for first, last in ranges for row in range(first, last + 1)] if tells_gaps else []
            gaps = {self.id_at(row): self.gap_before(row) for row in rows}
            is_whole = len(at_hand) == len(ids) and None not in gaps.values()
            if is_whole and all(map(self._cache.is_current, ids)):
                copied(bets_as_text(at_hand, columns, bookmarked, lambda bet: gaps[bet.id]), len(ids))
                return

        def text(question: Question) -> str:
            bets = read_bets(self._reader, ids, question)
            if not tells_gaps or wanted is None:
                return bets_as_text(bets, columns, bookmarked)
            index = bets_by_nonce(self._reader, wanted.stream_key, wanted.bet_filter, question)
            return bets_as_text(bets, columns, bookmarked, partial(gap_of, index))

        self._questions.ask(self, text, lambda text: copied(text, len(ids)), self.fault_met.emit)

    def _load(self, wanted: BetSelection) -> None:
        self._wanted = wanted
        self._is_complete = False
        self._is_stale = True
        self._pending = []
        self._nonce_order.forget()
        self.gaps.show_stream(wanted.stream_key)
        self._loading.start(wanted, self._reads_from_end)
        self.loading_changed.emit(True)

    @property
    def _reads_from_end(self) -> bool:
        return self.is_followed and self._order.column in ORDERS_BY_ARRIVAL and not self._order.descending

    def _show_first(self, bets: Sequence[StoredBet]) -> None:
        self._cache.keep(bets)
        self._reset(index_of(bets, self._order.column))

    def _show_all(self, sequence: BetSequence) -> None:
        whole = BetIndex(self._order.column, sequence)
        place = None if self._is_stale else whole.place_of_part(self._index)
        if place is None:
            self._reset(whole)
        else:
            self._grow_to(whole, place)
        self._is_complete = True
        self._last_id = sequence.last_id
        pending, self._pending = self._pending, []
        for event in pending:
            self._follow(event)
        if len(self._index) <= READ_AHEAD_ROWS:
            self._cache.ask(self._index.ids_between(0, len(self._index)))
        self._tell_gaps()
        self.loading_changed.emit(False)
        self.loaded.emit()

    def _end_failed_load(self, error: LiveappError) -> None:
        self._pending = []
        self.loading_changed.emit(False)
        self.fault_met.emit(error)

    def _reset(self, index: BetIndex) -> None:
        self._is_stale = False
        self._is_complete = False
        self._set_index(index, self._order.descending)

    def _follow(self, event: BetsStored) -> None:
        self._cache.keep(admitted(event.bets[-KEPT_NEWEST:], self._filter, 0))
        if self._is_complete:
            self._insert(event.bets)
        elif self.is_loading:
            self._pending.append(event)

    def _insert(self, bets: Sequence[StoredBet]) -> None:
        new = admitted(bets, self._filter, self._last_id)
        self._last_id = max(self._last_id, bets[-1].id if bets else 0)
        if new:
            is_late = self._is_late(new)
            self._put_in(new)
            if is_late:
                self._tell_gaps()
            self.bets_arrived.emit([bet.id for bet in new])

    def _is_late(self, new: Sequence[StoredBet]) -> bool:
        """Whether new bets change the gap before one that has a row."""
        if self._index.column is not BetColumn.NONCE:
            return self._nonce_order.note(new)
        return bool(len(self._index)) and min(bet.nonce for bet in new) < self._index.key_at(-1)

    def _note_verdicts(self, event: BetsVerified) -> None:
        """Have those in view, and whoever else shows one, ask for the bets again."""
        if self._cache.outdate(event.first_id, event.last_id) and self.rowCount():
            self._tell_column(Column.PROOF)

    def _take_bookmarks(self, is_read: bool) -> None:
        """Show the stars as they are now; where only bookmarked bets are shown, these."""
        if self._filter.is_bookmarked and not is_read:
            self.reload()
        elif self.rowCount():
            self._tell_column(Column.BOOKMARK)

    def _note_seed(self) -> None:
        if self.rowCount():
            self._tell_column(Column.PROOF)

    def _tell_gaps(self) -> None:
        if self.rowCount():
            self._tell_column(Column.GAP)

    def _tell_column(self, column: Column) -> None:
        """Something in a column may be other than before."""
        first, last = (self.index(row, column) for row in (0, self.rowCount() - 1))
        self.dataChanged.emit(first, last)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column, on the store's side; a column that is none, or has no order, changes nothing."""
        by = COLUMNS[Column(column)].order if 0 <= column < len(COLUMNS) else None
        if by is not None:
            self.set_order(BetOrder(by, order == Qt.SortOrder.DescendingOrder))
