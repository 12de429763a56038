"""How the window tells of faults: the database's in a dialog, mistakes of the program in another."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from liveapp.domain.errors import LiveappError, StoreClosed, StoreDamaged, StoreUnavailable
from liveapp.domain.jobs import JobsStopped
from liveapp.domain.keeping import DatabaseCopy, StoreKeeper, WentOut
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.faults.unexpected_error_dialog import UnexpectedErrorDialog
from liveapp.ui.faults.way_out_dialog import WayOutDialog
from liveapp.ui.program_control import ProgramControl
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack

if TYPE_CHECKING:
    from liveapp.ui.faults.damage_dialog import DamageDialog

TOLD_AGAIN_AFTER_S = 60.0


class FaultNotices(QObject):
    """Shows one dialog of a kind at a time, and the same fault of the database once a minute at most."""

    def __init__(
        self,
        window: QWidget,
        control: ProgramControl,
        keeper: StoreKeeper,
        questions: Questions,
        toasts: ToastStack,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._control = control
        self._keeper = keeper
        self._questions = questions
        self._toasts = toasts
        self._monotonic_s = monotonic_s
        self._tells_store_fault = False
        self._told_s: dict[type[StoreUnavailable], float] = {}
        self._unexpected: UnexpectedErrorDialog | None = None

    def show_fault(self, error: LiveappError) -> None:
        """Show a fault of the database in a dialog, any other known error in a toast."""
        if isinstance(error, StoreClosed | JobsStopped):
            return
        if not isinstance(error, StoreUnavailable):
            self._toasts.show_toast(str(error), kind=ToastKind.TROUBLE)
        elif self._monotonic_s() - self._told_s.get(type(error), float("-inf")) >= TOLD_AGAIN_AFTER_S:
            self._tell(error)

    def offer_ways_out(self, error: StoreDamaged) -> None:
        """Show what can be done about a database that cannot be used, however lately it was shown."""
        self._tell(error)

    def show_way_out(self, outcome: WentOut | LiveappError) -> None:
        """Say how a way out ended."""
        self._open(WayOutDialog(outcome, self._control.settings.data_dir, self._window))

    def show_unexpected_error(self, summary: str, details: str) -> None:
        """Tell of a mistake in the program; further ones are added while the dialog is open."""
        if self._unexpected is not None:
            self._unexpected.add_error(summary, details)
            return
        dialog = UnexpectedErrorDialog(summary, details, self._control.settings.log_path, self._window)
        dialog.finished.connect(self._forget_unexpected)
        self._unexpected = dialog
        self._open(dialog)

    def _tell(self, error: StoreUnavailable) -> None:
        if self._tells_store_fault:
            return
        self._tells_store_fault = True
        self._told_s[type(error)] = self._monotonic_s()
        if isinstance(error, StoreDamaged):
            # Backups are files: found off the window's thread, and never a reason not to tell.
            self._questions.ask(self, self._find_copies, partial(self._open_damage_dialog, error))
        else:
            path = self._control.settings.database_path
            self._open_store_dialog(StoreFaultDialog(error, path, parent=self._window))

    def _find_copies(self, _question: Question) -> list[DatabaseCopy]:
        try:
            return self._keeper.backups()
        except (LiveappError, OSError):
            return []

    def _open_damage_dialog(self, error: StoreDamaged, copies: Sequence[DatabaseCopy]) -> None:
        from liveapp.ui.faults.damage_dialog import DamageDialog

        path = self._control.settings.database_path
        dialog = DamageDialog(error, path, copies, parent=self._window)
        dialog.accepted.connect(partial(self._take_way_out, dialog))
        self._open_store_dialog(dialog)

    def _take_way_out(self, dialog: "DamageDialog") -> None:
        if dialog.way_out is not None:
            self._control.take_way_out(dialog.way_out)

    def _open_store_dialog(self, dialog: QDialog) -> None:
        dialog.finished.connect(self._forget_store_fault)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _forget_store_fault(self) -> None:
        self._tells_store_fault = False

    def _forget_unexpected(self) -> None:
        self._unexpected = None
