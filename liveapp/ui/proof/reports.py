"""Reports of proofs: asking what is to be in them and where to, and telling how each ended."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from liveapp.domain.errors import LiveappError
from liveapp.domain.export import proof_file_name
from liveapp.domain.jobs import Cancelled, Failed, Finished, JobEnded, JobEvent, Jobs
from liveapp.domain.proof_jobs import MOST_REPORT_ROWS, ProofReport, ProofWritten, ReportRows
from liveapp.domain.streams import Stream
from liveapp.ui.proof.report_choice import ReportChoiceDialog
from liveapp.ui.widgets.file_toasts import tell_unwritten, tell_written
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.toast import ToastStack


class ProofReports(QObject):
    """Starts reports and ends each in a toast. `fault_met` carries errors that the program knows."""

    fault_met = Signal(object)

    def __init__(
        self, window: QWidget, jobs: Jobs, toasts: ToastStack, shown_stream: Callable[[], Stream | None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._toasts = toasts
        self._shown_stream = shown_stream
        self._folder = Path.home()

    @property
    def is_possible(self) -> bool:
        """Whether a stream is shown whose server seed is known."""
        stream = self._shown_stream()
        return stream is not None and stream.proof.is_revealed

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do to the stream that is shown, by the actions' names."""
        return {"exportProofAction": self.ask}

    def ask(self) -> None:
        """Ask where to, and of a long stream first which bets; then write the report there."""
        stream = self._shown_stream()
        if stream is None or not self.is_possible:
            return
        if stream.total_bets <= MOST_REPORT_ROWS:
            self._ask_where(stream, ReportRows.ALL)
            return
        dialog = ReportChoiceDialog(stream, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(partial(self._ask_where, stream))
        dialog.open()

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Tell of the reports that are over."""
        for event in events:
            match event:
                case JobEnded(request=ProofReport() as request):
                    self._tell_end(request, event)

    def _ask_where(self, stream: Stream, rows: ReportRows) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            "Export proof",
            str(self._folder / proof_file_name(stream)),
            "Web pages (*.html);;All files (*)",
        )
        if not chosen:
            return
        target = Path(chosen)
        self._folder = target.parent
        try:
            self._jobs.start(ProofReport(stream, target, rows))
        except LiveappError as error:
            self.fault_met.emit(error)

    def _tell_end(self, request: ProofReport, end: JobEnded) -> None:
        match end.outcome:
            case Finished(ProofWritten(paths, bets)):
                tell_written(self._toasts, _written_words(request, len(paths), bets), request.target)
            case Cancelled():
                whose = request.stream.short_hash
                self._toasts.show_toast(f"Report of the proof of {whose} cancelled; no file was left behind")
            case Failed(error):
                if isinstance(error, LiveappError):
                    self.fault_met.emit(error)
                tell_unwritten(self._toasts, request.target, error)


def _written_words(request: ProofReport, files: int, bets: int) -> str:
    listed = counted(bets, "bet", "bets")
    if request.rows is ReportRows.DIFFERING:
        listed += " that differs" if bets == 1 else " that differ"
    where = request.target.name
    if files > 1:
        where += f" and {counted(files - 1, 'more file', 'more files')} beside it"
    return f"Wrote the proof, with {listed}, to {where}"
