"""Whose rounds a file's are, where it does not say so itself."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from liveapp.domain.bets import SeedPair
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.importing.words import seeds_text
from liveapp.ui.theme import fixed_width_font
from liveapp.ui.widgets.formatting import counted, short_text
from liveapp.ui.widgets.message_layout import text_label

LONGEST_SEED = 200
NAME_LENGTH = 60
LEAST_CHARACTERS = 20
TYPED_BELOW = "Type the seeds below, or choose a stream"


class SeedsForm(QWidget):
    """A known stream to choose, or a seed pair to type. `changed` when the user gave something else."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._streams: list[Stream] = []
        self._question = text_label()
        self._stream = QComboBox()
        self._stream.addItem(TYPED_BELOW)
        self._stream.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._stream.setMinimumContentsLength(LEAST_CHARACTERS)
        self._hash = _seed_edit("Server seed hash", "The hash of the server seed that the rounds are of")
        self._client = _seed_edit("Client seed", "The client seed that the rounds are of")
        plain.set_accessible_name(self._stream, "Stream")
        plain.set_tooltip(self._stream, "Take the seeds of a stream that is recorded already")
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        plain.add_row(form, "S&tream", self._stream)
        plain.add_row(form, "Server seed &hash", self._hash)
        plain.add_row(form, "&Client seed", self._client)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._question)
        layout.addLayout(form)
        self._stream.activated.connect(self._take_stream)
        for edit in (self._hash, self._client):
            edit.textEdited.connect(self._take_typed)

    @property
    def seeds(self) -> SeedPair:
        """What is given, either part empty while it is not.

        The fields cannot show every seed as it is: those of a stream that is chosen are the stream's.
        """
        place = self._stream.currentIndex()
        return self._streams[place - 1].seeds if place else self._typed

    @property
    def _typed(self) -> SeedPair:
        client = self._client.text()
        return SeedPair(self._hash.text().strip(), client if client.strip() else "")

    def offer(self, streams: Sequence[Stream]) -> None:
        """Let these streams be chosen."""
        seeds = self.seeds
        self._stream.setCurrentIndex(0)
        self._streams = list(streams)
        while self._stream.count() > 1:
            self._stream.removeItem(1)
        for stream in self._streams:
            self._stream.addItem(plain.not_markup(_name(stream)))
        self._choose_stream_of(seeds)

    def ask_about(self, name: str, seeds: SeedPair) -> None:
        """Ask whose the rounds of a file are; `seeds` is what is known already."""
        plain.set_text(
            self._question,
            f"{short_text(name, NAME_LENGTH)} does not name its seeds. Whose rounds are in it?",
        )
        if seeds != self.seeds:
            self._show(seeds)
            for edit in (self._hash, self._client):
                edit.setCursorPosition(0)
        self._choose_stream_of(seeds)

    def _take_stream(self, place: int) -> None:
        self._show(self._streams[place - 1].seeds if place else SeedPair("", ""))
        self.changed.emit()

    def _take_typed(self) -> None:
        self._choose_stream_of(self._typed)
        self.changed.emit()

    def _show(self, seeds: SeedPair) -> None:
        plain.set_text(self._hash, seeds.server_seed_hashed)
        plain.set_text(self._client, seeds.client_seed)

    def _choose_stream_of(self, seeds: SeedPair) -> None:
        """Show which stream these seeds are of, if any."""
        known = [stream.seeds for stream in self._streams]
        self._stream.setCurrentIndex(known.index(seeds) + 1 if seeds in known else 0)


def _name(stream: Stream) -> str:
    alias = f" ({short_text(stream.alias, NAME_LENGTH)})" if stream.alias else ""
    return f"{seeds_text(stream.seeds)}{alias} · {counted(stream.total_bets, 'bet', 'bets')}"


def _seed_edit(name: str, hint: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setFont(fixed_width_font())
    edit.setMaxLength(LONGEST_SEED)
    plain.set_accessible_name(edit, name)
    plain.set_tooltip(edit, hint)
    return edit
