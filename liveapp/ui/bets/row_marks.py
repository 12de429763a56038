"""What is marked beside the scroll bar of the bet table."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.events import BetsStored, StoreEvent
from liveapp.domain.ports import BetReader
from liveapp.domain.queries import BetOrder
from liveapp.ui.bets.marked_rows import MarkedRows
from liveapp.ui.bets.model import BetTableModel
from liveapp.ui.questions import Questions


class RowMarks(QObject):
    """What is marked beside the scroll bar: bookmarks, and the hits of the minimum multiplier.

    While a filter shows nothing else, a mark for every row would tell nothing, and there is none. When the
    minimum is emptied, the hits of the last one stay marked.
    """

    changed = Signal()
    fault_met = Signal(object)

    def __init__(self, reader: BetReader, questions: Questions, model: BetTableModel) -> None:
        super().__init__(model)
        self._model = model
        self._last_minimum: float | None = None
        self.bookmarks = MarkedRows(reader, questions, model)
        self.hits = MarkedRows(reader, questions, model)
        for rows in (self.bookmarks, self.hits):
            rows.changed.connect(self.changed)
            rows.fault_met.connect(self.fault_met)
        model.loading_changed.connect(self._note_loading)
        model.loaded.connect(self._mark)
        model.bookmarks.changed.connect(self._note_bookmarks)

    @property
    def minimum(self) -> float | None:
        """The multiplier whose hits are marked; None where none is."""
        return None if self._model.bet_filter.min_multiplier is not None else self._last_minimum

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Follow what happened to the stream, after the model did. Of bookmarks the model's tell."""
        for event in events:
            if isinstance(event, BetsStored):
                self.hits.add(event.bets)

    @property
    def rows(self) -> int:
        """How many rows there are, marked or not."""
        return self._model.rowCount()

    @property
    def is_reversed(self) -> bool:
        """Whether the last position is the first row."""
        return self._model.order.descending

    def row_at(self, position: int) -> int | None:
        """The row at a position of the order; None where there are not so many rows any more."""
        return self._model.row_at_position(position) if position < self.rows else None

    def bookmark_at(self, position: int) -> Bookmark | None:
        """The bookmark of the bet at a position; None where that has none any more."""
        row = self.row_at(position)
        return None if row is None else self._model.bookmarks.get(self._model.id_at(row))

    def _note_loading(self, is_loading: bool) -> None:
        self._last_minimum = self._model.bet_filter.min_multiplier or self._last_minimum
        if is_loading or self._model.selection is None:
            self.bookmarks.mark(None)
            self.hits.mark(None)

    def _note_bookmarks(self, is_read: bool) -> None:
        if not is_read:
            self.bookmarks.read_again()

    def _mark(self) -> None:
        """Mark the rows that are shown now. Only once they are there: what is looked at comes first."""
        shown = self._model.selection
        if shown is None or not self._model.is_complete:
            return
        # The other way round, the same rows are marked.
        shown = replace(shown, order=BetOrder(shown.order.column))
        marked = replace(shown.bet_filter, is_bookmarked=True)
        self.bookmarks.mark(None if shown.bet_filter.is_bookmarked else replace(shown, bet_filter=marked))
        hits = replace(shown.bet_filter, min_multiplier=self.minimum)
        self.hits.mark(None if self.minimum is None else replace(shown, bet_filter=hits))


def pixels_of(positions: "array[int]", total: int, length: int) -> dict[int, int]:
    """On which pixels of a line some of `total` positions lie, each with the first of those that do.

    Costs as much as there are pixels or positions, whichever are fewer.
    """
    pixels: dict[int, int] = {}
    place = 0
    while total and place < len(positions):
        position = positions[place]
        pixel = min(length - 1, position * length // total)
        pixels[pixel] = position
        next_position = -(-(pixel + 1) * total // length)
        place = bisect_left(positions, max(next_position, position + 1), place)
    return pixels
