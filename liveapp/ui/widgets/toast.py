"""Short messages over the window's lower right corner, which go by themselves and never take the focus."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from liveapp.ui import plain
from liveapp.ui.theme import is_theme_change
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.rounded_panel import RoundedPanel

TOAST_MS = 6_000
TOAST_WITH_ACTION_MS = 10_000
MOST_TOASTS = 4
MARGIN_PX = 16
GAP_PX = 8
TEXT_WIDTH_PX = 320
ACTION_COLOR = QColor("#8fc1ff")
"""Toasts are dark in every theme."""


class Toast(RoundedPanel):
    """One message, with at most one thing to do about it. The mouse over it keeps it open."""

    action_triggered = Signal()
    closed = Signal()

    def __init__(self, text: str, action_text: str | None, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self._label = plain.PlainLabel()
        self._label.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._label, 1)
        if action_text is not None:
            layout.addWidget(self._action_button(action_text))
        layout.addWidget(self._close_button())
        self._expiry = QTimer(self)
        self._expiry.setSingleShot(True)
        self._expiry.setInterval(TOAST_MS if action_text is None else TOAST_WITH_ACTION_MS)
        self._expiry.timeout.connect(self.close_toast)
        self._take_colors()
        self.set_text(text)

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def set_text(self, text: str) -> None:
        """Say this, for the whole time again."""
        plain.set_text(self._label, text)
        self._label.setFixedWidth(min(TEXT_WIDTH_PX, self._label.fontMetrics().horizontalAdvance(text) + 8))
        plain.set_accessible_name(self, text)
        self.resize(self.sizeHint())
        self._expiry.start()
        announce(self, text)

    def close_toast(self) -> None:
        """Go away."""
        self._expiry.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _action_button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setFlat(True)
        button.setObjectName("toastAction")
        plain.set_accessible_name(button, text)
        plain.set_tooltip(button, text)
        button.clicked.connect(self.action_triggered)
        button.clicked.connect(self.close_toast)
        return button

    def _close_button(self) -> QToolButton:
        button = QToolButton()
        plain.set_text(button, "✕")
        button.setAutoRaise(True)
        plain.set_accessible_name(button, "Dismiss message")
        plain.set_tooltip(button, "Dismiss")
        button.clicked.connect(self.close_toast)
        return button

    def _take_colors(self) -> None:
        ground = self.palette().color(QPalette.ColorRole.ToolTipBase)
        text = self.palette().color(QPalette.ColorRole.ToolTipText)
        self.set_panel_colors(ground, ground.lighter(140))
        for child in self.findChildren(QWidget):
            palette = child.palette()
            for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
                palette.setColor(role, text)
            palette.setColor(QPalette.ColorRole.Button, ground.lighter(125))
            if isinstance(child, QPushButton):
                palette.setColor(QPalette.ColorRole.ButtonText, ACTION_COLOR)
            child.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while it is looked at."""
        self._expiry.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go some time after it was looked at."""
        self._expiry.start()
        super().leaveEvent(event)


class ToastStack(QObject):
    """Shows toasts over a widget, the newest lowest, never more than a few."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._toasts: list[Toast] = []
        host.installEventFilter(self)

    @property
    def toasts(self) -> list[Toast]:
        """What is shown now, the oldest first."""
        return list(self._toasts)

    def show_toast(self, text: str, action_text: str | None = None) -> Toast:
        """Show a message; connect to the toast's `action_triggered` for its button."""
        while len(self._toasts) >= MOST_TOASTS:
            self._toasts[0].close_toast()
        toast = Toast(text, action_text, self._host)
        toast.closed.connect(self._forget_closed)
        self._toasts.append(toast)
        # In its place first: shown elsewhere for a moment, it might believe the mouse to be over it.
        self.arrange()
        toast.show()
        return toast

    def arrange(self) -> None:
        """Put every toast in its place."""
        bottom = self._host.height() - MARGIN_PX
        for toast in reversed(self._toasts):
            toast.resize(toast.sizeHint())
            toast.raise_()
            toast.move(self._host.width() - MARGIN_PX - toast.width(), bottom - toast.height())
            bottom -= toast.height() + GAP_PX

    def _forget_closed(self) -> None:
        self._toasts = [toast for toast in self._toasts if not toast.isHidden()]
        self.arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size."""
        if event.type() == QEvent.Type.Resize:
            self.arrange()
        return super().eventFilter(watched, event)
