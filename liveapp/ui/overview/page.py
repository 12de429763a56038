"""All streams at a glance: a page in the place of the stream's."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from liveapp.domain.events import StoreEvent
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.analysis.many_streams import ManyStreams
from liveapp.ui.overview.buttons import OverviewButtons
from liveapp.ui.overview.choice import Kind
from liveapp.ui.overview.exporting import rows_as_csv, rows_as_text
from liveapp.ui.overview.head import LEAST_MULTIPLIER, MOST_MULTIPLIER, OverviewHead
from liveapp.ui.overview.menus import OverviewMenus
from liveapp.ui.overview.model import OverviewModel
from liveapp.ui.overview.row import OverviewRow
from liveapp.ui.overview.spans import SpanReading
from liveapp.ui.overview.totals import totals_words
from liveapp.ui.overview.view import OverviewView
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.notice import Notice
from liveapp.ui.widgets.tab_order import follow_layout

MULTIPLIER = 100.0
"""Whose waits are told at first: rare enough to wait for, and met in most streams."""

TOTALS_MS = 200
"""The line of totals follows rows that come one after the other a moment later."""


TICK_MS = 30_000
"""So often it is looked which streams are live no more, and whether a day has ended."""


class OverviewPage(QWidget):
    """One row a stream. Nothing is read and computed but while the page can be seen.

    `streams` gives all of them as they are now.
    """

    stream_opened = Signal(object)
    compare_requested = Signal(object)
    """list[Stream], two to eight of them."""

    csv_requested = Signal(object)
    """The file's content."""

    left = Signal()
    message = Signal(str)
    state_changed = Signal()
    fault_met = Signal(object)

    def __init__(
        self,
        streams: Callable[[], Sequence[Stream]],
        reader: BetReader,
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._streams = streams
        self._questions = questions
        self._is_seen = False
        self.model = OverviewModel(self)
        self.view = OverviewView(self.model)
        self.many = ManyStreams(reader, questions, MULTIPLIER, self._first_wanted, self)
        self.spans = SpanReading(reader, questions, self.model, self)
        self.head = OverviewHead(MULTIPLIER)
        self.buttons = OverviewButtons()
        self.menus = OverviewMenus(self.view)
        self.notice = Notice(self.view)
        self.totals = plain.PlainLabel()
        self._totals_later = QTimer(self)
        self._totals_later.setSingleShot(True)
        self._totals_later.setInterval(TOTALS_MS)
        self._totals_later.timeout.connect(self._show_totals)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self._look_at_clock)
        self._lay_out()
        self._connect()
        self._show_choice()

    def apply(self, events: Iterable[StoreEvent]) -> None:
        """Follow what happened, while the page can be seen."""
        if self._is_seen:
            self._take_streams()
            self.spans.apply(events)

    def save_state(self) -> dict[str, str]:
        """Columns, order, multiplier and which streams, for the next start."""
        choice = self.head.choice
        return {
            **self.view.save_columns(),
            "multiplier": repr(self.many.multiplier),
            "kind": choice.kind.name,
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Show what was kept; what cannot be read changes nothing."""
        self.view.restore_columns(state)
        if state.get("kind") in Kind.__members__:
            self.head.kind.setCurrentIndex(list(Kind.__members__).index(state["kind"]))
        try:
            multiplier = float(state.get("multiplier", ""))
        except ValueError:
            return
        if LEAST_MULTIPLIER < multiplier <= MOST_MULTIPLIER:
            self.many.set_multiplier(multiplier)
            self.head.show_multiplier(multiplier)

    def copy(self) -> None:
        """Copy the chosen rows, or all, as text for a spreadsheet."""
        rows = self._chosen_rows() or self.model.rows()
        plain.copy_text(rows_as_text(rows, self.view.shown_columns()))
        self.message.emit(f"{counted(len(rows), 'stream', 'streams')} copied")

    def compare(self) -> None:
        """Ask for the chosen streams side by side."""
        self.compare_requested.emit(self.view.chosen())

    def export_csv(self) -> None:
        """Make a file of all rows that are shown, and have it be asked where it is to go."""
        rows = self.model.rows()
        self._questions.ask(self, lambda _: rows_as_csv(rows), self.csv_requested.emit, self.fault_met.emit)

    def _lay_out(self) -> None:
        self.totals.setWordWrap(True)
        self.totals.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.totals.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        plain.set_accessible_name(self.totals, "Totals")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.totals)
        layout.addWidget(self.buttons)  # the last: they stand still while totals take more lines, or less
        follow_layout(self)

    def _connect(self) -> None:
        head, view, menus, buttons = self.head, self.view, self.menus, self.buttons
        head.choice_changed.connect(self._choose_streams)
        head.multiplier_chosen.connect(self._choose_multiplier)
        head.table_wanted.connect(self._go_into_table)
        head.columns.clicked.connect(
            lambda: menus.open_columns(head.columns.mapToGlobal(head.columns.rect().bottomLeft()))
        )
        buttons.open.clicked.connect(self._open_chosen)
        for left in (head.left, head.back.clicked):
            left.connect(lambda *_: self.left.emit())
        for compare in (buttons.compare.clicked, menus.compare_requested):
            compare.connect(lambda *_: self.compare())
        for copy in (buttons.copy.clicked, view.copy_requested):
            copy.connect(lambda *_: self.copy())
        for csv in (buttons.csv.clicked, menus.csv_requested):
            csv.connect(lambda *_: self.export_csv())
        view.opened.connect(self.stream_opened)
        view.chosen_changed.connect(self._show_choice)
        for changed in (self.model.modelReset, self.model.dataChanged):
            changed.connect(lambda *_: self._show_totals_later())
        self.model.modelReset.connect(self._show_count)
        header = view.horizontalHeader()
        for kept in (header.sectionResized, header.sectionMoved, header.sortIndicatorChanged):
            kept.connect(lambda *_: self.state_changed.emit())
        menus.columns_chosen.connect(self.state_changed)
        self.many.changed.connect(lambda key: self.model.set_figures(key, self.many.figures(key)))
        for part in (self.many, self.spans):
            part.fault_met.connect(self.fault_met)
        self.notice.action_chosen.connect(self._show_all)
        # Whichever part of the window has the keyboard, as long as this page can be seen.
        filtering = QShortcut(self)
        filtering.setKeys([QKeySequence("Ctrl+F"), QKeySequence("/")])
        filtering.activated.connect(self._go_to_filter)

    def _first_wanted(self) -> Iterable[int]:
        """Whose figures are computed before those of others: what is chosen, then what is in view."""
        return [*(stream.key for stream in self.view.chosen()), *self.view.keys_in_view()]

    def _chosen_rows(self) -> list[OverviewRow]:
        return [self.model.row_at(row) for row in self.view.chosen_rows()]

    def _take_streams(self) -> None:
        streams = {stream.key: stream for stream in self._streams()}
        self.model.set_streams(streams, self.many.figures)
        self.many.take(streams)
        self._show_count()

    def _look_at_clock(self) -> None:
        self._take_streams()
        self.view.viewport().update()

    def _choose_streams(self) -> None:
        self.model.set_choice(self.head.choice)
        self._show_count()
        self.state_changed.emit()

    def _choose_multiplier(self, multiplier: float) -> None:
        self.many.set_multiplier(multiplier)
        self.model.set_all_figures(self.many.figures)
        self.state_changed.emit()

    def _show_all(self) -> None:
        self.head.filter.clear()
        self.head.kind.setCurrentIndex(0)

    def _show_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        self.head.show_count(shown, total)
        self._offer()
        if shown:
            self.notice.hide()
        elif total:
            self.notice.say("No stream found", "None matches what is typed and chosen above.", "Show all")
        else:
            self.notice.say("No stream yet", "A stream appears here with its first bet or heartbeat.")

    def _show_choice(self) -> None:
        """Offer what can be done with what is chosen, and say what it comes to."""
        self._offer()
        self._show_totals_later()

    def _offer(self) -> None:
        self.buttons.offer(len(self.view.chosen_rows()), self.model.rowCount())

    def _show_totals_later(self) -> None:
        if not self._totals_later.isActive():
            self._totals_later.start()

    def _show_totals(self) -> None:
        chosen = self._chosen_rows()
        is_selection = len(chosen) > 1
        rows = chosen if is_selection else self.model.rows()
        shown, whole = totals_words(rows, is_selection)
        plain.set_text(self.totals, shown)
        plain.set_tooltip(self.totals, whole)

    def _open_chosen(self) -> None:
        chosen = self.view.chosen()
        if len(chosen) == 1:
            self.stream_opened.emit(chosen[0])

    def _go_to_filter(self) -> None:
        self.head.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.filter.selectAll()

    def _go_into_table(self) -> None:
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.selectRow(0)
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the stream's page."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Read and compute from now on; a window that is no longer minimised comes here too."""
        super().showEvent(event)
        self._is_seen = True
        self._take_streams()
        self.spans.ask()
        self.many.set_seen(True)
        self._ticks.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Do nothing while nobody looks; a window that is minimised comes here too."""
        super().hideEvent(event)
        self._is_seen = False
        self._ticks.stop()
        self.spans.stop()
        self.many.set_seen(False)
