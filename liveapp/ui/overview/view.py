"""The overview's table as a view."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from liveapp.domain.streams import Stream
from liveapp.ui import plain, theme
from liveapp.ui.overview.columns import COLUMNS, Column
from liveapp.ui.overview.model import ALIGNMENTS, OverviewModel, tone_of
from liveapp.ui.widgets import column_state
from liveapp.ui.widgets.column_widths import TITLE_SLACK_PX, SharedWidths
from liveapp.ui.widgets.keys import ENTER_KEYS, NO_MODIFIERS
from liveapp.ui.widgets.list_table import ROW_PADDING_PX, ModelIndex, shape_list_view
from liveapp.ui.widgets.sort_header import ARROW_PX, CELL_PADDING_PX, ColumnHead, SortHeader

_NAMES = [column.name for column in Column]
_LINE_SEPARATOR = "\u2028"
_SELECT_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class OverviewView(QTableView):
    """Shows an `OverviewModel`: rows as high as their currencies, titles that sort, columns that fit.

    What is selected stays so while rows change places, come and go.
    """

    opened = Signal(object)  # a Stream, by Enter or a double click
    chosen_changed = Signal()
    copy_requested = Signal()
    menu_requested = Signal(QPoint)
    scrolled = Signal()

    def __init__(self, model: OverviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._overview = model
        self._kept: tuple[set[int], int | None, int] = (set(), None, 0)
        self._row_px = 0
        self.setObjectName("overviewView")
        self.setModel(model)
        shape_list_view(self, "All streams", "Columns of all streams")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self._set_up_header()
        self._delegate = _TonedCells(model, self)
        self.setItemDelegate(self._delegate)
        self.widths = SharedWidths(self)
        self.setFont(theme.fixed_width_font())
        self._take_look()
        model.modelAboutToBeReset.connect(self._keep_choice)
        model.modelReset.connect(self._bring_back_choice)
        model.layoutChanged.connect(lambda *_: self._fit_rows())
        model.dataChanged.connect(lambda first, last: self._fit_rows(range(first.row(), last.row() + 1)))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        self.doubleClicked.connect(lambda index: self.opened.emit(self._stream(index)))
        self.verticalScrollBar().valueChanged.connect(lambda _: self.scrolled.emit())

    def chosen_rows(self) -> list[int]:
        """The rows that are selected, from top to bottom."""
        # Not by `selectedRows`, which asks the model about every cell.
        parts = self.selectionModel().selection().toList()
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def chosen(self) -> list[Stream]:
        """The streams whose rows are selected, from top to bottom."""
        return [self._overview.row_at(row).stream for row in self.chosen_rows()]

    def current(self) -> Stream | None:
        """The stream that the keyboard is on."""
        index = self.currentIndex()
        return self._stream(index) if index.isValid() else None

    def shown_columns(self) -> list[Column]:
        """The columns that are shown, from left to right."""
        header = self.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(header.count())]
        return [Column(column) for column in places if not self.isColumnHidden(column)]

    def keys_in_view(self) -> list[int]:
        """The streams whose rows can be seen, from top to bottom."""
        first = self.rowAt(0)
        if first < 0:
            return []
        last = self.rowAt(self.viewport().height() - 1)
        stop = self._overview.rowCount() if last < 0 else last + 1
        return [self._overview.row_at(row).stream.key for row in range(first, stop)]

    def save_columns(self) -> dict[str, str]:
        """The columns from left to right, and which of them is sorted by."""
        return column_state.columns_to_texts(self, _NAMES, self.widths.by_hand)

    def restore_columns(self, texts: Mapping[str, str]) -> None:
        """Have the columns as they were saved; what cannot be read changes nothing."""
        column_state.restore_columns(self, _NAMES, texts, lambda _: True)

    def _stream(self, index: ModelIndex) -> Stream:
        return self._overview.row_at(index.row()).stream

    def _set_up_header(self) -> None:
        header = SortHeader([ColumnHead(short=texts.short) for texts in COLUMNS.values()], self)
        self.setHorizontalHeader(header)
        plain.set_accessible_name(header, "Columns of all streams")
        header.setHighlightSections(False)
        # With the rows' selection, Qt asks for every paint of a title whether all rows are chosen.
        header.setSelectionModel(QItemSelectionModel(self._overview, header))
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(True)
        header.setFont(QApplication.font())
        header.setMinimumSectionSize(header.fontMetrics().averageCharWidth() * 3)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        plain.set_accessible_name(rows, "Rows of streams")
        for column, texts in COLUMNS.items():
            self.setColumnHidden(column, not texts.is_shown_at_first)
        header.setSortIndicator(Column.LAST, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)

    def _take_look(self) -> None:
        """Measure rows, titles and texts in other fonts."""
        titles, cells = self.horizontalHeader().fontMetrics(), self.fontMetrics()
        lowest = self.horizontalHeader().minimumSectionSize()
        margin_px = 2 * (self.style().pixelMetric(self.style().PixelMetric.PM_FocusFrameHMargin) + 1)
        least: dict[int, int] = {}
        wanted: dict[int, int] = {}
        for column, texts in COLUMNS.items():
            short = texts.sign or texts.short or texts.title
            for widths, text, title in (
                (wanted, texts.widest, texts.sign or texts.title),
                (least, texts.least, short),
            ):
                title_px = titles.horizontalAdvance(title) + ARROW_PX + 2 * CELL_PADDING_PX
                text_px = cells.horizontalAdvance(text) + margin_px
                widths[column] = max(lowest, max(title_px, text_px) + TITLE_SLACK_PX)
        self._row_px = cells.height()
        self.verticalHeader().setDefaultSectionSize(cells.height() + ROW_PADDING_PX)
        self.widths.set_needs(least, wanted)
        self._fit_rows()

    def _fit_rows(self, rows: range | None = None) -> None:
        """Have these rows, or all, as high as their lines."""
        for row in range(self._overview.rowCount()) if rows is None else rows:
            height_px = self._row_px * self._overview.row_at(row).lines + ROW_PADDING_PX
            if self.rowHeight(row) != height_px:
                self.setRowHeight(row, height_px)

    def _keep_choice(self) -> None:
        current = self.current()
        self._kept = (
            {stream.key for stream in self.chosen()},
            None if current is None else current.key,
            self.verticalScrollBar().value(),
        )

    def _bring_back_choice(self) -> None:
        keys, current, above_px = self._kept
        self._fit_rows()
        self._choose(self._overview.rows_of(keys))
        for row in self._overview.rows_of([] if current is None else [current]):
            self.selectionModel().setCurrentIndex(
                self._overview.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.verticalScrollBar().setValue(above_px)
        self.chosen_changed.emit()

    def _choose(self, rows: Iterable[int]) -> None:
        selection = QItemSelection()
        for row in rows:
            index = self._overview.index(row, 0)
            selection.select(index, index)
        self.selectionModel().select(selection, _SELECT_ROWS)

    def keyboardSearch(self, _text: str) -> None:
        """Letters are commands of the window; the filter has a field of its own."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies; the rest as Qt does it."""
        current = self.current()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.key() in ENTER_KEYS and event.modifiers() in NO_MODIFIERS:
            if current is not None:
                self.opened.emit(current)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Rows stand still for who is about to point at one."""
        self._overview.hold_order()
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selected rows."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_requested.emit(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.widths.fit()
        self.scrolled.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in other fonts."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._row_px:
            self._take_look()


class _TonedCells(QStyledItemDelegate):
    """Texts in the colours of their tones.

    Qt's own way asks the model for eight things of each cell, each time that it is painted.
    """

    def __init__(self, model: OverviewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._overview = model

    def initStyleOption(self, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Say what is drawn, and how."""
        column, row = Column(index.column()), self._overview.row_at(index.row())
        option.text = COLUMNS[column].text(row).replace("\n", _LINE_SEPARATOR)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
        option.displayAlignment = ALIGNMENTS[column]
        tone = tone_of(column, row, option.text)
        if tone is not None:
            color = getattr(theme.colors(option.palette), tone)
            option.palette.setColor(QPalette.ColorRole.Text, color)
