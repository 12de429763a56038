"""Telling screen readers what appeared on the screen without anybody having moved there."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have `text` read out, politely, when the reader comes to a pause."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
