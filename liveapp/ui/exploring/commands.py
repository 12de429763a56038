"""The dialog that explores seeds while it is open: it begins the work, and tells how it ends."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.errors import LiveappError
from liveapp.domain.exploring import MOST_ROUNDS
from liveapp.domain.jobs import Cancelled, Failed, Finished, JobEnded, JobEvent, JobProgressed, Jobs
from liveapp.domain.ports import BetReader
from liveapp.domain.proof_jobs import Exploration, Explored, ExploredExport
from liveapp.domain.streams import Stream
from liveapp.ui.exploring.dialog import ExploreDialog
from liveapp.ui.exploring.form import SeedPairToExplore
from liveapp.ui.exploring.owner_line import OwnerLine
from liveapp.ui.exploring.words import file_name
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.file_toasts import tell_unwritten, tell_written
from liveapp.ui.widgets.formatting import counted, reason_text
from liveapp.ui.widgets.toast import ToastStack
from liveapp.ui.widgets.tone_label import Tone


class ExploreCommands(QObject):
    """One dialog at most, beside the window; closing it cancels what is computed for it.

    `fault_met` carries errors that the program knows.
    """

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
        self._dialog: ExploreDialog | None = None
        self._job_id: int | None = None

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {"exploreSeedAction": self.open, "exploreStreamAction": self.open_for_stream}

    @property
    def is_possible(self) -> bool:
        """Whether the stream that is shown can be explored: its server seed is known."""
        stream = self._shown_stream()
        return stream is not None and stream.proof.is_revealed

    def open(self) -> ExploreDialog:
        """Show the dialog, with what stands in it where it is open already."""
        if self._dialog is None:
            self._dialog = self._new_dialog()
        self._dialog.show()
        self._dialog.activateWindow()
        return self._dialog

    def open_for_stream(self) -> None:
        """The same, filled in with the stream that is shown, whose server seed is known."""
        stream = self._shown_stream()
        if stream is not None:
            dialog, reader = self.open(), self._reader
            self._questions.ask(
                dialog,
                lambda _: _pair_of(reader, stream),
                partial(self._fill_in, dialog),
                self.fault_met.emit,
            )

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Follow what became of what was asked."""
        for event in events:
            match event:
                case JobProgressed(job_id, progress) if job_id == self._job_id and self._dialog is not None:
                    self._dialog.show_progress(progress)
                case JobEnded(job_id) if job_id == self._job_id and self._dialog is not None:
                    self._job_id = None
                    self._show_end(self._dialog, event)
                case JobEnded(request=ExploredExport() as request):
                    self._tell_export(request, event)

    def _new_dialog(self) -> ExploreDialog:
        dialog = ExploreDialog(OwnerLine(self._reader, self._questions), self._window)
        dialog.explore_requested.connect(self._begin)
        dialog.cancel_requested.connect(self._cancel)
        dialog.export_requested.connect(self._ask_where)
        dialog.finished.connect(self._forget_dialog)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _forget_dialog(self) -> None:
        self._cancel()
        self._job_id = self._dialog = None

    def _fill_in(self, dialog: ExploreDialog, pair: SeedPairToExplore | None) -> None:
        if pair is not None:
            dialog.fill_in(pair)

    def _begin(self, exploration: Exploration) -> None:
        try:
            self._job_id = self._jobs.start(exploration)
        except LiveappError as error:
            self._tell_fault(error)

    def _cancel(self) -> None:
        if self._job_id is not None:
            self._jobs.cancel(self._job_id)

    def _show_end(self, dialog: ExploreDialog, end: JobEnded) -> None:
        match end.outcome:
            case Finished(Explored() as explored):
                dialog.show_explored(explored)
            case Cancelled():
                dialog.show_ended("Cancelled")
            case Failed(error):
                self._tell_fault(error)

    def _tell_fault(self, error: BaseException) -> None:
        if self._dialog is not None:
            self._dialog.show_ended(f"Exploring failed: {reason_text(error)}", Tone.ERROR)
        if isinstance(error, LiveappError):
            self.fault_met.emit(error)

    def _ask_where(self, explored: Explored) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._dialog,
            "Export explored rounds",
            str(self._folder / file_name(explored)),
            "CSV files (*.csv);;All files (*)",
        )
        if not chosen:
            return
        self._folder = Path(chosen).parent
        try:
            self._jobs.start(ExploredExport(explored, Path(chosen)))
        except LiveappError as error:
            self.fault_met.emit(error)

    def _tell_export(self, request: ExploredExport, end: JobEnded) -> None:
        match end.outcome:
            case Finished(int() as rounds):
                words = f"Exported {counted(rounds, 'round', 'rounds')} to {request.target.name}"
                tell_written(self._toasts, words, request.target)
            case Cancelled():
                self._toasts.show_toast("Export of explored rounds cancelled; no file was left behind")
            case Failed(error):
                if isinstance(error, LiveappError):
                    self.fault_met.emit(error)
                tell_unwritten(self._toasts, request.target, error)


def _pair_of(reader: BetReader, stream: Stream) -> SeedPairToExplore | None:
    """What is known of a stream; None where its server seed is not. Of many nonces, the last ones."""
    server_seed = reader.server_seed(stream.id)
    if server_seed is None:
        return None
    now, bets = reader.stream_with_last_bets(stream.id, 1)
    first, last = now.first_round or 1, now.last_round or 1
    difficulty = bets[0].difficulty if bets else DIFFICULTIES[-1]
    first = max(first, last - MOST_ROUNDS + 1)
    return SeedPairToExplore(server_seed, stream.seeds.client_seed, difficulty, first, last)
