"""Saving charts and tables: asking where to, and telling how it ended."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from liveapp.domain.errors import LiveappError
from liveapp.domain.export import chart_file_name
from liveapp.domain.jobs import Failed, FileSaving, Finished, JobEnded, JobEvent, Jobs
from liveapp.domain.streams import Stream
from liveapp.ui.charts.chart_file import KINDS, ChartFile
from liveapp.ui.widgets.file_toasts import tell_unwritten, tell_written
from liveapp.ui.widgets.toast import ToastStack


class ChartSaving(QObject):
    """Has files written whole or not at all. `fault_met` carries errors that the program knows."""

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

    def ask(self, file: ChartFile) -> None:
        """Ask where a chart of the stream that is shown is to go, then write it there."""
        stream = self._shown_stream()
        if stream is None:
            return
        name = chart_file_name(stream, file.chart, file.suffix)
        self.ask_where("Save chart", name, file.suffix, file.content)

    def ask_where(self, title: str, name: str, suffix: str, content: bytes) -> None:
        """Ask where a file of one of the `KINDS` is to go, then write it there."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, title, str(self._folder / name), f"{KINDS[suffix]};;All files (*)"
        )
        if not chosen:
            return
        target = Path(chosen)
        self._folder = target.parent
        try:
            self._jobs.start(FileSaving(target, content))
        except LiveappError as error:
            self.fault_met.emit(error)

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Tell of the files that are over."""
        for event in events:
            match event:
                case JobEnded(request=FileSaving(target), outcome=Finished()):
                    tell_written(self._toasts, f"Saved {target.name}", target)
                case JobEnded(request=FileSaving(target), outcome=Failed(error)):
                    if isinstance(error, LiveappError):
                        self.fault_met.emit(error)
                    tell_unwritten(self._toasts, target, error)
