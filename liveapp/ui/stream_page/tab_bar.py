"""The tabs of a stream's page: words in a line, the chosen one underlined."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionTab, QTabBar, QWidget

from liveapp.ui import plain, theme

PADDING_PX = 8
LEAST_TAB_PX = 42
LINE_PX = 2
FOCUS_RING_PX = 3
"""What the ring around the bar may cover at its edge."""


class PageTabBar(QTabBar):
    """Stands beside other things in one line; where there is no room for all words they end in dots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain.set_accessible_name(self, "Views of the stream")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)

    def least_width_px(self) -> int:
        """So wide it is where hardly a word has room."""
        return sum(self.minimumTabSizeHint(place).width() for place in range(self.count()))

    def _paint_tab(self, painter: QPainter, place: int) -> None:
        option = QStyleOptionTab()
        self.initStyleOption(option, place)
        rect = self.tabRect(place)
        is_current = place == self.currentIndex()
        colors = theme.colors(self.palette())
        painter.setPen(self._text_color(is_current, option.state))
        words = self.fontMetrics().elidedText(
            self.tabText(place).replace("&&", "&"), self.elideMode(), rect.width() - PADDING_PX
        )
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        if is_current:
            line = QRect(rect.left() + PADDING_PX // 2, rect.bottom() - LINE_PX - FOCUS_RING_PX, 0, LINE_PX)
            line.setRight(rect.right() - PADDING_PX // 2)
            painter.fillRect(line, colors.accent)

    def _text_color(self, is_current: bool, state: QStyle.StateFlag) -> QColor:
        if not state & QStyle.StateFlag.State_Enabled:
            return self.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
        if is_current or state & QStyle.StateFlag.State_MouseOver:
            return self.palette().color(QPalette.ColorRole.WindowText)
        return theme.colors(self.palette()).muted_text

    def tabSizeHint(self, place: int) -> QSize:
        """As wide as its words, as high as the buttons beside it."""
        words = self.tabText(place).replace("&&", "&")
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(words) + 2 * PADDING_PX, metrics.height() + 2 * PADDING_PX)

    def minimumTabSizeHint(self, place: int) -> QSize:
        """Short words stay whole for longest."""
        hint = self.tabSizeHint(place)
        return QSize(min(hint.width(), LEAST_TAB_PX), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint every tab."""
        painter = QPainter(self)
        for place in range(self.count()):
            self._paint_tab(painter, place)
        painter.end()
