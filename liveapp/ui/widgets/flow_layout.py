"""A row of parts that goes on in a next row where the window is narrow."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


class FlowLayout(QLayout):
    """Parts at their own size from left to right; the last one stands at the right end of its row, if wanted.

    Hidden ones take no room; one that is wider than everything gets what there is.
    """

    def __init__(self, parent: QWidget, gap_px: int, is_last_at_end: bool = True) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap_px = gap_px
        self._is_last_at_end = is_last_at_end

    def insert_widget(self, place: int, widget: QWidget) -> None:
        """Put a part before the one at a place."""
        self.addChildWidget(widget)
        self._items.insert(place, QWidgetItem(widget))
        self.invalidate()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width_px: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        used_px = 0
        for item in self._shown():
            needed_px = item.sizeHint().width()
            if not rows or used_px + self._gap_px + needed_px > width_px:
                rows.append([])
                used_px = needed_px
            else:
                used_px += self._gap_px + needed_px
            rows[-1].append(item)
        return rows

    def _height(self, rows: list[list[QLayoutItem]]) -> int:
        heights = [max(item.sizeHint().height() for item in row) for row in rows]
        return sum(heights) + self._gap_px * max(0, len(rows) - 1)

    def addItem(self, item: QLayoutItem) -> None:
        """Append a part."""
        self._items.append(item)

    def count(self) -> int:
        """How many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The part at a place; None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return the part at a place; None where there is none."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """None: it takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """True: the narrower it is, the more rows it needs."""
        return True

    def heightForWidth(self, width_px: int) -> int:
        """The height of all rows."""
        margins = self.contentsMargins()
        inner_px = width_px - margins.left() - margins.right()
        return self._height(self._rows(inner_px)) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """All parts in one row."""
        hints = [item.sizeHint() for item in self._shown()]
        width_px = sum(hint.width() for hint in hints) + self._gap_px * max(0, len(hints) - 1)
        return QSize(width_px, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The widest part alone."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Place every part."""
        super().setGeometry(rect)
        area = rect.marginsRemoved(self.contentsMargins())
        top_px = area.top()
        for row in self._rows(area.width()):
            height_px = max(item.sizeHint().height() for item in row)
            left_px = area.left()
            for item in row:
                size = item.sizeHint().boundedTo(QSize(area.width(), height_px))
                if self._is_last_at_end and item is self._items[-1]:
                    left_px = max(left_px, area.right() + 1 - size.width())
                above_px = (height_px - size.height()) // 2
                item.setGeometry(QRect(QPoint(left_px, top_px + above_px), size))
                left_px += size.width() + self._gap_px
            top_px += height_px + self._gap_px
