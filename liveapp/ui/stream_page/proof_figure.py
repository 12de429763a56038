"""How far a stream is proven, in its header, and the way to what differs."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.jobs import JobEvent
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.stream_page.figure_button import FigureButton
from liveapp.ui.widgets.formatting import count_text
from liveapp.ui.widgets.proof_words import ProofSign, is_told, proof_details, proof_sentence, proof_sign
from liveapp.ui.widgets.verifications import Verifications

DIFFERING_HINT = "Show which (in Bets)"
SEED_HINT = "Show the seeds and the proof (Seed & proof)"


class ProofFigure(FigureButton):
    """`12,345 of 12,345 proven`, `3 of 12,345 differ`, `proving 4,000 of 12,345`, or less where there is
    little room; gone before the server seed is known.

    A click asks to be shown what differs, or else the proof.
    """

    differing_requested = Signal()
    proof_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("proofFigure", parent)
        self._stream: Stream | None = None
        self._verifications = Verifications()
        self.clicked.connect(self._lead)

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Follow which streams are being proven."""
        self._verifications.apply(events)
        self._bring_up()

    def show_stream(self, stream: Stream) -> None:
        """Tell how far this stream is proven, as it is now."""
        self._stream = stream
        self._bring_up()

    def _bring_up(self) -> None:
        stream = self._stream
        if stream is None or not is_told(stream):
            self.hide()
            return
        is_proving = self._verifications.runs(stream)
        sign = proof_sign(stream)
        long, short = _words(stream, sign, is_proving)
        self.set_words(long, short, sign)
        hint = DIFFERING_HINT if stream.proof.mismatched else SEED_HINT
        plain.set_tooltip(self, f"{proof_details(stream)}\n{hint}")
        plain.set_accessible_name(self, long if is_proving else proof_sentence([stream]))
        plain.set_accessible_description(self, proof_details(stream))
        self.show()

    def _lead(self) -> None:
        if self._stream is not None and self._stream.proof.mismatched:
            self.differing_requested.emit()
        else:
            self.proof_requested.emit()


def _words(stream: Stream, sign: ProofSign | None, is_proving: bool) -> tuple[str, str]:
    """The long and the short form."""
    proof, bets = stream.proof, count_text(stream.total_bets)
    if proof.mismatched:
        differ = "differs" if proof.mismatched == 1 else "differ"
        count = count_text(proof.mismatched)
        return f"{count} of {bets} {differ}", f"{count} {differ}"
    if is_proving and stream.unjudged_bets:
        percent = 100 * proof.judged // stream.total_bets
        return f"proving {count_text(proof.judged)} of {bets}", f"proving {percent} %"
    words = f"{count_text(proof.verified)} of {bets} proven"
    if sign is ProofSign.PROVEN:
        return words, "proven"
    return words, f"{100 * proof.verified // stream.total_bets} % proven"
