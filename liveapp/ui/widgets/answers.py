"""A button's answer to being pressed."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton

from liveapp.ui import plain

ANSWERED_MS = 1_500


def answer(button: QPushButton, told: str, words: str) -> None:
    """Have a button tell for a moment what came of pressing it, and then its own words again."""
    button.setMinimumWidth(button.width())
    plain.set_text(button, told)

    def restore() -> None:
        button.setMinimumWidth(0)
        if button.text() == told:  # else it means something else by now
            plain.set_text(button, words)

    QTimer.singleShot(ANSWERED_MS, button, restore)
