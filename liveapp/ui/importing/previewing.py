"""Looking into files before they are imported, a few at a time, so that each is told soon."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from liveapp.domain.errors import LiveappError
from liveapp.domain.importing import FilePreview
from liveapp.domain.jobs import (
    Cancelled,
    Failed,
    FilePreviews,
    Finished,
    JobEnded,
    JobEvent,
    JobProgressed,
    Jobs,
    Progress,
)
from liveapp.ui.widgets.formatting import reason_text

MOST_AT_ONCE = 64


class Previewing(QObject):
    """`known` has previews of some files, `progressed` how much is done (0 to 1); last `finished`, once.

    Begins with one file, and takes twice as many each time: the first is told at once, and many small ones do
    not wait for each other's telling. Files that cannot be looked into are told as ones that cannot be read.
    After `stop` nothing more is told.
    """

    known = Signal(object)
    progressed = Signal(object)
    finished = Signal()
    fault_met = Signal(object)

    def __init__(self, jobs: Jobs, paths: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._left = list(paths)
        self._total = len(paths)
        self._at_once = 1
        self._running: tuple[Path, ...] = ()
        self._job_id: int | None = None

    def start(self) -> None:
        """Look into the next files."""
        if not self._left:
            self.finished.emit()
            return
        self._running = tuple(self._left[: self._at_once])
        self._at_once = min(2 * self._at_once, MOST_AT_ONCE)
        try:
            self._job_id = self._jobs.start(FilePreviews(self._running))
        except LiveappError as error:
            self.fault_met.emit(error)

    def skip(self, path: Path) -> None:
        """Look into a file no more."""
        if path not in self._left:
            return
        self._left.remove(path)
        self._total -= 1
        if path in self._running and self._job_id is not None:
            self._jobs.cancel(self._job_id)

    def stop(self) -> None:
        """Look into nothing more."""
        job_id, self._job_id = self._job_id, None
        if job_id is not None:
            self._jobs.cancel(job_id)

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Follow what became of the jobs."""
        for event in events:
            match event:
                case JobProgressed(job_id, progress) if job_id == self._job_id:
                    self._tell_progress(progress)
                case JobEnded(job_id) if job_id == self._job_id:
                    self._take_end(event)

    def _tell_progress(self, progress: Progress) -> None:
        part = min(1.0, progress.done / progress.total) if progress.total else 0.0
        done = self._total - len(self._left) + part * len(self._running)
        self.progressed.emit(min(1.0, done / max(1, self._total)))

    def _take_end(self, end: JobEnded) -> None:
        self._job_id = None
        match end.outcome:
            case Finished(tuple() as previews) | Cancelled(tuple() as previews):
                self._tell(previews)
            case Failed(error):
                self._tell([FilePreview(path, detail=reason_text(error)) for path in self._running])
        self._running = ()
        self._tell_progress(Progress(0))
        self.start()

    def _tell(self, previews: Sequence[FilePreview]) -> None:
        wanted = set(self._left)
        told = {preview.path: preview for preview in previews if preview.path in wanted}
        self._left = [path for path in self._left if path not in told]
        self.known.emit(list(told.values()))
