"""The status bar's words for what was refused; pressed, it leads to the list."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from liveapp.ui import plain
from liveapp.ui.theme import colors, is_theme_change
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.icons import Icons

ICON_PX = 16


class RefusalsLine(QToolButton):
    """Hidden while there is nothing to tell."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("refusalsLine")
        self._icons = icons
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self._take_colors()
        self.hide()

    def tell(self, number: int, newest: str) -> None:
        """Say that so many were refused, and why the newest was; with none, be gone."""
        if not number:
            self.hide()
            return
        words = counted(number, "request refused", "requests refused")
        plain.set_text(self, words)
        plain.set_tooltip(self, f"The newest: {newest}. Show them all (Receiver › Requests)")
        plain.set_accessible_name(self, words)
        plain.set_accessible_description(self, newest)
        if self.isHidden():
            self.show()
            announce(self, f"{words}. {newest}")

    def _take_colors(self) -> None:
        self.setIcon(self._icons.colored("warning", colors(self.palette()).warning))

    def changeEvent(self, event: QEvent) -> None:
        """Take the colour of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()
