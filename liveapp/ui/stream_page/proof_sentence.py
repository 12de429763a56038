"""A stream's proof in one sentence, over what is only likely."""

from PySide6.QtWidgets import QWidget

from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.stream_page.figure_button import FigureButton
from liveapp.ui.widgets.proof_words import is_told, proof_details, proof_sentence, proof_sign

HINT = "The proof stands above all statistics: show it (Seed & proof)"


class ProofSentence(FigureButton):
    """Hidden while no server seed is known; a click asks for the proof."""

    def __init__(self, name: str = "proofSentence", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)

    def show_stream(self, stream: Stream | None) -> None:
        """Say how far this one is proven; None is none."""
        if stream is None or not is_told(stream):
            self.hide()
            return
        sentence = proof_sentence([stream])
        self.set_words(sentence, sentence, proof_sign(stream))
        plain.set_tooltip(self, f"{proof_details(stream)}\n{HINT}")
        plain.set_accessible_name(self, sentence)
        self.show()
