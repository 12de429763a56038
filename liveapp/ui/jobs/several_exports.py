"""Exports of several streams into one folder or zip file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from liveapp.domain.errors import LiveappError
from liveapp.domain.jobs import Cancelled, Failed, Finished, JobEnded, Jobs, StreamsExport, StreamsWritten
from liveapp.domain.streams import Stream
from liveapp.ui.jobs.words import asked_streams
from liveapp.ui.widgets.file_toasts import tell_written
from liveapp.ui.widgets.formatting import counted, reason_text
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack


class SeveralExports(QObject):
    """Starts such exports and ends each in a toast. `fault_met` carries errors that the program knows."""

    fault_met = Signal(object)

    def __init__(self, jobs: Jobs, toasts: ToastStack, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._toasts = toasts

    def begin(
        self, streams: Sequence[Stream] | None, target: Path, *, is_zip: bool, names_seeds: bool
    ) -> None:
        """Write these streams, or all that there are, into a folder or a zip file in the background."""
        chosen = None if streams is None else tuple(streams)
        try:
            self._jobs.start(StreamsExport(target, chosen, is_zip, names_seeds))
        except LiveappError as error:
            self.fault_met.emit(error)

    def tell_end(self, request: StreamsExport, end: JobEnded) -> None:
        """Tell how it ended."""
        match end.outcome:
            case Finished(StreamsWritten(streams=0)):
                why = (
                    "there are no streams"
                    if request.streams is None
                    else "the streams were deleted meanwhile"
                )
                self._toasts.show_toast(f"Nothing was exported: {why}")
            case Finished(StreamsWritten() as written):
                self._tell_written(written)
            case Cancelled(StreamsWritten(asked=asked, streams=streams)):
                of_all = counted(asked, "stream", "streams")
                self._toasts.show_toast(f"Export cancelled: {streams:,} of {of_all} written")
            case Cancelled():
                self._toasts.show_toast(
                    f"Export of {asked_streams(request)} cancelled; no file was left behind"
                )
            case Failed(error):
                if isinstance(error, LiveappError):
                    self.fault_met.emit(error)
                text = f"The export of {asked_streams(request)} ended early: {reason_text(error)}"
                self._toasts.show_toast(text, kind=ToastKind.TROUBLE)

    def _tell_written(self, written: StreamsWritten) -> None:
        words = f"Exported {counted(written.streams, 'stream', 'streams')}"
        if written.streams < written.asked:
            words += "; the others were deleted meanwhile"
        tell_written(self._toasts, words, written.path)
