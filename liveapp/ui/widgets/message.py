"""One thing that the window told in passing, with at most one thing to do about it."""

from enum import Enum

from PySide6.QtCore import QObject, Signal


class ToastKind(Enum):
    """How a message is meant; the value is its word."""

    GOOD = "Done"
    NOTE = "Note"
    TROUBLE = "Trouble"


class Message(QObject):
    """What was told, in words, at `told_us`. `action_triggered` when the user wants what it offers.

    The offer is taken once at most, and ends by `end_action` where it cannot be fulfilled any more.
    """

    action_triggered = Signal()
    changed = Signal()

    def __init__(
        self, kind: ToastKind, text: str, action_text: str | None, told_us: int, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self.text = text
        self.told_us = told_us
        self.is_seen = False
        self._action_text = action_text

    @property
    def action_text(self) -> str | None:
        """What can be done about it now; None where there is nothing, or nothing any more."""
        return self._action_text

    def act(self) -> None:
        """Do what it offers; nothing where it offers nothing any more."""
        if self._action_text is None:
            return
        self._action_text = None
        self.is_seen = True
        self.action_triggered.emit()
        self.changed.emit()

    def end_action(self) -> None:
        """What it offered cannot be done any more."""
        if self._action_text is not None:
            self._action_text = None
            self.changed.emit()
