"""How the window tells of faults: the database's in a dialog, mistakes of the program in another."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from liveapp.domain.errors import LiveappError, StoreClosed, StoreUnavailable
from liveapp.domain.jobs import JobsStopped
from liveapp.settings import Settings
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.faults.unexpected_error_dialog import UnexpectedErrorDialog
from liveapp.ui.widgets.toast import ToastStack

TOLD_AGAIN_AFTER_S = 60.0


class FaultNotices(QObject):
    """Shows one dialog of a kind at a time, and the same fault of the database once a minute at most."""

    def __init__(
        self,
        window: QWidget,
        settings: Callable[[], Settings],
        toasts: ToastStack,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._toasts = toasts
        self._monotonic_s = monotonic_s
        self._store_fault: StoreFaultDialog | None = None
        self._told_s: dict[type[StoreUnavailable], float] = {}
        self._unexpected: UnexpectedErrorDialog | None = None

    def show_fault(self, error: LiveappError) -> None:
        """Show a fault of the database in a dialog, any other known error in a toast."""
        if isinstance(error, StoreClosed | JobsStopped):
            return
        if isinstance(error, StoreUnavailable):
            self._show_fault_dialog(error)
        else:
            self._toasts.show_toast(str(error))

    def show_unexpected_error(self, summary: str, details: str) -> None:
        """Tell of a mistake in the program; further ones are added while the dialog is open."""
        if self._unexpected is not None:
            self._unexpected.add_error(summary, details)
            return
        dialog = UnexpectedErrorDialog(summary, details, self._settings().log_path, self._window)
        dialog.finished.connect(self._forget_unexpected)
        self._unexpected = dialog
        dialog.open()

    def _show_fault_dialog(self, error: StoreUnavailable) -> None:
        now_s = self._monotonic_s()
        told_s = self._told_s.get(type(error))
        if self._store_fault is not None or (told_s is not None and now_s - told_s < TOLD_AGAIN_AFTER_S):
            return
        self._told_s[type(error)] = now_s
        dialog = StoreFaultDialog(error, self._settings().database_path, parent=self._window)
        dialog.finished.connect(self._forget_fault)
        self._store_fault = dialog
        dialog.open()

    def _forget_unexpected(self) -> None:
        if self._unexpected is not None:
            self._unexpected.deleteLater()
            self._unexpected = None

    def _forget_fault(self) -> None:
        if self._store_fault is not None:
            self._store_fault.deleteLater()
            self._store_fault = None
