"""Auto-follow below the list: its check, and that it is paused."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from liveapp.ui import plain
from liveapp.ui.streams.auto_follow import AutoFollow
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.elided_label import ElidedLabel

PAUSED = "Auto-follow paused"
WHY_PAUSED = (
    "It yields to you: a click, a choice, scrolling, hold or a dialog pauses it."
    " It stays paused until you resume it (Ctrl+L)."
)

BUTTON_PADDING_PX = 20


class FollowLine(QWidget):
    """Shows what holds for auto-follow; the check switches it, the button ends a pause."""

    def __init__(self, auto_follow: AutoFollow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._auto_follow = auto_follow
        self.check = QCheckBox("Auto-follow latest")
        plain.set_accessible_name(self.check, "Auto-follow latest")
        plain.set_tooltip(self.check, auto_follow.action.toolTip())
        self.check.toggled.connect(auto_follow.action.setChecked)
        auto_follow.action.toggled.connect(self.check.setChecked)
        self._words = ElidedLabel(PAUSED)
        plain.set_tooltip(self._words, WHY_PAUSED)
        self.resume_button = QPushButton("Resume")
        plain.set_accessible_name(self.resume_button, "Resume auto-follow")
        plain.set_tooltip(self.resume_button, "Resume auto-follow (Ctrl+L)")
        width_px = self.resume_button.fontMetrics().horizontalAdvance("Resume") + BUTTON_PADDING_PX
        self.resume_button.setFixedWidth(width_px)
        self.resume_button.clicked.connect(auto_follow.resume)
        self._paused = QWidget()
        self._paused.hide()
        auto_follow.pause_changed.connect(self._show_pause)
        paused = QHBoxLayout(self._paused)
        paused.setContentsMargins(0, 0, 0, 0)
        paused.addWidget(self._words, 1)
        paused.addWidget(self.resume_button, 0, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._paused)
        layout.addWidget(self.check)

    def _show_pause(self, is_paused: bool) -> None:
        self._paused.setVisible(is_paused)
        if is_paused:
            announce(self, f"{PAUSED}. {WHY_PAUSED}")
