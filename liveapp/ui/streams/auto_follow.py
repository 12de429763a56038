"""Auto-follow: the stream that last received a bet is shown."""

from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence

from liveapp.ui import plain

PAUSE_S = 0.2
"""The stream changes no more often, so that two bots at once do not make the window flicker."""


class AutoFollow(QObject):
    """On or off by its action; jumps to other streams leave it as it is."""

    stream_requested = Signal(object)  # a stream's key

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.action = plain.new_action("&Auto-follow latest", self)
        self.action.setObjectName("autoFollowAction")
        self.action.setCheckable(True)
        self.action.setShortcut(QKeySequence("Ctrl+L"))
        plain.set_tooltip(self.action, "Show the stream that last received a bet (Ctrl+L)")
        self._latest_key: int | None = None
        self._last_jump_s = -PAUSE_S
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._jump)

    def note_bet(self, key: int, is_shown: bool) -> None:
        """A stream received a bet, and is shown already or not."""
        self._latest_key = None if is_shown else key
        if not is_shown and self.action.isChecked() and not self._timer.isActive():
            wait_s = self._last_jump_s + PAUSE_S - monotonic()
            if wait_s > 0:
                self._timer.start(round(wait_s * 1000))
            else:
                self._jump()

    def _jump(self) -> None:
        key, self._latest_key = self._latest_key, None
        if key is not None and self.action.isChecked():
            self._last_jump_s = monotonic()
            self.stream_requested.emit(key)
