"""What came of comparing a stream's bets with its server seed."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liveapp.domain.jobs import JobEvent
from liveapp.domain.proof import Mismatch
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.proof.findings import Findings
from liveapp.ui.proof.mismatches_model import MismatchesModel
from liveapp.ui.proof.words import more_words, pattern_words, result_words, waiting_words
from liveapp.ui.widgets.kind_mark import KindMark
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.message_layout import explained_button, heading_label, text_label
from liveapp.ui.widgets.proof_words import ARRIVING
from liveapp.ui.widgets.row_high_view import RowHighView
from liveapp.ui.widgets.share_bar import ShareBar
from liveapp.ui.widgets.tone_label import Tone, ToneLabel
from liveapp.ui.widgets.verifications import Verifications

STALLED_MS = 1_500
"""Where bets wait so long and nothing compares them, it is offered to go on."""


MEANING = (
    "Right: recorded as the seeds give it.\n"
    "Differs: another result was recorded, or another payout than the target gives.\n"
    "Cannot be computed: neither a result nor a target was recorded that could be compared."
)


class _Told(NamedTuple):
    """What is seen of how far a proof is, beside its figures."""

    kind: ToastKind
    is_behind: bool
    is_stalled: bool


class ProofResult(QWidget):
    """Counts in one sentence, how far it is while it goes on, and the bets that differ.

    `bet_requested` carries the `Mismatch` whose row in the table of bets is wanted.
    """

    bet_requested = Signal(object)
    differing_requested = Signal()
    go_on_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stream: Stream | None = None
        self._verifications = Verifications()
        self._marks = {kind: KindMark(kind) for kind in ToastKind}
        self._counts = heading_label()
        plain.set_tooltip(self._counts, MEANING)
        self._waiting = ToneLabel(Tone.MUTED)
        self._bar = ShareBar("Bets that were compared")
        self.go_on = explained_button("Go on", "Compare the bets that are left")
        self.go_on.clicked.connect(self.go_on_requested)
        self._pattern = text_label()
        self.model = MismatchesModel()
        self.view = RowHighView(self.model, "Bets that differ", "Columns of the bets that differ")
        self.view.activated.connect(self._ask_for_bet)
        self._more = ToneLabel(Tone.MUTED)
        self._show_all = explained_button("Show all in Bets", "Show the bets that differ, and no others")
        self._show_all.clicked.connect(self.differing_requested)
        self.export = explained_button("Export proof…", "Write the proof to a file that anybody can check")
        self._told: _Told | None = None
        self._findings: Findings | None = None
        self._is_stalled = False
        self._stalling = QTimer(self)
        self._stalling.setSingleShot(True)
        self._stalling.setInterval(STALLED_MS)
        self._stalling.timeout.connect(self._note_stalled)
        self._lay_out()
        for part in (self.view, self._more, self._show_all, self._pattern):
            part.hide()

    @property
    def words(self) -> str:
        """All that is said of the counts."""
        return " · ".join(filter(None, (self._counts.text(), self._waiting.text())))

    def set_export_action(self, action: QAction) -> None:
        """Have the button for the proof's file do this, while it can be done."""
        self.export.clicked.connect(action.trigger)
        plain.set_tooltip(self.export, action.toolTip())
        action.changed.connect(lambda: self.export.setEnabled(action.isEnabled()))
        self.export.setEnabled(action.isEnabled())

    def show_stream(self, stream: Stream) -> None:
        """Tell how far a stream, whose server seed is known, is proven now."""
        former, self._stream = self._stream, stream
        if former is None or former.key != stream.key:
            self._stop_watching()
        if not stream.proof.mismatched or (former is not None and former.key != stream.key):
            self._show_findings_of(None)
        # Bets that come in are compared by themselves: as long as that gets on, nothing has stalled.
        if former is not None and former.proof != stream.proof and stream.unjudged_bets <= ARRIVING:
            self._stop_watching()
        self._bring_up(stream)

    def show_findings(self, findings: Findings) -> None:
        """List what differs of the stream that is shown; of another one nothing."""
        if self._stream is not None and findings.stream_key == self._stream.key:
            self._show_findings_of(findings)

    def apply_jobs(self, events: Sequence[JobEvent]) -> None:
        """Follow whether bets are being compared."""
        self._verifications.apply(events)
        if self._stream is not None and self.isVisible():
            self._bring_up(self._stream)

    def _bring_up(self, stream: Stream) -> None:
        """Say what is other than before: while bets are compared, each of Qt's calls may have to wait."""
        is_running = self._verifications.runs(stream)
        self._watch(is_left=stream.unjudged_bets > 0 and not self._verifications.are_under_way)
        is_behind = stream.unjudged_bets > (0 if is_running or self._is_stalled else ARRIVING)
        told, self._told = self._told, _Told(_kind(stream, is_behind), is_behind, self._is_stalled)
        if told != self._told:
            for one, mark in self._marks.items():
                mark.setVisible(one is self._told.kind)
            self._waiting.setVisible(is_behind)
            self._bar.setVisible(is_behind)
            self.go_on.setVisible(self._is_stalled)
        for label, words in (
            (self._counts, result_words(stream)),
            (self._waiting, waiting_words(stream) if is_behind else ""),
        ):
            if label.text() != words:
                plain.set_text(label, words)
        if is_behind:
            self._bar.show_share(stream.proof.judged, stream.total_bets)

    def _watch(self, is_left: bool) -> None:
        """Wait whether nothing compares the bets that are left."""
        if not is_left:
            self._stop_watching()
        elif not self._is_stalled and not self._stalling.isActive():
            self._stalling.start()

    def _stop_watching(self) -> None:
        self._stalling.stop()
        self._is_stalled = False

    def _note_stalled(self) -> None:
        self._is_stalled = True
        if self._stream is not None:
            self._bring_up(self._stream)

    def _show_findings_of(self, findings: Findings | None) -> None:
        if findings == self._findings:
            return
        self._findings = findings
        mismatches = () if findings is None else findings.verification.mismatches
        self.model.show_mismatches(mismatches)
        mismatched = 0 if findings is None else findings.verification.proof.mismatched
        more = more_words(len(mismatches), mismatched)
        plain.set_text(self._more, more)
        self._more.setVisible(bool(more))
        self.view.setVisible(bool(mismatches))
        self._show_all.setVisible(bool(mismatches))
        pattern = None if findings is None else findings.pattern
        plain.set_text(self._pattern, "" if pattern is None else pattern_words(pattern))
        self._pattern.setVisible(pattern is not None)

    def _ask_for_bet(self, index: QModelIndex) -> None:
        mismatch: Mismatch = self.model.mismatch(index.row())
        self.bet_requested.emit(mismatch)

    def _lay_out(self) -> None:
        told, left, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for mark in self._marks.values():
            told.addWidget(mark)
        told.addWidget(self._counts, 1)
        left.addWidget(self._waiting, 1)
        left.addWidget(self.go_on)
        buttons.addWidget(self._show_all)
        buttons.addWidget(self.export)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for row in (told, left, buttons):
            row.setSpacing(8)
        layout.setSpacing(8)
        layout.addLayout(told)
        layout.addWidget(self._bar)
        layout.addLayout(left)
        layout.addWidget(self._pattern)
        layout.addWidget(self.view)
        layout.addWidget(self._more)
        layout.addLayout(buttons)


def _kind(stream: Stream, is_behind: bool) -> ToastKind:
    if stream.proof.mismatched:
        return ToastKind.TROUBLE
    return ToastKind.NOTE if is_behind or not stream.proof.verified else ToastKind.GOOD
