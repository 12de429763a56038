"""A start that failed, told in a dialog: whoever clicked an icon sees no standard error."""

import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from liveapp.app.windowed.quit_signals import quitting_on_signals
from liveapp.ui.faults.start_fault_dialog import StartFaultDialog

UNSEEN_PLATFORMS = frozenset({"offscreen", "minimal", "minimalegl"})


def can_be_closed() -> bool:
    """Whether somebody could see a dialog here, and close it. Makes the `QApplication` if there is none."""
    _application = QApplication.instance() or QApplication(sys.argv[:1])
    return QGuiApplication.platformName() not in UNSEEN_PLATFORMS


def tell_start_fault(reason: str) -> None:
    """Show why there will be no window; returns when it is closed, or a signal ends it."""
    _application = QApplication.instance() or QApplication(sys.argv[:1])
    dialog = StartFaultDialog(reason)
    with quitting_on_signals(dialog.reject):
        dialog.exec()
