"""The rows of the overview: one a stream, as the list of streams has them."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import replace
from typing import TypeAlias

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, QTimer

from liveapp.domain.clock import now_us
from liveapp.domain.streams import NO_BETS, BetMoment, Stream, StreamSpan
from liveapp.ui import plain
from liveapp.ui.analysis.many_streams import StreamFigures
from liveapp.ui.overview.choice import Kind, StreamChoice
from liveapp.ui.overview.columns import COLUMNS, PENDING, Column
from liveapp.ui.overview.row import OverviewRow
from liveapp.ui.widgets.list_table import NO_PARENT, ModelIndex

REST_MS = 1000
"""Rows change their places no more often."""

HOLD_MS = 3000
"""While the mouse moves over rows, and so long after it, they stay where they are."""

FiguresOf: TypeAlias = Callable[[int], StreamFigures | None]
"""What is computed of a stream, by its key."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ALIGNMENTS = {column: _RIGHT if texts.is_number else _LEFT for column, texts in COLUMNS.items()} | {
    Column.PROOF: Qt.AlignmentFlag.AlignCenter
}


class OverviewModel(QAbstractTableModel):
    """Streams that the choice admits, in the chosen order.

    What a row shows is right at once; its place is after a moment's rest. Rows that change places take the
    selection with them; where rows come or go the model is reset.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[int, OverviewRow] = {}
        self._keys: list[int] = []
        self._spans: dict[int, StreamSpan] | None = None
        self._choice = StreamChoice()
        self._sorted_by = Column.LAST
        self._is_descending = True
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.settle)

    @property
    def total(self) -> int:
        """How many streams there are, shown or not."""
        return len(self._rows)

    def rows(self) -> list[OverviewRow]:
        """All that are shown, from top to bottom."""
        return [self._rows[key] for key in self._keys]

    def row_at(self, row: int) -> OverviewRow:
        """What stands in a row."""
        return self._rows[self._keys[row]]

    def rows_of(self, keys: Iterable[int]) -> list[int]:
        """The rows of streams; those that are not shown are left out."""
        wanted = set(keys)
        return [row for row, key in enumerate(self._keys) if key in wanted]

    def set_streams(self, streams: Mapping[int, Stream], figures: FiguresOf) -> None:
        """Be about these streams, by their keys, as they are now."""
        changed = {
            key: stream
            for key, stream in streams.items()
            if key not in self._rows or self._rows[key].stream is not stream
        }
        for key, stream in changed.items():
            self._rows[key] = OverviewRow(stream, self._span_of(key), figures(key))
        gone = self._rows.keys() - streams.keys()
        self._show(changed.keys(), gone)
        for key in gone:
            del self._rows[key]

    def set_spans(self, spans: Mapping[int, StreamSpan]) -> None:
        """Tell of first and last bets, and of bookmarks, from now on."""
        self._spans = dict(spans)
        for key, row in self._rows.items():
            self._rows[key] = replace(row, span=self._span_of(key))
        self._tell_changed(0, len(self._keys) - 1)

    def note_bets(self, key: int, moments: Iterable[BetMoment]) -> None:
        """A stream has these bets too."""
        if self._spans is not None:
            span = self._spans.get(key, NO_BETS).with_bets(moments)
            self._spans[key] = span
            if key in self._rows:
                self._put(replace(self._rows[key], span=span))

    def set_figures(self, key: int, figures: StreamFigures | None) -> None:
        """A stream's figures are these by now."""
        if key in self._rows:
            self._put(replace(self._rows[key], figures=figures))

    def set_all_figures(self, figures: FiguresOf) -> None:
        """All streams' figures are others by now."""
        for key, row in self._rows.items():
            self._rows[key] = replace(row, figures=figures(key))
        self._tell_changed(0, len(self._keys) - 1)

    def set_choice(self, choice: StreamChoice) -> None:
        """Show other streams."""
        if choice != self._choice:
            self._choice = choice
            self._show(self._rows.keys(), set())

    def hold_order(self) -> None:
        """Leave every row where it is for a while: the user is about to point at one."""
        self._rest.start(HOLD_MS)

    def settle(self) -> None:
        """Bring rows to the places that they should have by now."""
        self._rest.stop()
        keys = self._in_order(self._keys)
        if keys == self._keys:
            return
        self.layoutAboutToBeChanged.emit()
        old, former = self.persistentIndexList(), self._keys
        self._keys = keys
        row_of = {key: row for row, key in enumerate(keys)}
        moved = [self.index(row_of[former[index.row()]], index.column()) for index in old]
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()

    def _span_of(self, key: int) -> StreamSpan | None:
        return None if self._spans is None else self._spans.get(key, NO_BETS)

    def _put(self, row: OverviewRow) -> None:
        key = row.stream.key
        self._rows[key] = row
        for place in self.rows_of([key]):
            self._tell_changed(place, place)

    def _show(self, changed: Set[int], gone: Set[int]) -> None:
        """Show what the choice admits, some of which may be other than before, and not what is gone."""
        now = now_us()
        shown = set(self._keys)
        # The time alone makes a stream a live one no more.
        judged = (self._rows.keys() if self._choice.kind is Kind.LIVE else changed) - gone
        wanted = {key for key in judged if self._choice.admits(self._rows[key].stream, now)}
        wanted |= shown - judged - gone
        if wanted != shown:
            self.beginResetModel()
            kept = [key for key in self._keys if key in wanted]
            self._keys = self._in_order([*kept, *sorted(wanted - shown, key=self._newest_first)])
            self.endResetModel()
        else:
            for row in self.rows_of(changed):
                self._tell_changed(row, row)

    def _newest_first(self, key: int) -> tuple[int, int]:
        return -self._rows[key].stream.last_seen_us, key

    def _in_order(self, keys: Iterable[int]) -> list[int]:
        """By the chosen column; what is not there yet comes last, and equals stay as they are."""
        sort_key = COLUMNS[self._sorted_by].sort_key
        judged = [(key, sort_key(self._rows[key])) for key in keys]
        known = [(key, found) for key, found in judged if found is not None]
        known.sort(key=lambda one: one[1][1], reverse=self._is_descending)
        known.sort(key=lambda one: one[1][0])
        return [key for key, _ in known] + [key for key, found in judged if found is None]

    def _tell_changed(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))
            if not self._rest.isActive():
                self._rest.start(REST_MS)

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """Every stream that is shown."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """The columns are those of `Column`."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows and tells."""
        if not index.isValid() or index.row() >= len(self._keys):
            return None
        column, row = Column(index.column()), self.row_at(index.row())
        match int(role):
            case Qt.ItemDataRole.DisplayRole:
                return COLUMNS[column].text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return plain.tooltip_text(COLUMNS[column].exact(row))
            case Qt.ItemDataRole.AccessibleTextRole if column is Column.PROOF:
                return COLUMNS[column].exact(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return ALIGNMENTS[column]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles over the columns; rows have no headings."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        texts = COLUMNS[Column(section)]
        match int(role):
            case Qt.ItemDataRole.DisplayRole:
                return texts.sign or texts.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return texts.title
            case Qt.ItemDataRole.ToolTipRole:
                return plain.tooltip_text(f"{texts.title}: {texts.tooltip}" if texts.sign else texts.tooltip)
            case Qt.ItemDataRole.TextAlignmentRole:
                return ALIGNMENTS[Column(section)]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; chosen ones stay chosen."""
        self._sorted_by = Column(column)
        self._is_descending = order == Qt.SortOrder.DescendingOrder
        self.settle()


def tone_of(column: Column, row: OverviewRow, text: str) -> str | None:
    """The name of a cell's colour in `ThemeColors`; None where its text has none of its own."""
    stream = row.stream
    if text == PENDING:
        return "muted_text"
    if column is Column.PROFIT and len(stream.totals) == 1 and stream.totals[0].profit:
        return "win" if stream.totals[0].profit > 0 else "loss"
    if column is Column.PROOF:
        return "error" if stream.proof.mismatched else "live"
    return None
