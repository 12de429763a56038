"""The list of rules with its keys: Space turns a switch, Enter edits, Del removes, Alt and arrows move."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from liveapp.ui.alerts.rules_model import RuleColumn, RulesModel
from liveapp.ui.widgets.list_table import ModelIndex, shape_list_view

WIDTHS_IN_CHARACTERS = {
    RuleColumn.STREAM: 24,
    RuleColumn.SYSTEM: 7,
    RuleColumn.SOUND: 6,
    RuleColumn.REST: 7,
}
"""The widths that columns begin with; the rule takes what is left."""

LEAST_STREAM_CHARACTERS = 14
LONG_RULE = "No multiplier of at least 1,000× for 5,000 rounds"
SWITCH_PX = 32
"""What a switch takes of a rule's cell, with what is beside it."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SwitchDelegate(QStyledItemDelegate):
    """Gives the switches the outline that check boxes have, which stands out in every theme."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Fusion takes an outline's colour from the window's."""
        super().initStyleOption(option, index)
        palette = QApplication.palette("QCheckBox")  # type: ignore[call-overload]  # the stubs say bytes
        option.palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Window))


class RulesView(QTableView):
    """`move_requested` carries by how many rows the chosen rule is to go."""

    switch_requested = Signal()
    edit_requested = Signal()
    remove_requested = Signal()
    move_requested = Signal(object)

    def __init__(self, model: RulesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        shape_list_view(self, "Alerts", "Columns of the alerts")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._switches = SwitchDelegate(self)
        self.setItemDelegateForColumn(RuleColumn.RULE, self._switches)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(RuleColumn.RULE, QHeaderView.ResizeMode.Stretch)
        for column, characters in WIDTHS_IN_CHARACTERS.items():
            self.setColumnWidth(column, self._width_px(characters))
        self._stream_px = self.columnWidth(RuleColumn.STREAM)
        self.doubleClicked.connect(lambda _index: self.edit_requested.emit())

    @property
    def chosen_row(self) -> int | None:
        """The row that is chosen."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def switch_rect(self, row: int) -> QRect:
        """Where in the viewport the switch of a row is."""
        index = self.model().index(row, RuleColumn.RULE)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        self._switches.initStyleOption(option, index)
        return self.style().subElementRect(
            QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, option.widget
        )

    def _width_px(self, characters: int) -> int:
        return (characters + 2) * self.fontMetrics().averageCharWidth()

    def _share_width(self) -> None:
        """Where there is little room, have the stream's name give way before the rule; not after the user."""
        if self.columnWidth(RuleColumn.STREAM) != self._stream_px:
            return
        beside = (RuleColumn.SYSTEM, RuleColumn.SOUND, RuleColumn.REST)
        rule_px = self.fontMetrics().horizontalAdvance(LONG_RULE) + SWITCH_PX
        room_px = self.viewport().width() - sum(map(self.columnWidth, beside)) - rule_px
        most_px = self._width_px(WIDTHS_IN_CHARACTERS[RuleColumn.STREAM])
        self._stream_px = min(most_px, max(self._width_px(LEAST_STREAM_CHARACTERS), room_px))
        self.setColumnWidth(RuleColumn.STREAM, self._stream_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        self._share_width()
        super().resizeEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a switch, it is only one more click."""
        place = event.position().toPoint()
        row = self.rowAt(place.y())
        if row >= 0 and self.switch_rect(row).contains(place):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the chosen rule, whichever of its cells has the cursor."""
        key, modifiers = event.key(), event.modifiers()
        is_alt = modifiers == Qt.KeyboardModifier.AltModifier
        is_plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if is_plain and key == Qt.Key.Key_Space:
            self.switch_requested.emit()
        elif is_plain and key in _ENTER:
            self.edit_requested.emit()
        elif is_plain and key == Qt.Key.Key_Delete:
            self.remove_requested.emit()
        elif is_alt and key in _STEPS:
            self.move_requested.emit(_STEPS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)
