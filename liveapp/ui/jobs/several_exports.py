"""Exports of several streams into one folder: one job a stream, one after the other, told at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from liveapp.domain.errors import LiveappError, StreamNotFound
from liveapp.domain.export import csv_file_names
from liveapp.domain.jobs import Cancelled, CsvExport, CsvWritten, Failed, Finished, JobEnded, Jobs
from liveapp.domain.streams import Stream
from liveapp.ui.widgets.desktop import show_in_folder
from liveapp.ui.widgets.formatting import counted, reason_text
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack


@dataclass(slots=True)
class _Batch:
    """What is still to be written, and what was."""

    waiting: list[CsvExport]
    asked: int
    written: list[Path]

    @property
    def words(self) -> str:
        return f"{len(self.written):,} of {counted(self.asked, 'stream', 'streams')}"


class SeveralExports(QObject):
    """Writes each stream to a file of its own, under a name that no other has and no file had.

    Cancelling one, or a fault, ends all that wait behind it; a stream that was deleted is left out.
    """

    fault_met = Signal(object)

    def __init__(self, jobs: Jobs, toasts: ToastStack, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._toasts = toasts
        self._batches: dict[int, _Batch] = {}

    def begin(self, streams: Sequence[Stream], folder: Path) -> None:
        """Write these streams into a folder in the background."""
        try:
            names = csv_file_names(streams, (path.name for path in folder.iterdir()))
        except OSError as error:
            text = f"{folder.name} could not be read: {reason_text(error)}"
            self._toasts.show_toast(text, kind=ToastKind.TROUBLE)
            return
        waiting = [CsvExport(stream, folder / name) for stream, name in zip(streams, names, strict=True)]
        self._go_on(_Batch(waiting, len(waiting), []))

    def take(self, end: JobEnded) -> bool:
        """Go on after the end of a job; False for one that is none of these."""
        batch = self._batches.pop(end.id, None)
        if batch is None:
            return False
        match end.outcome:
            case Finished(CsvWritten(file)):
                batch.written.append(file)
                self._go_on(batch)
            case Failed(StreamNotFound()):
                self._go_on(batch)
            case Failed(error):
                if isinstance(error, LiveappError):
                    self.fault_met.emit(error)
                text = f"Exported only {batch.words}: {reason_text(error)}"
                self._toasts.show_toast(text, kind=ToastKind.TROUBLE)
            case Cancelled():
                self._toasts.show_toast(f"Export cancelled: {batch.words} written")
        return True

    def _go_on(self, batch: _Batch) -> None:
        if not batch.waiting:
            self._tell_written(batch)
            return
        try:
            self._batches[self._jobs.start(batch.waiting.pop(0))] = batch
        except LiveappError as error:
            self.fault_met.emit(error)

    def _tell_written(self, batch: _Batch) -> None:
        if not batch.written:
            self._toasts.show_toast("Nothing was exported: the streams were deleted meanwhile")
            return
        all_of = counted(batch.asked, "stream", "streams")
        words = all_of if len(batch.written) == batch.asked else batch.words
        toast = self._toasts.show_toast(f"Exported {words}", "Show in folder", ToastKind.GOOD)
        toast.action_triggered.connect(partial(show_in_folder, batch.written[0]))
