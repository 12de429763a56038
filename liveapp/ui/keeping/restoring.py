"""Restoring a backup: asking which one, and having the program do it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from liveapp.domain.errors import LiveappError
from liveapp.domain.keeping import DatabaseCopy, RestoreCopy, StoreKeeper
from liveapp.ui.keeping.restore_dialog import RestoreDialog
from liveapp.ui.program_control import ProgramControl
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.formatting import reason_text


class RestoreCommands(QObject):
    """Opens the list of backups; the program takes it from there and opens a new window."""

    def __init__(
        self, window: QWidget, keeper: StoreKeeper, control: ProgramControl, questions: Questions
    ) -> None:
        super().__init__(window)
        self._window = window
        self._keeper = keeper
        self._control = control
        self._questions = questions

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {"restoreBackupAction": self.ask}

    def ask(self) -> None:
        """Ask which backup, then have it restored."""
        dialog = RestoreDialog(self._control.settings.data_dir, self._window)
        dialog.accepted.connect(lambda: self._restore(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

        def show(found: list[DatabaseCopy] | OSError) -> None:
            if isinstance(found, OSError):
                dialog.show_problem(f"The backups cannot be listed: {reason_text(found)}")
            else:
                dialog.show_copies(found)

        def tell_fault(error: LiveappError) -> None:
            dialog.show_problem(f"The backups cannot be listed: {error}")

        self._questions.ask(dialog, self._find_copies, show, tell_fault)

    def _find_copies(self, _question: Question) -> list[DatabaseCopy] | OSError:
        try:
            return self._keeper.backups()
        except OSError as problem:  # a folder that may not be read: for the dialog to tell
            return problem

    def _restore(self, dialog: RestoreDialog) -> None:
        if dialog.chosen is not None:
            self._control.take_way_out(RestoreCopy(dialog.chosen))
