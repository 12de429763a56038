"""Stream › Reveal server seed…: a seed is pasted, and kept for all streams that it belongs to."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.proof.seed_entry import NAME, SeedEntry
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.message_layout import fit_height, heading_label
from liveapp.ui.widgets.stream_words import stream_words
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

WIDTH_PX = 600

MEANING = (
    "Once you rotate the seed pair, the casino shows the server seed that it had promised by its hash. "
    "With it, every recorded bet of its streams is computed again and compared."
)


class RevealDialog(QDialog):
    """Opened on a stream, takes the seed of any. Its owner reveals what `entry` submits, then accepts it."""

    def __init__(
        self, stream: Stream, reader: BetReader, questions: Questions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("revealSeedDialog")
        plain.set_window_title(self, f"Reveal the server seed of {stream.name}")
        self.stream_key = stream.key
        self.entry = SeedEntry(reader, questions)
        self.entry.show_stream(stream)
        self.entry.changed.connect(self._offer)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setAutoDefault(False)  # else Enter would press it whenever there is nothing to reveal
        self._reveal = QPushButton("Reveal")
        plain.set_tooltip(self._reveal, "Keep the seed, and prove the bets of its streams (Enter)")
        self._buttons.addButton(self._reveal, QDialogButtonBox.ButtonRole.ActionRole)
        self._reveal.setDefault(True)
        self._reveal.clicked.connect(self.entry.submitted)
        self._buttons.rejected.connect(self.reject)
        self._lay_out(stream)
        self._offer()
        self.entry.setFocus()

    def _offer(self) -> None:
        self._reveal.setEnabled(self.entry.can_be_revealed)

    def _lay_out(self, stream: Stream) -> None:
        label = plain.PlainLabel(NAME)
        label.setBuddy(self.entry.edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(heading_label(stream_words(stream)))
        layout.addWidget(ToneLabel(Tone.MUTED, MEANING))
        layout.addSpacing(4)
        layout.addWidget(label)
        layout.addWidget(self.entry)
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        fit_height(self, WIDTH_PX)
