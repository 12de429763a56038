"""Work that outlasts a command, as the window has it: exports, imports, explorations and the like."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from liveapp.domain.jobs import JobEvent, Jobs
from liveapp.domain.keeping import StoreKeeper
from liveapp.domain.ports import BetReader
from liveapp.ui.bets.tab import BetsTab
from liveapp.ui.exploring.commands import ExploreCommands
from liveapp.ui.importing.commands import ImportCommands
from liveapp.ui.importing.drops import FileDrops
from liveapp.ui.jobs.closing import ClosingQuestion
from liveapp.ui.jobs.exports import StreamExports
from liveapp.ui.jobs.strip import JobStrip
from liveapp.ui.keeping.commands import KeepingCommands
from liveapp.ui.program_control import ProgramControl
from liveapp.ui.proof.reports import ProofReports
from liveapp.ui.questions import Questions
from liveapp.ui.stream_page.page import StreamPage
from liveapp.ui.widgets.toast import ToastStack


class LongWork(QObject):
    """Who begins jobs, who shows them, and who asks before a window is closed over them.

    `page` and `bets` tell what is shown, which is what most of it is about; files are dropped on `ground`.
    """

    fault_met = Signal(object)

    def __init__(
        self,
        window: QWidget,
        ground: QWidget,
        strip: JobStrip,
        jobs: Jobs,
        reader: BetReader,
        keeper: StoreKeeper,
        control: ProgramControl,
        questions: Questions,
        toasts: ToastStack,
        page: StreamPage,
        bets: BetsTab,
        names_seeds: QAction,
    ) -> None:
        super().__init__(window)
        self._strip = strip
        self.exports = StreamExports(
            window,
            jobs,
            toasts,
            lambda: page.stream,
            lambda: bets.shown_bets,
            lambda: len(bets.model.bookmarks),
            names_seeds,
        )
        self.reports = ProofReports(window, jobs, toasts, lambda: page.stream)
        self.importing = ImportCommands(window, jobs, reader, questions, toasts, lambda: page.stream)
        self.keeping = KeepingCommands(window, jobs, keeper, control, questions, toasts)
        self.exploring = ExploreCommands(window, jobs, reader, questions, toasts, lambda: page.stream)
        self.drops = FileDrops(window, ground)
        self.closing = ClosingQuestion(window, strip)
        self.drops.dropped.connect(self.importing.open)
        strip.cancel_requested.connect(jobs.cancel)
        for part in (self.exports, self.reports, self.importing, self.keeping, self.exploring):
            part.fault_met.connect(self.fault_met)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names, whether a stream is shown or not."""
        every_stream = {"exportAllAction": self.exports.ask_about_all}
        parts = (self.reports, self.importing, self.keeping, self.exploring)
        return every_stream | {name: do for part in parts for name, do in part.commands().items()}

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Show what became of jobs."""
        for part in (self._strip, self.exports, self.reports, self.keeping, self.importing, self.exploring):
            part.apply(events)
        self.closing.look_again()
