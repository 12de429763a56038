"""A line across the window for something that lasts: what is wrong, and what can be done."""

from enum import Enum

from PySide6.QtCore import QEvent, QMargins
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from liveapp.ui import plain
from liveapp.ui.theme import colors, is_theme_change
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.icons import Icons, icon_pixmap
from liveapp.ui.widgets.rounded_panel import RoundedPanel

OUTSIDE = QMargins(8, 8, 8, 0)


class BannerLevel(Enum):
    """How bad it is; each has its own shape and colour."""

    WARNING = "warning"
    ERROR = "error"


class Banner(RoundedPanel):
    """Hidden until it has something to say. Its buttons are made once, by `add_action`."""

    def __init__(self, icons: Icons, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, OUTSIDE)
        self.setObjectName(name)
        self._icons = icons
        self._level = BannerLevel.WARNING
        self._symbol = plain.PlainLabel()
        self._label = plain.PlainLabel()
        self._label.setWordWrap(True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(24, 16, 16, 8)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._symbol)
        self._layout.addWidget(self._label, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def add_action(self, text: str, tooltip: str) -> QPushButton:
        """Put another button at the right end."""
        button = QPushButton(text)
        plain.set_accessible_name(button, text)
        plain.set_tooltip(button, tooltip)
        self._layout.addWidget(button)
        return button

    def show_message(self, level: BannerLevel, text: str) -> None:
        """Say this until told otherwise; the same text again changes nothing."""
        if not self.isHidden() and (level, text) == (self._level, self.text):
            return
        is_new = self.isHidden()
        self._level = level
        plain.set_text(self._label, text)
        plain.set_accessible_name(self, text)
        self._take_colors()
        self.show()
        if is_new:
            announce(self, text)

    def _take_colors(self) -> None:
        theme = colors(self.palette())
        strong = theme.error if self._level is BannerLevel.ERROR else theme.warning
        ground = self.palette().color(QPalette.ColorRole.Base)
        self.set_panel_colors(_mixed(ground, strong, 0.1), _mixed(ground, strong, 0.45))
        symbol = self._icons.colored(self._level.value, strong)
        self._symbol.setPixmap(icon_pixmap(symbol, 20, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()


def _mixed(ground: QColor, color: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        *(
            at + (to - at) * share
            for at, to in zip(ground.getRgbF()[:3], color.getRgbF()[:3], strict=True)  # type: ignore[index]
        )
    )
