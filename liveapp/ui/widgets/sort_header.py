"""Column titles that stand still: the room of the arrow that tells the order is always kept free."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionHeader, QStyleOptionHeaderV2, QWidget

ARROW_PX = 9
CELL_PADDING_PX = 4
"""Between a cell's edge and its text, in the table as in the header."""

_Arrow = QStyleOptionHeader.SortIndicator


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """Whether something is sorted by a column, and what stands over it where its title has no room."""

    is_sorted_by: bool = True
    short: str | None = None


class SortHeader(QHeaderView):
    """A horizontal header whose titles end, or begin, where the texts below them do.

    The arrow stands at the title's free side: before what is at the right or in the middle, behind what is
    at the left. A click on a column that nothing is sorted by does nothing.
    """

    def __init__(self, heads: Sequence[ColumnHead], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._heads = tuple(heads)
        self.setSectionsClickable(True)

    def title_area(self, section: QRect, column: int, is_left: bool = False) -> QRect:
        """Where a column's title is drawn in its section, whether it tells the order or not."""
        arrow_px = ARROW_PX if self._heads[column].is_sorted_by else 0
        if is_left:
            return section.adjusted(CELL_PADDING_PX, 0, -CELL_PADDING_PX - arrow_px, 0)
        return section.adjusted(CELL_PADDING_PX + arrow_px, 0, -CELL_PADDING_PX, 0)

    def title_that_fits(self, title: str, room_px: int, column: int) -> str:
        """A column's title, or its short one where that has no room."""
        # Not by its advance, which is rounded: what is as wide would be cut by a fraction of a pixel.
        has_room = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room_px) == title
        return title if has_room else self._heads[column].short or title

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
        is_left = bool(option.textAlignment & Qt.AlignmentFlag.AlignLeft)
        area = self.title_area(rect, logicalIndex, is_left)
        title = self.title_that_fits(title, area.width(), logicalIndex)
        text = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, area.width())
        is_right = bool(option.textAlignment & Qt.AlignmentFlag.AlignRight)
        width = self.fontMetrics().horizontalAdvance(text)
        # In the middle of the whole section, as what stands below it is.
        middle = max(area.left(), rect.center().x() - width // 2)
        left = area.right() + 1 - width if is_right else area.left() if is_left else middle
        painter.setPen(option.palette.buttonText().color())
        painter.drawText(
            QRect(left, rect.top(), width + 1, rect.height()),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine,
            text,
        )
        if arrow != _Arrow.None_:
            option.sortIndicator = arrow
            beside = left + width if is_left else left - ARROW_PX
            option.rect = QRect(beside, rect.top(), ARROW_PX, rect.height()).adjusted(1, 4, -1, -4)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorHeaderArrow, option, painter, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Sort by the column that was clicked, where it has an order."""
        section = self.logicalIndexAt(event.position().toPoint())
        has_order = section < 0 or self._heads[section].is_sorted_by
        # Only for this: Qt would show the arrow over it.
        self.setSectionsClickable(has_order)
        super().mouseReleaseEvent(event)
        self.setSectionsClickable(True)
