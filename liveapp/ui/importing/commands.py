"""Imports: asking for files, showing what they hold, storing it, telling what became of it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import LiveappError
from liveapp.domain.importing import ImportReport, ImportSource
from liveapp.domain.jobs import Cancelled, Failed, FileImport, Finished, JobEnded, JobEvent, Jobs
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui.importing.dialog import ImportDialog
from liveapp.ui.importing.previewing import Previewing
from liveapp.ui.importing.report_dialog import ImportReportDialog
from liveapp.ui.importing.words import summary
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.formatting import reason_text
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack

KINDS = "Files with rounds (*.csv *.json *.jsonl *.ndjson *.log *.txt *.gz *.zip);;All files (*)"


class ImportCommands(QObject):
    """Starts imports and ends each in a toast. `fault_met` carries errors that the program knows."""

    fault_met = Signal(object)

    def __init__(
        self,
        window: QWidget,
        jobs: Jobs,
        reader: BetReader,
        questions: Questions,
        toasts: ToastStack,
        shown_stream: Callable[[], Stream | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._reader = reader
        self._questions = questions
        self._toasts = toasts
        self._shown_stream = shown_stream
        self._folder = Path.home()
        self._previewing: Previewing | None = None

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {"importAction": self.ask}

    def ask(self) -> None:
        """Ask for files, then show what they hold."""
        self._ask_for_files(None)

    def ask_for(self, stream: Stream) -> None:
        """The same for files of one stream: its seeds are those of files that name none."""
        self._ask_for_files(stream.seeds)

    def open(self, paths: Sequence[Path], wanted: SeedPair | None = None) -> None:
        """Show what files hold, and import them if the user agrees."""
        dialog = ImportDialog(list(dict.fromkeys(paths)), wanted, self._window)
        previewing = Previewing(self._jobs, [row.path for row in dialog.model.rows], dialog)
        self._previewing = previewing
        previewing.known.connect(dialog.show_previews)
        previewing.progressed.connect(dialog.show_progress)
        previewing.finished.connect(dialog.end_looking)
        previewing.fault_met.connect(self.fault_met)
        dialog.left_out.connect(previewing.skip)
        dialog.finished.connect(previewing.stop)
        dialog.finished.connect(self._forget_dialog)
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(lambda: self.begin(dialog.sources))
        self._questions.ask(dialog, lambda _: self._reader.streams()[0], partial(self._offer, dialog))
        dialog.open()
        previewing.start()

    def begin(self, sources: Sequence[ImportSource]) -> None:
        """Import these files in the background."""
        try:
            self._jobs.start(FileImport(tuple(sources)))
        except LiveappError as error:
            self.fault_met.emit(error)

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Fill the open dialog, and tell of the imports that are over."""
        if self._previewing is not None:
            self._previewing.apply(events)
        for event in events:
            if isinstance(event, JobEnded) and isinstance(event.request, FileImport):
                self._tell_end(event)

    def _ask_for_files(self, wanted: SeedPair | None) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self._window, "Import", str(self._folder), KINDS)
        if chosen:
            self._folder = Path(chosen[0]).parent
            self.open([Path(one) for one in chosen], wanted)

    def _offer(self, dialog: ImportDialog, streams: Sequence[Stream]) -> None:
        """Offer the streams, the shown one first."""
        shown = self._shown_stream()
        dialog.offer_streams(sorted(streams, key=lambda one: shown is None or one.key != shown.key))

    def _forget_dialog(self) -> None:
        self._previewing = None

    def _tell_end(self, end: JobEnded) -> None:
        match end.outcome:
            case Finished(ImportReport() as report):
                self._tell(report, is_cancelled=False)
            case Cancelled(ImportReport() as report):
                self._tell(report, is_cancelled=True)
            case Cancelled():
                self._toasts.show_toast("Import cancelled; nothing was stored")
            case Failed(error):
                text = f"The import failed: {reason_text(error)}; what was stored until then stays"
                self._toasts.show_toast(text, kind=ToastKind.TROUBLE)
                if isinstance(error, LiveappError):
                    self.fault_met.emit(error)

    def _tell(self, report: ImportReport, is_cancelled: bool) -> None:
        kind = _kind(report, is_cancelled)
        toast = self._toasts.show_toast(summary(report, is_cancelled), "Show report", kind)
        toast.action_triggered.connect(partial(self._show_report, report, is_cancelled))

    def _show_report(self, report: ImportReport, is_cancelled: bool) -> None:
        dialog = ImportReportDialog(report, is_cancelled, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _kind(report: ImportReport, is_cancelled: bool) -> ToastKind:
    if report.unreadable or report.fault is not None:
        return ToastKind.TROUBLE
    return ToastKind.NOTE if is_cancelled or report.refused else ToastKind.GOOD
