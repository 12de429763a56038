"""Exports of several streams into one folder."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from liveapp.domain.errors import LiveappError
from liveapp.domain.export import csv_file_names
from liveapp.domain.jobs import Cancelled, CsvExport, CsvExports, CsvWritten, Failed, Finished, JobEnded, Jobs
from liveapp.domain.streams import Stream
from liveapp.ui.widgets.desktop import show_in_folder
from liveapp.ui.widgets.formatting import counted, reason_text
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack


class SeveralExports(QObject):
    """Writes each stream to a file of its own, under a name that no other has and no file had."""

    fault_met = Signal(object)

    def __init__(self, jobs: Jobs, toasts: ToastStack, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._toasts = toasts

    def begin(self, streams: Sequence[Stream], folder: Path) -> None:
        """Write these streams into a folder in the background."""
        try:
            names = csv_file_names(streams, (path.name for path in folder.iterdir()))
            exports = [CsvExport(stream, folder / name) for stream, name in zip(streams, names, strict=True)]
            self._jobs.start(CsvExports(tuple(exports)))
        except OSError as error:
            self._tell_trouble(f"{folder.name} could not be read: {reason_text(error)}")
        except LiveappError as error:
            self.fault_met.emit(error)

    def tell_end(self, request: CsvExports, end: JobEnded) -> None:
        """Tell how it ended."""
        asked = counted(len(request.exports), "stream", "streams")
        match end.outcome:
            case Finished([]):
                self._toasts.show_toast("Nothing was exported: the streams were deleted meanwhile")
            case Finished(list() as written):
                self._tell_written(written, asked if len(written) == len(request.exports) else "")
            case Cancelled(result):
                whole = len(result) if isinstance(result, list) else 0
                self._toasts.show_toast(f"Export cancelled: {whole:,} of {asked} written")
            case Failed(error):
                if isinstance(error, LiveappError):
                    self.fault_met.emit(error)
                self._tell_trouble(f"The export of {asked} ended early: {reason_text(error)}")

    def _tell_written(self, written: Sequence[CsvWritten], all_of: str) -> None:
        words = all_of or f"{counted(len(written), 'stream', 'streams')}; the others were deleted meanwhile"
        toast = self._toasts.show_toast(f"Exported {words}", "Show in folder", ToastKind.GOOD)
        toast.action_triggered.connect(partial(show_in_folder, written[0].path))

    def _tell_trouble(self, text: str) -> None:
        self._toasts.show_toast(text, kind=ToastKind.TROUBLE)
