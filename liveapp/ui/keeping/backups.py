"""Backups: made on command, and telling how each ended."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.errors import LiveappError, StoreUnavailable
from liveapp.domain.jobs import Backup, Cancelled, Failed, Finished, JobEnded, JobEvent, Jobs
from liveapp.domain.keeping import DatabaseCopy
from liveapp.ui.keeping.sole_job import SoleJob
from liveapp.ui.widgets.file_toasts import tell_written
from liveapp.ui.widgets.formatting import counted, reason_text
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack


class BackupCommands(QObject):
    """Starts one backup at a time. Of the daily one, only a failure is told."""

    fault_met = Signal(object)

    def __init__(self, window: QWidget, jobs: Jobs, toasts: ToastStack) -> None:
        super().__init__(window)
        self._job = SoleJob(jobs, Backup)
        self._toasts = toasts

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {"backUpNowAction": self.back_up}

    def back_up(self) -> None:
        """Make a backup in the background; one that is asked for twice is made once."""
        try:
            self._job.start(Backup())
        except LiveappError as error:
            self.fault_met.emit(error)

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Tell of the backups that are over."""
        for request, end in self._job.over(events):
            self._tell_end(request, end)

    def _tell_end(self, request: Backup, end: JobEnded) -> None:
        match end.outcome:
            case Finished(DatabaseCopy() as copy) if request.is_asked_for:
                text = f"Backed up {counted(copy.bets, 'bet', 'bets')}"
                tell_written(self._toasts, text, copy.path)
            case Cancelled() if request.is_asked_for:
                self._toasts.show_toast("Backup cancelled; older ones are kept")
            case Failed(error):
                self._tell_failure(request, error)

    def _tell_failure(self, request: Backup, error: BaseException) -> None:
        reason = reason_text(error)
        if not request.is_asked_for:
            text = f"The daily backup failed: {reason}; it is tried again"
            self._toasts.show_toast(text, kind=ToastKind.TROUBLE)
            return
        self._toasts.show_toast(f"The backup could not be made: {reason}", kind=ToastKind.TROUBLE)
        if isinstance(error, StoreUnavailable):
            self.fault_met.emit(error)
