"""The strip at the window's bottom: a line for each job that runs."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveapp.domain.jobs import JobEnded, JobEvent, JobProgressed, JobRequest, JobStarted, Progress
from liveapp.ui.jobs.line import JobLine
from liveapp.ui.jobs.words import JobWords, job_words


class JobStrip(QWidget):
    """Takes no room while nothing runs. How a job ended is told by whoever asked for it."""

    cancel_requested = Signal(object)  # the job's id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[int, JobLine] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    @property
    def running(self) -> list[JobWords]:
        """What is shown, in the order in which it began."""
        return [line.words for line in self._lines.values()]

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Follow what became of jobs."""
        for event in events:
            match event:
                case JobStarted(job_id, request):
                    self._add_line(job_id, request)
                case JobProgressed(job_id, progress):
                    self._show_progress(job_id, progress)
                case JobEnded(job_id):
                    self._remove_line(job_id)
        self.setVisible(bool(self._lines))

    def _add_line(self, job_id: int, request: JobRequest) -> None:
        words = job_words(request)
        if words is not None:
            line = JobLine(words)
            line.cancel_requested.connect(partial(self.cancel_requested.emit, job_id))
            self._lines[job_id] = line
            self._layout.addWidget(line)

    def _show_progress(self, job_id: int, progress: Progress) -> None:
        if job_id in self._lines:
            self._lines[job_id].show_progress(progress)

    def _remove_line(self, job_id: int) -> None:
        line = self._lines.pop(job_id, None)
        if line is not None:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
