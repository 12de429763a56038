"""The bet table as a view: follows the newest row while the user is at the end, else stands still."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QWidget

from liveapp.domain.queries import BetFilter
from liveapp.ui.bets.columns import ORDERS_BY_ARRIVAL, Column
from liveapp.ui.bets.drawn_table import DrawnTable
from liveapp.ui.bets.model import BetTableModel
from liveapp.ui.bets.new_bets_pill import NewBetsPill

MOST_FADES = 100
"""More than a screen shows: of a flood only the newest fade in."""

_ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Up)


class BetView(DrawnTable):
    """Shows a `BetTableModel`.

    In orders by arrival the end is where the newest row lands: the bottom, or the top where
    descending. While it follows, that end stays in view; scrolled elsewhere, or with a row chosen, it
    does not. Then the first row in view stays where it is, whatever comes above it, and a pill counts
    what is new. In other orders nothing is followed.
    """

    following_changed = Signal(bool)
    copy_requested = Signal()
    bookmark_requested = Signal()  # of the chosen rows
    star_clicked = Signal(object)  # int, the id of a bet

    def __init__(self, model: BetTableModel, parent: QWidget | None = None) -> None:
        # Qt lays out and resizes while it is being made.
        self._is_following = True
        self._is_adjusting = False
        super().__init__(model, parent)
        self._anchor: QPersistentModelIndex | None = None
        self._anchor_px = 0
        self._newest_id: int | None = None
        self.pill = NewBetsPill(self)
        self.pill.clicked.connect(self.show_newest)
        model.rowsAboutToBeInserted.connect(self._hold)
        model.rowsInserted.connect(self._take_in)
        model.layoutAboutToBeChanged.connect(self._hold)
        model.layoutChanged.connect(self._settle)
        model.modelReset.connect(self._start_over)
        model.bets_arrived.connect(self._note_arrivals)
        self.verticalScrollBar().valueChanged.connect(self._note_scroll)
        self.selectionModel().selectionChanged.connect(self._note_choice)

    @property
    def is_following(self) -> bool:
        """Whether the newest row is kept in view."""
        return self._is_following and self.can_follow

    @property
    def can_follow(self) -> bool:
        """Whether the order has an end where new bets land."""
        return self._bets.order.column in ORDERS_BY_ARRIVAL

    def set_following(self, is_following: bool) -> None:
        """Go to the newest row, with none chosen, and follow from now on; or hold still."""
        was_following = self.is_following
        self._is_following = self._bets.is_followed = is_following
        if self.is_following:
            self._choose_none()
            self._forget_new()
            self._go_to_end()
        if was_following != self.is_following:
            self.following_changed.emit(self.is_following)

    def toggle_following(self) -> None:
        """Hold still, or follow again."""
        self.set_following(not self.is_following)

    def show_newest(self) -> None:
        """Go to the newest bet; follow it where the order has an end."""
        if self.can_follow:
            self.set_following(True)
            return
        row = None if self._newest_id is None else self._bets.row_of_id(self._newest_id)
        self._forget_new()
        if row is not None:
            self.choose_row(row)

    def start_anew(self) -> None:
        """Another stream, order or filter is shown: nothing is new, nothing fades."""
        self._forget_new()
        self._fades.clear()

    def choose_row(self, row: int, is_shown: bool = True) -> None:
        """Choose a row and, where `is_shown`, bring it into the middle of the view."""
        index = self._bets.index(row, max(0, self.currentIndex().column()))
        rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        with self._adjusting():
            self.setAutoScroll(False)
            self.selectionModel().setCurrentIndex(index, rows)
            self.setAutoScroll(True)
            if is_shown:
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        if is_shown:
            self._note_scroll()

    def show_chosen_or_top(self) -> None:
        """Bring the chosen row into view, or without one the first."""
        with self._adjusting():
            if self.currentIndex().isValid():
                self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
            else:
                self.verticalScrollBar().setValue(0)

    @property
    def bet_filter(self) -> BetFilter:
        """The filter of the table's rows."""
        return self._bets.bet_filter

    def select_beside(self, step: int) -> None:
        """Choose the row `step` below the current one."""
        rows = self._bets.rowCount()
        if not rows:
            return
        current = self.currentIndex()
        row = current.row() + step if current.isValid() else self._row_looked_at()
        index = self._bets.index(min(max(0, row), rows - 1), max(0, current.column()))
        self.setCurrentIndex(index)

    def _row_looked_at(self) -> int:
        """The row to begin with where none is chosen: the newest while followed, else the first in view."""
        if self.is_following:
            return 0 if self._bets.order.descending else self._bets.rowCount() - 1
        return -(-self.verticalScrollBar().value() // self._look.row_px)

    def chosen_bet_id(self) -> int | None:
        """The id of the bet that is chosen."""
        index = self.currentIndex()
        is_chosen = index.isValid() and self.selectionModel().hasSelection()
        return self._bets.id_at(index.row()) if is_chosen else None

    def chosen_ranges(self) -> list[tuple[int, int]]:
        """The chosen rows as (first, last), from top to bottom."""
        return sorted({(part.top(), part.bottom()) for part in self.selectionModel().selection().toList()})

    def show_frame(self, is_shown: bool) -> None:
        """Show the columns' titles, or nothing but the ground while there is no stream."""
        self.horizontalHeader().setVisible(is_shown)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_shown else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(policy)

    def _star_at(self, event: QMouseEvent) -> int | None:
        """The id of the bet on whose star the left button was pressed, without keys that choose several."""
        index = self.indexAt(event.position().toPoint())
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if is_plain and event.button() == Qt.MouseButton.LeftButton and index.column() == Column.BOOKMARK:
            return self._bets.id_at(index.row())
        return None

    def _hold(self) -> None:
        """Remember the first row in view before rows come or change places."""
        top_px = self.verticalScrollBar().value()
        is_pinned_to_top = not self.can_follow and top_px == 0
        if self.is_following or is_pinned_to_top or not self._bets.rowCount():
            self._anchor = None
        elif self._anchor is None:
            row, self._anchor_px = divmod(top_px, self._look.row_px)
            self._anchor = QPersistentModelIndex(self._bets.index(min(row, self._bets.rowCount() - 1), 0))

    def _take_in(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Show new rows. Where they land at an end, as they do while a bot plays, only they are drawn."""
        is_followed_at_top = first == 0 and self.is_following and self._bets.order.descending
        if last == self._bets.rowCount() - 1:
            self._lay_out_silently()
            self._settle()
            self._update_rows(first, last)
        elif is_followed_at_top:
            self._lay_out_silently()
            self._settle()
            self._move_rows_down(last + 1)
        else:
            self._settle()

    def _settle(self) -> None:
        """Bring the remembered row, or the end, back to where it was."""
        anchor, self._anchor = self._anchor, None
        if self.is_following:
            self._go_to_end()
        elif anchor is not None and anchor.isValid():
            top_px = anchor.row() * self._look.row_px + self._anchor_px
            if top_px != self.verticalScrollBar().value():
                with self._adjusting():
                    self.updateGeometries()
                    self.verticalScrollBar().setValue(top_px)

    def _start_over(self) -> None:
        """Other rows altogether: the end where it is followed, else the top."""
        self._anchor = None
        if self.is_following:
            self._go_to_end()
        else:
            with self._adjusting():
                self.verticalScrollBar().setValue(0)

    def _go_to_end(self) -> None:
        with self._adjusting():
            self.executeDelayedItemsLayout()
            bar = self.verticalScrollBar()
            bar.setValue(bar.minimum() if self._bets.order.descending else bar.maximum())

    def _is_at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() == (bar.minimum() if self._bets.order.descending else bar.maximum())

    def _note_scroll(self) -> None:
        if not self._is_adjusting and self.can_follow:
            self._set_following_from_place(self._is_at_end() and not self.selectionModel().hasSelection())

    def _note_choice(self) -> None:
        """A chosen row is looked at: nothing moves it away."""
        if self.selectionModel().hasSelection():
            self._set_following_from_place(False)
        else:
            self._note_scroll()

    def _choose_none(self) -> None:
        with self._adjusting():
            self.selectionModel().clear()

    def _set_following_from_place(self, is_following: bool) -> None:
        if is_following != self._is_following:
            self._is_following = self._bets.is_followed = is_following
            if is_following:
                self._forget_new()
            self.following_changed.emit(is_following)

    def _note_arrivals(self, bet_ids: list[int]) -> None:
        self._newest_id = bet_ids[-1]
        if self._is_seen() and self._is_animated():
            in_view = self._rows_in(self.viewport().rect())
            rows = ((one, self._bets.row_of_id(one)) for one in bet_ids[-MOST_FADES:])
            self._fades.start(
                [one for one, row in rows if row is not None and row in in_view and self._is_tinted(row)]
            )
        if not self.is_following and not self._shows_all_rows():
            self.pill.show_count(
                self.pill.count + len(bet_ids), self.can_follow and self._bets.order.descending
            )

    def _shows_all_rows(self) -> bool:
        """Whether every bet is in view: then none needs to be gone to."""
        return self._bets.rowCount() * self._look.row_px <= self.viewport().height()

    def _is_animated(self) -> bool:
        return self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0

    def _is_tinted(self, row: int) -> bool:
        bet = self._bets.bet_at(row)
        return bet is not None and self._look.tint_of(bet) is not None

    def _forget_new(self) -> None:
        self._newest_id = None
        self.pill.show_count(0, False)

    @contextmanager
    def _adjusting(self) -> Iterator[None]:
        """Until the end of the block, scrolling is the program's own and does not end following."""
        was_adjusting, self._is_adjusting = self._is_adjusting, True
        try:
            yield
        finally:
            self._is_adjusting = was_adjusting

    def updateGeometries(self) -> None:
        """Fit the scroll bars to rows and size."""
        with self._adjusting():
            super().updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns, and keep the end in view while following."""
        super().resizeEvent(event)
        self.widths.fit()
        # At once: a horizontal scroll bar that the fitted columns need no more would go a moment later, and
        # take the rows at the end along.
        self.updateGeometries()
        if self.is_following:
            self._go_to_end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A star is clicked at once, while its row is where it is seen; its row is not chosen by that."""
        bet_id = self._star_at(event)
        if bet_id is None:
            super().mousePressEvent(event)
        else:
            self.star_clicked.emit(bet_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two clicks on a star are two clicks."""
        if self._star_at(event) is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keys; Qt would make the first row the current one, wherever the user looks."""
        had_current = self.currentIndex().isValid()
        super().focusInEvent(event)
        if not had_current:
            self.selectionModel().clearCurrentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, hold, J and K; the rest as Qt does it."""
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif is_plain and event.key() == Qt.Key.Key_Space:
            self.toggle_following()
        elif is_plain and event.key() in (Qt.Key.Key_J, Qt.Key.Key_K):
            self.select_beside(1 if event.key() == Qt.Key.Key_J else -1)
        elif is_plain and event.key() in _ARROWS and not self.currentIndex().isValid():
            self.select_beside(0)
        else:
            super().keyPressEvent(event)
