"""What leads to a stream's proof from elsewhere in the window, and from there to its bets."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.events import StoreEvent
from liveapp.domain.jobs import JobEvent
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.domain.proof import Mismatch
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import DIFFERING
from liveapp.ui.bets.tab import BetsTab
from liveapp.ui.proof.commands import ProofCommands
from liveapp.ui.proof.seeds_file import SeedsFileCommands
from liveapp.ui.proof.tab import ProofTab
from liveapp.ui.proof.verification_ends import VerificationEnds
from liveapp.ui.questions import Questions
from liveapp.ui.stream_page.page import StreamPage
from liveapp.ui.widgets.toast import ToastStack


class ProofWays(QObject):
    """`stream_wanted` carries a stream that is to be shown, before its differing bets are."""

    fault_met = Signal(object)
    stream_wanted = Signal(object)
    user_acted = Signal()

    def __init__(
        self,
        window: QWidget,
        reader: BetReader,
        writer: BetWriter,
        questions: Questions,
        toasts: ToastStack,
        page: StreamPage,
        bets: BetsTab,
        proof: ProofTab,
        proving: ProofCommands,
    ) -> None:
        super().__init__(window)
        self._page = page
        self._bets = bets
        self._proof = proof
        self._header = page.header
        self.seeds_file = SeedsFileCommands(window, reader, writer, questions)
        self.ends = VerificationEnds(toasts)
        for part in (self.seeds_file, self.ends):
            part.fault_met.connect(self.fault_met)
        self._header.proof.differing_requested.connect(self._show_differing)
        self._header.proof.proof_requested.connect(self._show_proof)
        self.ends.show_requested.connect(self._open_differing)
        self._lead_from_tab(proving)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names, whether a stream is shown or not."""
        return self.seeds_file.commands()

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Learn what is waited for."""
        self.ends.note(events)

    def apply_jobs(self, events: Sequence[JobEvent]) -> None:
        """Tell what is being proven, and what came out."""
        self._header.apply_jobs(events)
        self._proof.apply_jobs(events)
        self.ends.apply(events)

    def _lead_from_tab(self, proving: ProofCommands) -> None:
        section = self._proof.section
        proving.serve(section.entry, lambda: None)
        section.entry.edit.textEdited.connect(lambda _: self.user_acted.emit())
        section.result.go_on_requested.connect(proving.go_on)
        section.result.bet_requested.connect(self._show_bet)
        section.result.differing_requested.connect(self._show_differing)

    def _show_bet(self, bet: Mismatch) -> None:
        self.user_acted.emit()
        self._page.show_tab(self._bets)
        self._bets.go_to_bet(bet.id, bet.nonce)

    def _open_differing(self, stream: Stream) -> None:
        self.stream_wanted.emit(stream)
        self._show_differing()

    def _show_differing(self) -> None:
        self.user_acted.emit()
        self._page.show_tab(self._bets)
        self._bets.show_verdicts(DIFFERING)

    def _show_proof(self) -> None:
        self.user_acted.emit()
        self._page.show_tab(self._proof)
