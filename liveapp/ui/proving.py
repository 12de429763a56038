"""Proving streams, as the window has it: who reveals seeds, who shows what came of it, the ways between."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.events import StoreEvent
from liveapp.domain.jobs import JobEvent
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.domain.proof import Mismatch
from liveapp.domain.verdicts import DIFFERING
from liveapp.ui.bets.tab import BetsTab
from liveapp.ui.proof.commands import ProofCommands
from liveapp.ui.proof.tab import ProofTab
from liveapp.ui.questions import Questions
from liveapp.ui.stream_page.page import StreamPage
from liveapp.ui.widgets.toast import ToastStack


class Proving(QObject):
    """What is entered in the tab of the proof is revealed; what differs there is shown among the bets."""

    fault_met = Signal(object)

    def __init__(
        self,
        window: QWidget,
        page: StreamPage,
        bets: BetsTab,
        proof: ProofTab,
        reader: BetReader,
        writer: BetWriter,
        questions: Questions,
        toasts: ToastStack,
    ) -> None:
        super().__init__(window)
        self._page = page
        self._bets = bets
        self._proof = proof
        self.seeds = ProofCommands(window, reader, writer, questions, lambda: page.stream)
        self.seeds.fault_met.connect(self.fault_met)
        self.seeds.message.connect(toasts.show_toast)
        section = proof.section
        self.seeds.serve(section.entry, lambda: None)
        section.result.go_on_requested.connect(self.seeds.go_on)
        section.result.bet_requested.connect(self.show_bet)
        section.result.differing_requested.connect(self.show_differing)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do to the stream that is shown, by the actions' names."""
        return self.seeds.commands()

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Follow what happened to streams."""
        self.seeds.apply(events)

    def apply_jobs(self, events: Sequence[JobEvent]) -> None:
        """Follow what became of jobs."""
        self._proof.apply_jobs(events)

    def show_bet(self, bet: Mismatch) -> None:
        """Show a bet that differs, among the others."""
        self._page.show_tab(self._bets)
        self._bets.go_to_bet(bet.id, bet.nonce)

    def show_differing(self) -> None:
        """Show the bets that differ, and no others."""
        self._page.show_tab(self._bets)
        self._bets.show_verdicts(DIFFERING)
