"""What stands at the window's bottom."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStatusBar, QToolButton, QWidget


def fill_status_bar(
    bar: QStatusBar, status: QWidget, notes: Sequence[QWidget], actions: Sequence[QAction]
) -> None:
    """Put the receiver's state at the left, notes and a button for each action at the right."""
    bar.setSizeGripEnabled(False)
    bar.addWidget(status, 1)
    for note in notes:
        bar.addPermanentWidget(note)
    for action in actions:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bar.addPermanentWidget(button)
