"""File › Reveal seeds from a file…: every seed that belongs to a recorded stream is kept."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from liveapp.domain.errors import LiveappError, Refused
from liveapp.domain.importing import shown_name
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.ui.proof.seeds_report_dialog import SeedsReportDialog
from liveapp.ui.proof.seeds_revealing import SeedsReport, read_seeds, reveal_seeds
from liveapp.ui.questions import Question, Questions

KINDS = "Text files (*.txt *.csv *.log);;All files (*)"


class SeedsFileCommands(QObject):
    """Asks for a file, and reports. What is shown elsewhere changes when the store's events come."""

    fault_met = Signal(object)

    def __init__(self, window: QWidget, reader: BetReader, writer: BetWriter, questions: Questions) -> None:
        super().__init__(window)
        self._window = window
        self._reader = reader
        self._writer = writer
        self._questions = questions
        self._folder = Path.home()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {"revealSeedsFileAction": self.ask}

    def ask(self) -> None:
        """Ask for a file with one seed a line."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, "Reveal seeds from a file (one a line)", str(self._folder), KINDS
        )
        if chosen:
            self._folder = Path(chosen).parent
            self.open(Path(chosen))

    def open(self, path: Path) -> SeedsReportDialog:
        """Take a file's seeds, and report in a dialog that is open from the start."""
        dialog = SeedsReportDialog(shown_name(path.name), self._window)
        question = self._questions.ask(
            dialog,
            partial(self._take, path),
            partial(self._show, dialog),
            partial(self._tell_fault, dialog),
        )
        dialog.finished.connect(question.cancel)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _take(self, path: Path, question: Question) -> SeedsReport:
        """Read the file and keep its seeds, in a thread of the questions."""
        return reveal_seeds(self._reader, self._writer, read_seeds(path), question.is_cancelled)

    def _show(self, dialog: SeedsReportDialog, report: SeedsReport) -> None:
        dialog.show_report(report)
        if report.fault is not None:
            self.fault_met.emit(report.fault)

    def _tell_fault(self, dialog: SeedsReportDialog, error: LiveappError) -> None:
        dialog.show_fault(error)
        if not isinstance(error, Refused):
            self.fault_met.emit(error)
