"""Which of the shown rows are marked: places in the order, read off the window's thread."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal

from liveapp.domain.bets import StoredBet
from liveapp.domain.errors import LiveappError
from liveapp.domain.ports import BetReader, BetSequence
from liveapp.domain.queries import BetOrder, sort_key
from liveapp.ui.bets.loading import BetSelection
from liveapp.ui.bets.model import BetTableModel
from liveapp.ui.questions import Question, Questions

MOST_MARKS = 5_000
"""Of more rows than this no place is kept: they would be everywhere."""

MOST_ONE_BY_ONE = 50
"""More new marks than this are sorted in, and all looked for anew."""

SETTLE_MS = 200
"""While rows come and go, places are brought up this often."""


class MarkedRows(QObject):
    """The rows that a filter lets through, among those of the model: as positions, ascending.

    `changed` is emitted when they may be other than before, or when the rows around them are. New rows move
    those that stand behind them, which are none where they land at the end, as they do while a bot plays.
    With nothing marked, nothing is done at all.
    """

    changed = Signal()
    fault_met = Signal(object)

    def __init__(self, reader: BetReader, questions: Questions, model: BetTableModel) -> None:
        super().__init__(model)
        self._reader = reader
        self._questions = questions
        self._model = model
        self._selection: BetSelection | None = None
        self._keys: list[tuple[float, int]] = []
        self._positions: array[int] | None = None
        self._count = 0
        self._last_id = 0
        self._arrived: list[StoredBet] = []
        self._question: Question | None = None
        self._is_outdated = False
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        model.rowsInserted.connect(self._note_insertion)
        for moved in (model.layoutChanged, model.modelReset):
            moved.connect(self._note_moves)

    @property
    def positions(self) -> "array[int]":
        """Where the marked rows stand in the order, ascending."""
        if self._positions is None:
            self._positions = self._model.positions_of_keys(self._keys)
        return self._positions

    @property
    def is_too_many(self) -> bool:
        """Whether they are so many that no places are kept."""
        return self._count > MOST_MARKS

    @property
    def count(self) -> int:
        """How many rows are marked, or would be."""
        return self._count

    def mark(self, selection: BetSelection | None) -> None:
        """Mark what this lets through, in its order; None marks nothing. The same twice is once."""
        if selection != self._selection:
            self._settling.stop()
            self._selection = selection
            self._take([], 0)
            self._read()

    def read_again(self) -> None:
        """Look anew for what is marked, soon: many changes at once are looked at together."""
        if self._selection is not None:
            self._is_outdated = True
            self._settle_soon()

    def add(self, bets: Iterable[StoredBet]) -> None:
        """These have arrived; those that the filter lets through are marked."""
        selection = self._selection
        if selection is None:
            return
        new = [bet for bet in bets if selection.bet_filter.admits(bet)]
        if self._question is not None:
            self._arrived += new
        new = [bet for bet in new if bet.id > self._last_id]
        if new:
            self._last_id = max(bet.id for bet in new)
            self._put_in(sorted((sort_key(bet, selection.order.column), bet.id) for bet in new))
            self._settle_soon()

    def _put_in(self, keys: list[tuple[float, int]]) -> None:
        self._count += len(keys)
        found = self._model.positions_of_keys(keys)
        if self.is_too_many:
            self._keys, self._positions = [], None
        elif self._positions is None or len(found) < len(keys) or len(keys) > MOST_ONE_BY_ONE:
            self._keys = sorted([*self._keys, *keys])
            self._positions = None
        else:
            for key, position in zip(keys, found, strict=True):
                place = bisect_left(self._keys, key)
                self._keys.insert(place, key)
                self._positions.insert(place, position)

    def _read(self) -> None:
        if self._question is not None:
            self._question.cancel()
            self._question = None
        self._arrived = []
        self._is_outdated = False
        selection = self._selection
        if selection is None:
            return

        def read(question: Question) -> BetSequence | None:
            return self._reader.bet_sequence(
                selection.stream_key,
                BetOrder(selection.order.column),
                selection.bet_filter,
                question.is_cancelled,
            )

        self._question = self._questions.ask(self, read, self._take_read, self._fail)

    def _take_read(self, sequence: BetSequence | None) -> None:
        self._question = None
        if sequence is None:
            return
        self._last_id = sequence.last_id
        count = len(sequence.ids)
        keys = [] if count > MOST_MARKS else list(zip(sequence.sort_keys, sequence.ids, strict=True))
        self._take(keys, count)
        arrived, self._arrived = self._arrived, []
        self.add(arrived)
        if self._is_outdated:
            self._settle_soon()

    def _fail(self, error: LiveappError) -> None:
        self._question = None
        self.fault_met.emit(error)

    def _take(self, keys: list[tuple[float, int]], count: int) -> None:
        had_marks = bool(self._count)
        self._count = count
        self._keys = [] if count > MOST_MARKS else keys
        self._positions = None
        if had_marks or count:
            self.changed.emit()

    def _note_insertion(self, _parent: QModelIndex, first: int, last: int) -> None:
        if not self._keys:
            return
        if self._positions is None or len(self._positions) < len(self._keys):
            self._positions = None  # a mark may have been read before its row came, and this may be its row
        else:
            rows, count = self._model.rowCount(), last - first + 1
            position = rows - 1 - last if self._model.order.descending else first
            moved = bisect_left(self._positions, position)
            self._positions[moved:] = array("q", [one + count for one in self._positions[moved:]])
        self._settle_soon()

    def _note_moves(self) -> None:
        if self._keys:
            self._positions = None
            self._settle_soon()

    def _settle_soon(self) -> None:
        # Not put off again and again: rows may come all the time.
        if not self._settling.isActive():
            self._settling.start()

    def _settle(self) -> None:
        if self._is_outdated and self._question is None:
            self._read()
        self.changed.emit()
