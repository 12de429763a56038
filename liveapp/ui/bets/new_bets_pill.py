"""The button over the table's edge that says how many bets came while it was held still."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QPushButton

from liveapp.ui import plain, theme
from liveapp.ui.widgets.formatting import count_text

MARGIN_PX = 12
PADDING_PX = 5


class NewBetsPill(QPushButton):
    """`▼ 57 new`; hidden while there is nothing new. Takes no focus: keys stay with the table.

    It lies over the viewport, not in it: Qt scrolls what is in it along with the rows. It stands at the
    right, where it leaves nonces and multipliers alone: the row beneath is often the one that was chosen.
    """

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._viewport = view.viewport()
        self._is_at_top = False
        self.count = 0
        self.setObjectName("newBetsPill")
        plain.set_accessible_name(self, "New bets")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        plain.set_tooltip(self, "Show the newest bet and follow (Space)")
        self.hide()
        self._take_colors()
        self._viewport.installEventFilter(self)

    def show_count(self, count: int, is_at_top: bool) -> None:
        """Say how many are new, at the edge where they are; none hides the pill."""
        self.count = count
        self._is_at_top = is_at_top
        if count:
            plain.set_text(self, f"{'▲' if is_at_top else '▼'} {count_text(count)} new")
            plain.set_accessible_name(self, f"{count_text(count)} new bets, show the newest")
            self._place()
        self.setVisible(count > 0)

    def _place(self) -> None:
        self.adjustSize()
        area = self._viewport.geometry()
        y = area.top() + MARGIN_PX if self._is_at_top else area.bottom() + 1 - self.height() - MARGIN_PX
        self.move(area.right() + 1 - self.width() - MARGIN_PX, y)
        self.raise_()

    def _take_colors(self) -> None:
        colors = theme.colors(self._viewport.palette())
        # Qt draws square corners where they are rounder than the button is high.
        radius = self.fontMetrics().height() // 2 + PADDING_PX - 1
        ground = self._viewport.palette().color(QPalette.ColorRole.Base)
        self.setStyleSheet(
            f"QPushButton {{ background: {colors.accent.name()}; color: {ground.name()}; border: none;"
            f" border-radius: {radius}px; padding: {PADDING_PX}px 14px; font-weight: bold; }}"
            f"QPushButton:hover {{ background: {colors.accent.lighter(112).name()}; }}"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the viewport's size and theme."""
        if watched is self._viewport:
            if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
                self._place()
            elif theme.is_theme_change(event):
                self._take_colors()
        return super().eventFilter(watched, event)
