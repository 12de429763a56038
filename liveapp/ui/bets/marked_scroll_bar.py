"""A scroll bar with a strip at its side, on which rows are marked where they lie."""

from array import array
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from liveapp.domain.bookmarks import Bookmark
from liveapp.ui import plain
from liveapp.ui.bets.row_marks import RowMarks, pixels_of
from liveapp.ui.theme import colors
from liveapp.ui.widgets.formatting import count_text, counted, multiplier_text

STRIP_PX = 8
LANE_PX = 4
HEIGHTS_PX = (2, 3)
"""Of a hit's mark and of a bookmark's."""

NEAR_PX = 3
"""The mouse is on a mark within this distance."""

Lane = dict[int, int]
"""The marked pixels, from the top of the groove, each with the first of the positions that lie there."""


@dataclass(frozen=True, slots=True)
class _Near:
    position: int
    is_bookmark: bool
    distance_px: int


class MarkedScrollBar(QScrollBar):
    """A vertical scroll bar. Hits stand at the left of its strip, bookmarks at the right.

    A click on a mark asks for its row. What is drawn is made only where marks, rows or the height change.
    """

    row_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        plain.set_accessible_name(self, "Scroll bar with marks of bookmarks and hits")
        self._marks: RowMarks | None = None
        self._hits: Lane = {}
        self._bookmarks: Lane = {}

    def show_marks(self, marks: RowMarks) -> None:
        """Show these from now on, as they are."""
        self._marks = marks
        marks.changed.connect(self._place_marks)

    @property
    def hit_pixels(self) -> list[int]:
        """Where hits are marked, from the strip's top."""
        return sorted(self._hits)

    @property
    def bookmark_pixels(self) -> list[int]:
        """Where bookmarks are marked, from the strip's top."""
        return sorted(self._bookmarks)

    def words_at(self, y: int) -> str:
        """What the marks at a height are, or where there are none what is marked at all."""
        marks = self._marks
        if marks is None:
            return ""
        near = self._marks_near(y)
        words = [_bookmark_words(marks.bookmark_at(one.position)) for one in near if one.is_bookmark]
        if marks.minimum is not None and any(not one.is_bookmark for one in near):
            words.append(f"Hit: {multiplier_text(marks.minimum)} or more")
        return "\n".join(dict.fromkeys(words)) if words else _all_words(marks)

    def _place_marks(self) -> None:
        """Bring the marks to where their rows are now; draw only where one has moved."""
        if self._marks is None or not self.isVisible():
            return
        hits, bookmarks = (
            self._pixels(rows.positions, self._marks) for rows in (self._marks.hits, self._marks.bookmarks)
        )
        if hits.keys() != self._hits.keys() or bookmarks.keys() != self._bookmarks.keys():
            self.update(self._strip())
        self._hits, self._bookmarks = hits, bookmarks

    def _pixels(self, positions: "array[int]", marks: RowMarks) -> Lane:
        length = self._groove().height()
        pixels = pixels_of(positions, marks.rows, length)
        if marks.is_reversed:
            return {length - 1 - pixel: position for pixel, position in pixels.items()}
        return pixels

    def _marks_near(self, y: int) -> list[_Near]:
        """The marks at a height, the nearest first, a bookmark before a hit."""
        pixel = y - self._groove().top()
        near = [
            _Near(lane[pixel + by], lane is self._bookmarks, abs(by))
            for lane in (self._bookmarks, self._hits)
            for by in sorted(range(-NEAR_PX, NEAR_PX + 1), key=abs)
            if pixel + by in lane
        ]
        return sorted(near, key=lambda one: (one.distance_px, not one.is_bookmark))

    def _groove(self) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarGroove
        return self.style().subControlRect(kind, option, part, self)

    def _strip(self) -> QRect:
        return QRect(self.width() - STRIP_PX, 0, STRIP_PX, self.height())

    def _paint_lane(self, painter: QPainter, lane: Lane, left: int, height: int, color: QColor) -> None:
        top = self._groove().top() - height // 2
        for pixel in lane:
            painter.fillRect(left, top + pixel, LANE_PX, height, color)

    def initStyleOption(self, option: QStyleOptionSlider) -> None:
        """Leave the strip free."""
        super().initStyleOption(option)
        option.rect = option.rect.adjusted(0, 0, -STRIP_PX, 0)

    def sizeHint(self) -> QSize:
        """As wide as any, and the strip."""
        return super().sizeHint() + QSize(STRIP_PX, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar, then the strip beside it."""
        super().paintEvent(event)
        strip, named = self._strip(), colors(self.palette())
        if not event.rect().intersects(strip):
            return
        painter = QPainter(self)
        painter.fillRect(strip, self.palette().color(QPalette.ColorRole.Base))
        self._paint_lane(painter, self._hits, strip.left(), HEIGHTS_PX[0], named.warning)
        self._paint_lane(painter, self._bookmarks, strip.left() + LANE_PX, HEIGHTS_PX[1], named.accent)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the marks anew."""
        super().resizeEvent(event)
        self._place_marks()

    def showEvent(self, event: QShowEvent) -> None:
        """Place the marks that came meanwhile."""
        super().showEvent(event)
        self._place_marks()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a mark asks for its row, one beside the marks does nothing."""
        place = event.position().toPoint()
        if not self._strip().contains(place):
            super().mousePressEvent(event)
            return
        near = self._marks_near(place.y())
        is_click = event.button() == Qt.MouseButton.LeftButton and bool(near)
        row = self._marks.row_at(near[0].position) if is_click and self._marks is not None else None
        if row is not None:
            self.row_requested.emit(row)

    def event(self, event: QEvent) -> bool:
        """Tell what is marked where the mouse rests on the strip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.words_at(event.pos().y()) if self._strip().contains(event.pos()) else ""
            area = QRect(self._strip().left(), event.pos().y() - NEAR_PX, STRIP_PX, 2 * NEAR_PX)
            plain.show_tooltip(event.globalPos(), words, self, area)
            return True
        return super().event(event)


def _bookmark_words(bookmark: Bookmark | None) -> str:
    if bookmark is None:
        return "Bookmark"
    words = f"Bookmark: round {count_text(bookmark.nonce)}, {multiplier_text(bookmark.round_result)}"
    return f"{words}\n{bookmark.note}" if bookmark.note else words


def _all_words(marks: RowMarks) -> str:
    words = []
    if marks.bookmarks.count:
        words.append(counted(marks.bookmarks.count, "bookmark", "bookmarks"))
    if marks.minimum is not None:
        hits = f"{counted(marks.hits.count, 'hit', 'hits')} of {multiplier_text(marks.minimum)} or more"
        words.append(f"{hits}: too many to mark" if marks.hits.is_too_many else f"{hits}, the last minimum")
    return "\n".join(words)
