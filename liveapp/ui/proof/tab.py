"""The tab *Seed & proof*: a stream's seeds, its proof, times, totals and notes, whole."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.events import StoreEvent, StreamRestored
from liveapp.domain.jobs import JobEvent
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.proof.section import ProofSection
from liveapp.ui.proof.totals_view import TotalsView
from liveapp.ui.questions import Questions
from liveapp.ui.stream_page.tab import StreamTab
from liveapp.ui.widgets.copy_field import CopyField
from liveapp.ui.widgets.formatting import (
    average_text,
    count_text,
    local_time_text,
    multiplier_text,
    utc_time_text,
)
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.notice import Notice

WIDTH_PX = 860
NOTES_HEIGHT_PX = 72
SECTION_GAP_PX = 8
LEAST_HEADING_PX = 60


class ProofTab(StreamTab):
    """What is shown is brought up only while it can be seen, and when it comes into view.

    A revealed server seed is hidden until it is asked for, and again once the tab is left.
    """

    title = "Seed & proof"
    name = "proof"

    def __init__(
        self, reader: BetReader, questions: Questions, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._stream: Stream | None = None
        self._shown: Stream | None = None
        self._said: dict[plain.PlainLabel, tuple[str, str]] = {}
        self.server_hash = CopyField("server seed hash")
        self.client_seed = CopyField("client seed")
        self.server_seed = CopyField("server seed", is_secret=True)
        for field in (self.server_hash, self.client_seed, self.server_seed):
            field.show_icon(icons)
        self.section = ProofSection(reader, questions, self.server_seed)
        self.section.fault_met.connect(self.fault_met)
        self.first_seen, self.last_seen = _figure("First seen"), _figure("Last seen")
        self.bets = _figure("Bets")
        self.highest, self.average, self.lowest = (
            _figure(f"{which} multiplier") for which in ("Highest", "Average", "Lowest")
        )
        self.totals = TotalsView()
        self.notes = _notes_field()
        self.edit_notes = QPushButton("Edit notes…")
        self._scroll = QScrollArea()
        self.notice = Notice(self._scroll)
        self._build_layout()

    def set_notes_action(self, action: QAction) -> None:
        """Have the button beside the notes do this."""
        self.edit_notes.clicked.connect(action.trigger)
        plain.set_tooltip(self.edit_notes, action.toolTip())

    def show_stream(self, stream: Stream | None) -> None:
        """Show a stream; None shows none."""
        self._stream = stream
        self._bring_up()

    def apply(self, stream: Stream, events: Sequence[StoreEvent]) -> None:
        """Show the stream as it is now."""
        self._stream = stream
        if any(isinstance(event, StreamRestored) for event in events):
            self.section.forget()
        self._bring_up()

    def apply_jobs(self, events: Sequence[JobEvent]) -> None:
        """Follow whether bets are being compared."""
        self.section.apply_jobs(events)

    def _bring_up(self) -> None:
        """Show the stream as it is, by as few of Qt's calls as will do.

        While bets are compared, other threads of the program want the interpreter: each call may wait for it.
        """
        if not self.isVisible():
            return
        stream, shown = self._stream, self._shown
        if shown is None or stream is None:
            self._content.setVisible(stream is not None)
            self.notice.hide()
        self._shown = stream
        if stream is None:
            self.notice.say("No stream is shown", "Choose one on the left.")
            return
        if shown is None or shown.seeds != stream.seeds:
            self.server_hash.set_value(stream.seeds.server_seed_hashed)
            self.client_seed.set_value(stream.seeds.client_seed)
        if shown is None or shown.proof.is_revealed != stream.proof.is_revealed:
            self._seeds.setRowVisible(self.server_seed, stream.proof.is_revealed)
        self.section.show_stream(stream)
        for label, time_us in ((self.first_seen, stream.created_us), (self.last_seen, stream.last_seen_us)):
            self._say(label, local_time_text(time_us), utc_time_text(time_us))
        self._say(self.bets, count_text(stream.total_bets))
        self._say(self.highest, multiplier_text(stream.highest_multiplier))
        self._say(self.average, average_text(stream.average_multiplier))
        self._say(self.lowest, multiplier_text(stream.lowest_multiplier))
        self.totals.show_totals(stream.totals)
        if shown is None or shown.notes != stream.notes:
            plain.set_lines(self.notes, stream.notes or "")

    def _say(self, label: plain.PlainLabel, text: str, tooltip: str = "") -> None:
        if self._said.get(label) != (text, tooltip):
            self._said[label] = text, tooltip
            plain.set_text(label, text)
            plain.set_tooltip(label, tooltip)

    def _build_layout(self) -> None:
        self._seeds = _form(
            ("Server seed hash", self.server_hash),
            ("Client seed", self.client_seed),
            ("Server seed", self.server_seed),
        )
        figures = _form(
            ("First seen", self.first_seen),
            ("Last seen", self.last_seen),
            ("Bets", self.bets),
            ("Highest multiplier", self.highest),
            ("Average multiplier", self.average),
            ("Lowest multiplier", self.lowest),
        )
        heading = QHBoxLayout()
        heading.addWidget(_heading("Notes"), 1)
        heading.addWidget(self.edit_notes)
        self._content = QWidget()
        self._content.setMaximumWidth(WIDTH_PX)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._seeds)
        column.addSpacing(SECTION_GAP_PX)
        column.addWidget(_heading("Proof"))
        column.addWidget(self.section)
        column.addSpacing(SECTION_GAP_PX)
        column.addLayout(figures)
        column.addSpacing(SECTION_GAP_PX)
        column.addWidget(_heading("Totals, each currency by itself"))
        column.addWidget(self.totals)
        column.addSpacing(SECTION_GAP_PX)
        column.addLayout(heading)
        column.addWidget(self.notes, 1)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up what happened while this was not in view."""
        super().showEvent(event)
        self._bring_up()

    def hideEvent(self, event: QHideEvent) -> None:
        """Hide the server seed, and read anew what may have changed when this comes into view again."""
        super().hideEvent(event)
        self.section.hide_seed()
        self.section.forget()


def _form(*rows: tuple[str, QWidget]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    for words, field in rows:
        plain.add_row(form, words, field)
    return form


def _figure(name: str) -> plain.PlainLabel:
    label = plain.PlainLabel()
    plain.set_accessible_name(label, name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _heading(words: str) -> plain.PlainLabel:
    label = plain.PlainLabel(words)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    label.setMinimumWidth(LEAST_HEADING_PX)
    return label


def _notes_field() -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setReadOnly(True)
    edit.setTabChangesFocus(True)
    edit.setMinimumHeight(NOTES_HEIGHT_PX)
    plain.set_accessible_name(edit, "Notes")
    plain.set_tooltip(edit, "Notes on this stream")
    plain.set_placeholder(edit, "No notes yet")
    return edit
