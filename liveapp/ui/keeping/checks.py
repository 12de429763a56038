"""Checking the database: on command, and telling what was found."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.errors import LiveappError, StoreDamaged, StoreUnavailable
from liveapp.domain.jobs import Cancelled, DatabaseCheck, Failed, Finished, JobEnded, JobEvent, Jobs
from liveapp.domain.keeping import OK, CheckResult
from liveapp.ui.keeping.check_report_dialog import CheckReportDialog
from liveapp.ui.keeping.sole_job import SoleJob
from liveapp.ui.widgets.formatting import reason_text
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack


class CheckCommands(QObject):
    """Starts one check at a time. Of a check that nobody asked for, only what is wrong is told.

    `ways_out_wanted` carries the damage that the user wants to do something about.
    """

    fault_met = Signal(object)
    ways_out_wanted = Signal(object)

    def __init__(self, window: QWidget, jobs: Jobs, toasts: ToastStack) -> None:
        super().__init__(window)
        self._window = window
        self._job = SoleJob(jobs, DatabaseCheck)
        self._toasts = toasts

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {"checkDatabaseAction": self.check}

    def check(self) -> None:
        """Check the database in the background; asked for twice, it is done once."""
        try:
            self._job.start(DatabaseCheck())
        except LiveappError as error:
            self.fault_met.emit(error)

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Tell of the checks that are over."""
        for request, end in self._job.over(events):
            self._tell_end(request, end)

    def _tell_end(self, request: DatabaseCheck, end: JobEnded) -> None:
        match end.outcome:
            case Finished(CheckResult() as result) if request.is_asked_for:
                self._show_report(result)
            case Finished(CheckResult() as result) if not result.is_sound:
                self.fault_met.emit(_damage(result))
            case Cancelled() if request.is_asked_for:
                self._toasts.show_toast("Check cancelled")
            case Failed(error):
                text = f"The database could not be checked: {reason_text(error)}"
                self._toasts.show_toast(text, kind=ToastKind.TROUBLE)
                if isinstance(error, StoreUnavailable):
                    self.fault_met.emit(error)

    def _show_report(self, result: CheckResult) -> None:
        dialog = CheckReportDialog(result, self._window)
        dialog.ways_out_wanted.connect(lambda: self.ways_out_wanted.emit(_damage(result)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _damage(result: CheckResult) -> StoreDamaged:
    """What a check found, as the fault that it is."""
    return StoreDamaged("; ".join(words for words in (result.integrity, result.totals) if words != OK))
