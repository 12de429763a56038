"""All that is done to keep what was recorded, as the window sees it: one part with its commands."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.jobs import JobEvent, Jobs
from liveapp.domain.keeping import StoreKeeper
from liveapp.ui.keeping.backups import BackupCommands
from liveapp.ui.keeping.checks import CheckCommands
from liveapp.ui.keeping.restoring import RestoreCommands
from liveapp.ui.program_control import ProgramControl
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.toast import ToastStack


class KeepingCommands(QObject):
    """Backups, restoring and checks. `ways_out_wanted` carries damage that is to be done something about."""

    fault_met = Signal(object)
    ways_out_wanted = Signal(object)

    def __init__(
        self,
        window: QWidget,
        jobs: Jobs,
        keeper: StoreKeeper,
        control: ProgramControl,
        questions: Questions,
        toasts: ToastStack,
    ) -> None:
        super().__init__(window)
        self.backups = BackupCommands(window, jobs, toasts)
        self.checks = CheckCommands(window, jobs, toasts)
        self._restoring = RestoreCommands(window, keeper, control, questions)
        self.backups.fault_met.connect(self.fault_met)
        self.checks.fault_met.connect(self.fault_met)
        self.checks.ways_out_wanted.connect(self.ways_out_wanted)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {**self.backups.commands(), **self._restoring.commands(), **self.checks.commands()}

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Tell of the jobs that are over."""
        self.backups.apply(events)
        self.checks.apply(events)
