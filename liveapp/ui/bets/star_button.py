"""The star that tells whether a bet is bookmarked, as a button."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QToolButton, QWidget

from liveapp.ui import plain
from liveapp.ui.bets.row_look import star_pixmap
from liveapp.ui.theme import colors, is_theme_change


class StarButton(QToolButton):
    """Shows what is stored: a click asks for the other, and nothing changes before that is stored."""

    toggle_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bookmarkStar")
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plain.set_accessible_name(self, "Bookmark")
        self._is_bookmarked = False
        self.clicked.connect(self._ask)
        self.show_bookmarked(False)

    def show_bookmarked(self, is_bookmarked: bool) -> None:
        """Show whether the bet is bookmarked."""
        self._is_bookmarked = is_bookmarked
        self.setChecked(is_bookmarked)
        plain.set_tooltip(self, "End the bookmark (B)" if is_bookmarked else "Bookmark this bet (B)")
        self._take_colors()

    def _ask(self) -> None:
        self.setChecked(self._is_bookmarked)
        self.toggle_requested.emit()

    def _take_colors(self) -> None:
        named = colors(self.palette())
        color = named.accent if self._is_bookmarked else named.idle
        size_px = self.iconSize().height()
        self.setIcon(QIcon(star_pixmap(size_px, color, self._is_bookmarked, self.devicePixelRatioF())))

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()
