"""The strip of figures over the charts: the proof first, then what is missing, then the figures."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveapp.domain.statistics import words
from liveapp.domain.statistics.figures import Figures
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.charts.figure_block import FigureBlock
from liveapp.ui.charts.figure_texts import Block, currency_blocks, more_currencies, rounds_block
from liveapp.ui.stream_page.proof_sentence import ProofSentence
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

GAP_PX = 8


class FiguresStrip(QWidget):
    """Figures of the rounds, then a block for each currency; amounts of two currencies are never added."""

    proof_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proof = ProofSentence()
        self.proof.clicked.connect(self.proof_requested)
        self.caution = ToneLabel(Tone.MUTED)
        self.more = ToneLabel(Tone.MUTED)
        self.blocks = [FigureBlock()]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_PX)
        self._column.addWidget(self.proof, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.caution, *self.blocks, self.more):
            self._column.addWidget(part)
        plain.set_accessible_name(self, "Figures")

    def show_figures(self, stream: Stream | None, figures: Figures | None) -> None:
        """Show a stream's figures as they are now; while they are not known, only its proof."""
        self.proof.show_stream(stream)
        blocks = [] if figures is None else [rounds_block(figures), *currency_blocks(figures)]
        self._say(self.caution, "" if figures is None else words.missing_caution(figures))
        self._say(self.more, "" if figures is None else more_currencies(figures))
        self._show_blocks(blocks)

    def _show_blocks(self, blocks: list[Block]) -> None:
        while len(self.blocks) < len(blocks):
            self.blocks.append(FigureBlock())
            self._column.insertWidget(self._column.indexOf(self.more), self.blocks[-1])
        for view, block in zip(self.blocks, blocks, strict=False):
            view.show_block(block)
        for place, view in enumerate(self.blocks):
            view.setVisible(place < len(blocks))

    @staticmethod
    def _say(label: ToneLabel, text: str) -> None:
        if label.text() != text:
            plain.set_text(label, text)
        label.setVisible(bool(text))
