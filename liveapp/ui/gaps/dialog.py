"""Stream › Missed rounds: which nonces are missing, and what can be done about them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.gaps import Gaps
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.gaps.ranges_model import RangesModel
from liveapp.ui.gaps.words import OTHER_GAMES, copied_text, gaps_words, more_words
from liveapp.ui.widgets.answers import answer
from liveapp.ui.widgets.elided_label import ElidedLabel
from liveapp.ui.widgets.formatting import short_text
from liveapp.ui.widgets.list_table import shape_list_view
from liveapp.ui.widgets.message_layout import (
    explained_button,
    fit_screen,
    heading_label,
    list_button_row,
)
from liveapp.ui.widgets.notice import Notice
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

SIZE_PX = (520, 440)
COPY = "&Copy"
LONGEST_SEED = 200
"""Characters of a client seed that can be seen at most."""


class MissedRoundsDialog(QDialog):
    """Shows the `Gaps` of one stream as they are handed over, and stays with that stream.

    `refresh_requested` when what could not be read is to be read again.
    """

    import_requested = Signal()
    refresh_requested = Signal()

    def __init__(self, stream: Stream, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("missedRoundsDialog")
        fit_screen(self, SIZE_PX)
        self.stream = stream
        self._words = heading_label()
        self._pair = ElidedLabel()
        self.model = RangesModel(self)
        self.view = self._make_view()
        self._notice = Notice(self.view)
        self._notice.action_chosen.connect(self.refresh_requested)
        self._more = ToneLabel(Tone.MUTED)
        self._other_games = ToneLabel(Tone.MUTED, OTHER_GAMES)
        self._copy = explained_button(COPY, "Copy the ranges that are listed, for a spreadsheet")
        self._copy.clicked.connect(self._copy_all)
        self._import = explained_button("&Import…", "Fill them from a file, such as the casino's bet archive")
        self._import.clicked.connect(self.import_requested)
        self._lay_out()
        self.show_stream(stream)
        self.show_gaps(
            Gaps(stream.first_round, stream.last_round, stream.rounds, stream.missing_rounds, (), False)
        )
        self._notice.hide()
        self.view.setFocus()

    def show_stream(self, stream: Stream) -> None:
        """Name this stream: the same one as it is now, or another."""
        self.stream = stream
        plain.set_window_title(self, f"Missed rounds – {stream.name}")
        plain.set_text(self._pair, f"{short_text(stream.seeds.client_seed, LONGEST_SEED)} · {stream.name}")
        plain.set_tooltip(self._pair, f"{stream.seeds.client_seed}\n{stream.seeds.server_seed_hashed}")

    def show_gaps(self, gaps: Gaps) -> None:
        """Say what is missing."""
        plain.set_text(self._words, gaps_words(gaps))
        self.model.show_ranges(gaps.ranges)
        plain.set_text(self._more, more_words(gaps))
        self._more.setVisible(bool(more_words(gaps)))
        self._other_games.setVisible(bool(gaps.missing))
        self._copy.setEnabled(bool(gaps.ranges))
        self._import.setEnabled(True)
        if gaps.missing:
            self._notice.hide()
        else:
            self._notice.say("Nothing is missing", "Every round from the first to the last is known.")

    def show_reading(self) -> None:
        """Say that the ranges are still to come, where none are shown."""
        if not self.model.rowCount():
            self._notice.say("Loading…")

    def show_fault(self, words: str) -> None:
        """Say why nothing could be read; what was read before stays."""
        if not self.model.rowCount():
            self._notice.say("The missing rounds could not be read", words, "Try again")

    def show_gone(self) -> None:
        """Say that the stream was deleted."""
        self.show_gaps(Gaps(None, None, 0, 0, (), False))
        plain.set_text(self._words, "This stream was deleted")
        self._import.setEnabled(False)
        self._notice.hide()

    def _copy_all(self) -> None:
        plain.copy_text(copied_text(self.model.ranges))
        answer(self._copy, "Copied", COPY)

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self.model)
        shape_list_view(view, "Ranges of missing nonces", "Columns of the missing nonces")
        header = view.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        return view

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._words)
        layout.addWidget(self._pair)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._more)
        layout.addWidget(self._other_games)
        layout.addLayout(list_button_row(self, self._copy, self._import))
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
