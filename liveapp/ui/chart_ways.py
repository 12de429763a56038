"""What leads to a stream's charts and waits from elsewhere in the window, and from them to its bets."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from liveapp.domain.events import StoreEvent, stream_key_of
from liveapp.domain.jobs import JobEvent, Jobs
from liveapp.domain.queries import ALL_BETS
from liveapp.domain.streams import Stream
from liveapp.ui.analysis.analysed_tab import AnalysedTab
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.analysis.part_line import Part, PartLine
from liveapp.ui.bets.filter_kinds import filter_words
from liveapp.ui.bets.tab import BetsTab
from liveapp.ui.charts.saving import ChartSaving
from liveapp.ui.charts.tab import ChartsTab
from liveapp.ui.charts.waits_place import WaitsPlace
from liveapp.ui.questions import Questions
from liveapp.ui.stream_page.page import StreamPage
from liveapp.ui.stream_page.tab import StreamTab
from liveapp.ui.waits.tab import WaitsTab
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.toast import ToastStack


class ChartWays(QObject):
    """Makes both tabs, and has the analysis that they share be about what is shown."""

    fault_met = Signal(object)
    user_acted = Signal()

    def __init__(self, window: QWidget, analysis: LiveAnalysis, questions: Questions, icons: Icons) -> None:
        super().__init__(window)
        self._window = window
        self._analysis = analysis
        self._only_shown = False
        self.charts = ChartsTab(analysis, questions, icons)
        self.waits_place: WaitsPlace | None = None
        self.waits = WaitsTab(analysis, lambda: self._make_waits_place(questions, icons))
        self.lines = tuple(self._line_over(tab) for tab in (self.charts, self.waits))
        analysis.fault_met.connect(self.fault_met)

    def lead(self, page: StreamPage, bets: BetsTab, proof: StreamTab, jobs: Jobs, toasts: ToastStack) -> None:
        """Lead from here to the other tabs of the page, and back."""
        self._page, self._bets = page, bets
        self.saving = ChartSaving(self._window, jobs, toasts, lambda: page.stream)
        self.saving.fault_met.connect(self.fault_met)
        self.charts.file_requested.connect(self.saving.ask)
        for tab in (self.charts, self.waits):
            tab.bet_requested.connect(self._show_bet)
            tab.proof_requested.connect(lambda: self._show_tab(proof))
        self.charts.filter_requested.connect(self._show_nonces)
        page.header.sparkline.clicked.connect(lambda: self._show_tab(self.charts))
        bets.filter_bar.filter_changed.connect(lambda _: self._note_part())
        for changed in (bets.model.rowsInserted, bets.model.modelReset, bets.model.loaded):
            changed.connect(self._tell_part)

    def show_stream(self, stream: Stream | None) -> None:
        """Be about another stream; None is none."""
        self._analysis.show_stream(stream)
        self._tell_part()

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Follow what happened to the stream that the page shows by now."""
        stream = self._page.stream
        if stream is None:
            self._analysis.show_stream(None)
        else:
            own = [event for event in events if stream_key_of(event) == stream.key]
            if own:
                self._analysis.apply(stream, own)
        self._tell_part()

    def apply_jobs(self, events: Sequence[JobEvent]) -> None:
        """Tell of the pictures that are saved."""
        self.saving.apply(events)

    def _make_waits_place(self, questions: Questions, icons: Icons) -> WaitsPlace:
        place = self.waits_place = WaitsPlace(self._analysis, questions, icons)
        self.waits.multiplier_chosen.connect(place.show_multiplier)
        place.file_requested.connect(self.saving.ask)
        place.message.connect(self.waits.message)
        return place

    def _line_over(self, tab: AnalysedTab) -> PartLine:
        line = PartLine()
        cast("QBoxLayout", tab.layout()).insertWidget(0, line)
        line.chosen.connect(self._choose_part)
        return line

    def _choose_part(self, is_shown: bool) -> None:
        self._only_shown = is_shown
        self._note_part()

    def _note_part(self) -> None:
        self._analysis.set_filter(self._bets.shown_bets[0] if self._only_shown else None)
        self._tell_part()

    def _tell_part(self) -> None:
        """Say which bets it is about, where that is to be seen."""
        stream = self._page.stream
        if stream is None:
            return
        bet_filter, shown = self._bets.shown_bets
        part = Part(
            stream.rounds,
            shown,
            "" if bet_filter == ALL_BETS else filter_words(bet_filter),
            self._only_shown and bet_filter != ALL_BETS,
            bet_filter.picks_by_outcome,
        )
        for line in self.lines:
            line.show_part(part)

    def _show_tab(self, tab: StreamTab) -> None:
        self.user_acted.emit()
        self._page.show_tab(tab)

    def _show_bet(self, nonce: int) -> None:
        self._show_tab(self._bets)
        self._bets.go_to_round(nonce)

    def _show_nonces(self, nonces: tuple[int, int]) -> None:
        self._show_tab(self._bets)
        bet_filter, _ = self._bets.shown_bets
        first, last = nonces
        self._bets.filter_bar.set_filter(replace(bet_filter, nonce_from=first, nonce_to=last))
