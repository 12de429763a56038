"""A table of bets that draws its rows itself: only those in view, all of one height."""

import time

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from liveapp.ui import plain, theme
from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.gap_cache import Gap
from liveapp.ui.bets.hairlines import NEAR_PX, paint_hairline
from liveapp.ui.bets.marked_scroll_bar import MarkedScrollBar
from liveapp.ui.bets.model import BetTableModel
from liveapp.ui.bets.row_fades import RowFades
from liveapp.ui.bets.row_look import RowLook
from liveapp.ui.bets.row_painter import Place, Row, RowPainter
from liveapp.ui.bets.rows import ModelIndex
from liveapp.ui.bets.widths import ColumnWidths
from liveapp.ui.widgets.sort_header import ColumnHead, SortHeader


class DrawnTable(QTableView):
    """Shows a `BetTableModel` with its hairlines, tints and badges.

    Qt's own drawing asks the model and the style for each cell, each time: beside a bot that plays
    this takes most of the processor. What a bet reads like is made once here.
    """

    def __init__(self, model: BetTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bets = model
        self._fades = RowFades(self._repaint_bets, self)
        self._day = time.localtime()[:3]
        self._look = RowLook(self)
        self._painter = RowPainter(self._look, self._fades.opacity)
        self.marks = MarkedScrollBar(self)
        self.setVerticalScrollBar(self.marks)
        self._set_up()
        self.setModel(model)
        model.gaps.changed.connect(self._repaint_gaps)
        self._set_up_header()
        self.widths = ColumnWidths(self, self._look)
        self.setFont(theme.fixed_width_font())

    def show_currencies(self, is_mixed: bool) -> None:
        """Tell beside the amount of each bet which currency it is of, where they are not all of one."""
        if is_mixed != self._painter.tells_currencies:
            self._painter.tells_currencies = is_mixed
            self.widths.make_room_for_currencies(is_mixed)
            self.viewport().update()

    def shown_columns(self) -> list[Column]:
        """The columns that are shown, from left to right."""
        header = self.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(header.count())]
        return [Column(column) for column in places if not self.isColumnHidden(column)]

    def _set_up(self) -> None:
        self.setObjectName("betView")
        plain.set_accessible_name(self, "Bets")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # By pixels, so that a held view does not shift by parts of a row.
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        plain.set_accessible_name(rows, "Rows of bets")
        rows.hide()

    def _set_up_header(self) -> None:
        heads = [ColumnHead(texts.order is not None, texts.short) for texts in COLUMNS.values()]
        header = SortHeader(heads, self)
        self.setHorizontalHeader(header)
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(True)
        header.setHighlightSections(False)
        # With the rows' selection, Qt asks for every paint of a title whether a million rows are chosen.
        header.setSelectionModel(QItemSelectionModel(self._bets, header))
        plain.set_accessible_name(header, "Columns of bets")
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.setFont(QApplication.font())
        header.setMinimumSectionSize(header.fontMetrics().averageCharWidth() * 4)
        for column, texts in COLUMNS.items():
            self.setColumnHidden(column, not texts.is_shown_at_first)
        header.moveSection(header.visualIndex(Column.PROOF), header.visualIndex(Column.BOOKMARK))
        header.sectionResized.connect(self._note_resize)
        header.setSortIndicator(Column.NONCE, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _note_resize(self, section: int, _old_px: int, new_px: int) -> None:
        if section == Column.GAP and not new_px:
            self._bets.forget_gaps()

    def _take_look(self) -> None:
        """Draw and measure with the font and the palette as they are now."""
        self._look = RowLook(self)
        self._painter.take_look(self._look)
        self.verticalHeader().setDefaultSectionSize(self._look.row_px)
        self.widths.take_look(self._look)

    def _is_seen(self) -> bool:
        return self.isVisible() and not self.window().isMinimized()

    def _repaint_bets(self, bet_ids: list[int]) -> None:
        if not self._is_seen():
            return
        for bet_id in bet_ids:
            row = self._bets.row_of_id(bet_id)
            if row is not None:
                self.viewport().update(self.visualRect(self._bets.index(row, Column.MULTIPLIER)))

    def _repaint_gaps(self, gaps: set[Gap]) -> None:
        """Draw the rows on both sides of these gaps, where they are in view."""
        rows = self._rows_in(self.viewport().rect())
        for row in range(rows.start - 1, rows.stop):
            if self._bets.gap_after(row) in gaps:
                self._update_rows(row, row + 1)

    def _lay_out_silently(self) -> None:
        """Have Qt know of new rows now, without drawing everything anew: the caller says what is new."""
        viewport = self.viewport()
        size, was_off = viewport.size(), viewport.testAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled)
        # Not by `setUpdatesEnabled`, which draws everything once it is over.
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled)
        self.executeDelayedItemsLayout()
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, was_off)
        if viewport.size() != size:
            viewport.update()

    def _update_rows(self, first: int, last: int) -> None:
        """Draw some rows, and those beside them where a hairline reaches into these."""
        first -= self._bets.missing_after(first - 1) is not None
        last += self._bets.missing_after(last) is not None
        top, end = max(0, self._top_of(first)), min(self._top_of(last + 1), self.viewport().height())
        self.viewport().update(0, top, self.viewport().width(), max(0, end - top))

    def _move_rows_down(self, rows: int) -> None:
        """Move what is drawn down by so many rows that came at the top, and draw only these."""
        self.viewport().scroll(0, rows * self._look.row_px)
        self._update_rows(0, rows - 1)

    def _rows_in(self, area: QRect) -> range:
        """The rows that an area of the viewport shows parts of."""
        above = self.verticalScrollBar().value()
        first, last = ((above + edge) // self._look.row_px for edge in (area.top(), area.bottom()))
        return range(max(0, first), min(last + 1, self._bets.rowCount()))

    def _top_of(self, row: int) -> int:
        return row * self._look.row_px - self.verticalScrollBar().value()

    def _places_in(self, area: QRect) -> list[Place]:
        """The columns that an area of the viewport shows parts of, from left to right."""
        header = self.horizontalHeader()
        places = []
        for visual in range(header.count()):
            column = header.logicalIndex(visual)
            width = header.sectionSize(column)
            left = header.sectionViewportPosition(column)
            if width and left <= area.right() and left + width > area.left():
                places.append(Place(Column(column), left, width))
        return places

    def _paint_rows(self, painter: QPainter, area: QRect) -> None:
        bets, width = self._bets, self.viewport().width()
        places = self._places_in(area)
        tells_gaps = any(place.column is Column.GAP for place in places)
        chosen = self.selectionModel() if self.selectionModel().hasSelection() else None
        for row in self._rows_in(area):
            is_chosen = chosen is not None and chosen.isSelected(bets.index(row, 0))
            is_marked = bool(bets.bookmarks) and bets.id_at(row) in bets.bookmarks
            top, is_odd = self._top_of(row), bets.is_odd(row)
            gap = bets.gap_before(row) if tells_gaps else None
            drawn = Row(bets.bet_at(row), bets.nonce_at(row), top, is_odd, is_chosen, is_marked, gap)
            self._painter.paint(painter, drawn, places, width)

    def _paint_hairlines(self, painter: QPainter, area: QRect) -> None:
        whole = self.viewport().rect()
        rows = self._rows_in(area)
        missing = [(row, self._bets.missing_after(row)) for row in range(rows.start - 1, rows.stop)]
        if any(one for _, one in missing):
            places = self._places_in(whole)
            for row, one in missing:
                if one is not None:
                    edge = self._top_of(row + 1)
                    paint_hairline(painter, self._look, one, edge, places, whole.width())

    def _paint_focus(self, painter: QPainter) -> None:
        current = self.currentIndex()
        if not (current.isValid() and self.hasFocus()):
            return
        is_chosen = self.selectionModel().isSelected(current)
        painter.setPen(self._look.chosen_text if is_chosen else self._look.colors.accent)
        top, width = self._top_of(current.row()), self.viewport().width()
        painter.drawRect(1, top + 1, width - 3, self._look.row_px - 3)

    def currentChanged(self, current: ModelIndex, previous: ModelIndex) -> None:
        """Draw the rows that get and lose the focus ring; Qt draws them only as far as the columns reach."""
        super().currentChanged(current, previous)
        for index in (previous, current):
            if index.isValid():
                self._update_rows(index.row(), index.row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Draw the rows that are chosen and no more chosen, beyond the columns too."""
        super().selectionChanged(selected, deselected)
        for part in (*selected.toList(), *deselected.toList()):
            self._update_rows(part.top(), part.bottom())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that need it."""
        today = time.localtime()[:3]
        if today != self._day:
            self._day = today
            self._painter.forget_texts()
            self.viewport().update()
        painter = QPainter(self.viewport())
        painter.setFont(self._look.font)
        areas = list(event.region())  # type: ignore[call-overload]  # Qt's stubs leave its iterator out
        for area in areas:
            self._paint_rows(painter, area)
        self._paint_focus(painter)
        # Over the ring: it would strike their words through.
        for area in areas:
            self._paint_hairlines(painter, area)
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what is missing where the mouse rests on a hairline."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = event.pos().y() + self.verticalScrollBar().value() + NEAR_PX
            row, beyond = divmod(place, self._look.row_px)
            missing = self._bets.missing_after(row - 1) if beyond <= 2 * NEAR_PX else None
            if missing is not None:
                area = QRect(0, self._top_of(row) - NEAR_PX, self.viewport().width(), 2 * NEAR_PX)
                plain.show_tooltip(event.globalPos(), missing.words, self.viewport(), area)
                return True
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the fonts and colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange or theme.is_theme_change(event):
            self._take_look()
