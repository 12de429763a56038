"""Column titles that stand still: the room of the arrow that tells the order is always kept free."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionHeader, QStyleOptionHeaderV2, QWidget

from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.row_look import CELL_PADDING_PX

ARROW_PX = 9

_Arrow = QStyleOptionHeader.SortIndicator


class SortHeader(QHeaderView):
    """A horizontal header whose titles end where the texts below them end.

    The arrow stands at the title's free side: before what is at the right or in the middle. A click on a
    column that nothing is sorted by does nothing.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    def title_area(self, section: QRect, column: Column) -> QRect:
        """Where a column's title is drawn in its section, whether it tells the order or not."""
        arrow_px = 0 if COLUMNS[column].order is None else ARROW_PX
        return section.adjusted(CELL_PADDING_PX + arrow_px, 0, -CELL_PADDING_PX, 0)

    def title_that_fits(self, title: str, room_px: int, column: Column) -> str:
        """A column's title, or its short one where that has no room."""
        # Not by its advance, which is rounded: what is as wide would be cut by a fraction of a pixel.
        has_room = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room_px) == title
        return title if has_room else COLUMNS[column].short or title

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw the ground as the style does, then title and arrow in their places."""
        option = QStyleOptionHeaderV2()
        self.initStyleOption(option)
        option.rect = rect
        self.initStyleOptionForIndex(option, logicalIndex)
        title, arrow = option.text, option.sortIndicator
        option.text, option.sortIndicator = "", _Arrow.None_
        painter.save()
        self.style().drawControl(QStyle.ControlElement.CE_Header, option, painter, self)
        painter.restore()
        area = self.title_area(rect, Column(logicalIndex))
        title = self.title_that_fits(title, area.width(), Column(logicalIndex))
        text = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, area.width())
        is_right = bool(option.textAlignment & Qt.AlignmentFlag.AlignRight)
        width = self.fontMetrics().horizontalAdvance(text)
        # In the middle of the whole section, as what stands below it is.
        left = area.right() + 1 - width if is_right else max(area.left(), rect.center().x() - width // 2)
        painter.setPen(option.palette.buttonText().color())
        painter.drawText(
            QRect(left, rect.top(), width + 1, rect.height()),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine,
            text,
        )
        if arrow != _Arrow.None_:
            option.sortIndicator = arrow
            option.rect = QRect(left - ARROW_PX, rect.top(), ARROW_PX, rect.height()).adjusted(1, 4, -1, -4)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorHeaderArrow, option, painter, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Sort by the column that was clicked, where it has an order."""
        section = self.logicalIndexAt(event.position().toPoint())
        has_order = section < 0 or COLUMNS[Column(section)].order is not None
        # Only for this: Qt would show the arrow over it.
        self.setSectionsClickable(has_order)
        super().mouseReleaseEvent(event)
        self.setSectionsClickable(True)
