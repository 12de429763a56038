"""The tab *Waits*: a card for each chosen multiplier, and the hits and gaps of one of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveapp.domain.events import StoreEvent
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.analysis.analysed_tab import AnalysedTab
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.stream_page.proof_sentence import ProofSentence
from liveapp.ui.waits.card_texts import INDEPENDENT, stream_words
from liveapp.ui.waits.cards import Cards
from liveapp.ui.waits.chooser import MultiplierChooser
from liveapp.ui.waits.chosen import ChosenMultipliers, NotChosen, main_difficulty
from liveapp.ui.waits.hits_panel import HitsPanel
from liveapp.ui.waits.split import WaitsSplit
from liveapp.ui.widgets.fitting_scroll import FittingScroll
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

if TYPE_CHECKING:
    from liveapp.domain.statistics.figures import Figures


class WaitsTab(AnalysedTab):
    """The figures come from the analysis, which works only while this or another watcher is in view.

    `make_chart` makes the gap picture, once this is first shown: what draws takes a while to load. Which
    multiplier it is to show, or None, `multiplier_chosen` carries.
    """

    title = "Waits"
    name = "waits"

    multiplier_chosen = Signal(object)

    def __init__(
        self, analysis: LiveAnalysis, make_chart: Callable[[], QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(analysis, parent)
        self._make_chart = make_chart
        self._has_chart = False
        self._chosen = ChosenMultipliers()
        self._difficulty: str | None = None
        self._stream_key: int | None = None
        self.chooser = MultiplierChooser()
        self.proof = ProofSentence("waitsProofSentence")
        self.about = ToneLabel(Tone.MUTED, INDEPENDENT)
        self.cards = Cards()
        self.hits = HitsPanel(analysis)
        self.split = WaitsSplit(self.cards, FittingScroll(self.hits))
        self._lay_out()
        self._connect()

    def show_stream(self, stream: Stream | None) -> None:
        """Show a stream; None shows none."""
        self.proof.show_stream(stream)
        key = None if stream is None else stream.key
        if key == self._stream_key:
            return
        self._stream_key = key
        self._difficulty = None
        self.chooser.show_difficulty(None)
        if stream is None:
            self._show_cards()
        # Else the cards stay, empty, until it is known whether its difficulty is another one.
        self.cards.forget_figures()
        self.hits.show_multiplier(self.cards.chosen_multiplier)

    def apply(self, stream: Stream, events: Sequence[StoreEvent]) -> None:
        """Say how far the stream is proven by now; the analysis follows it by itself, and tells."""
        self.proof.show_stream(stream)

    def save_state(self) -> dict[str, str]:
        """The multipliers that have cards, and how the room is shared."""
        return self._chosen.texts() | self.split.save_state()

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Show what was chosen."""
        self._chosen.take_texts(state)
        self.split.restore_state(state)
        self._show_difficulty(self._difficulty)

    def _connect(self) -> None:
        self.analysis.changed.connect(self._show_figures)
        self.chooser.add_requested.connect(self._add)
        self.chooser.remove_requested.connect(self._remove)
        self.cards.remove_requested.connect(self._remove)
        self.cards.chosen.connect(self._show_chosen)
        self.hits.hit_opened.connect(self.bet_requested)
        self.proof.clicked.connect(self.proof_requested)
        self.split.changed.connect(self.state_changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.chooser)
        column.addWidget(self.busy)
        column.addWidget(self.proof, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.about)
        column.addWidget(self.split, 1)

    def _show_figures(self) -> None:
        """Say what the analysis found, and have it count for the cards of the difficulty that is played."""
        figures = self.analysis.figures
        if figures is None:
            plain.set_text(self.about, INDEPENDENT)
            self.cards.forget_figures()
            return
        rounds = {outcome.difficulty: outcome.rounds for outcome in figures.outcomes}
        difficulty = main_difficulty(rounds, self._difficulty)
        if difficulty is None or difficulty != self._difficulty:
            self._show_difficulty(difficulty)
        if self.isVisible():
            self._show_words(figures)

    def _show_words(self, figures: "Figures") -> None:
        plain.set_text(self.about, stream_words(figures))
        self.cards.show_figures(figures)
        self.hits.bring_up()

    def _show_difficulty(self, difficulty: str | None) -> None:
        self._difficulty = difficulty
        self.chooser.show_difficulty(difficulty)
        self._show_cards()

    def _show_cards(self) -> None:
        chosen = () if self._difficulty is None else self._chosen.of(self._difficulty)
        self.chooser.show_chosen(chosen)
        self.cards.show_multipliers(chosen)
        self.analysis.set_multipliers(chosen)
        figures = self.analysis.figures
        if figures is not None and self.isVisible():
            self.cards.show_figures(figures)

    def _add(self, multiplier: float) -> None:
        if self._difficulty is None:
            return
        try:
            self._chosen.add(self._difficulty, multiplier)
        except NotChosen as problem:
            self.chooser.say_problem(str(problem))
            return
        self.chooser.accept_typed()
        self._show_cards()
        self.cards.choose(multiplier)
        self.state_changed.emit()

    def _remove(self, multiplier: float) -> None:
        if self._difficulty is not None:
            self._chosen.remove(self._difficulty, multiplier)
            self._show_cards()
            self.state_changed.emit()

    def _show_chosen(self, multiplier: float | None) -> None:
        self.hits.show_multiplier(multiplier)
        self.multiplier_chosen.emit(multiplier)

    def showEvent(self, event: QShowEvent) -> None:
        """Have the stream analysed, and bring up what happened meanwhile."""
        super().showEvent(event)
        if not self._has_chart:
            self._has_chart = True
            self.hits.add_chart(self._make_chart())
            self.multiplier_chosen.emit(self.cards.chosen_multiplier)
        self._show_figures()
