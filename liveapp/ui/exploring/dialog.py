"""Tools › Explore a seed: what is asked, how far it is, and the rounds that were found."""

from itertools import chain, islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from liveapp.domain.exploring import rounds_of
from liveapp.domain.jobs import Progress
from liveapp.domain.proof_jobs import Explored
from liveapp.ui import plain
from liveapp.ui.exploring.form import ExploreForm, SeedPairToExplore
from liveapp.ui.exploring.hits_model import HitsModel
from liveapp.ui.exploring.hits_view import HitsView
from liveapp.ui.exploring.owner_line import OwnerLine
from liveapp.ui.exploring.words import THE_PAST, copied_text, heading_text, progress_text, wait_text
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.answers import answer
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.message_layout import (
    explained_button,
    fit_screen,
    heading_label,
    list_button_row,
)
from liveapp.ui.widgets.notice import Notice
from liveapp.ui.widgets.share_bar import ShareBar
from liveapp.ui.widgets.tab_order import follow_layout
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

SIZE_PX = (820, 640)
MOST_COPIED = 20_000
"""More rows belong into a file."""

COPY = "Cop&y rows"
HOW_TO_EXPLORE = "Enter the seeds of a pair that was revealed, then choose Explore."


class ExploreDialog(QDialog):
    """Stays beside the window. What was found stays until something else is.

    `explore_requested` carries an `Exploration`, `export_requested` an `Explored`; the owner tells by
    `show_progress`, `show_explored` and `show_ended` what becomes of what was asked.
    """

    explore_requested = Signal(object)
    cancel_requested = Signal()
    export_requested = Signal(object)

    def __init__(self, owner: OwnerLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exploreDialog")
        plain.set_window_title(self, "Explore a seed")
        fit_screen(self, SIZE_PX)
        self.form = ExploreForm(owner)
        self._explore = explained_button("&Explore", "Compute these rounds in the background (Enter)")
        self._explore.clicked.connect(self._ask)
        self._bar = ShareBar("Progress of the exploration")
        self._progress = ToneLabel(Tone.MUTED)
        self._cancel = explained_button("Cancel", "Stop computing; what was found before stays")
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.cancel_requested)
        self._heading, self._wait = heading_label(), ToneLabel(Tone.MUTED)
        self.model = HitsModel(self)
        self.view = HitsView(self.model)
        self.view.copy_requested.connect(self._copy_rows)
        self._notice = Notice(self.view)
        self._copy = explained_button(COPY, "Copy the chosen rows, or all, for a spreadsheet (Ctrl+C)")
        self._copy.clicked.connect(self._copy_rows)
        self._export = explained_button("E&xport CSV…", "Write all rows to a file")
        self._export.clicked.connect(lambda: self.export_requested.emit(self.model.explored))
        self._lay_out()
        self._explore.setDefault(True)
        self._show_found()
        self.show_ended("")
        self.form.server_seed.setFocus()

    def fill_in(self, pair: SeedPairToExplore) -> None:
        """Fill in what is known of a stream."""
        self.form.fill_in(pair)
        self._explore.setFocus()

    def show_progress(self, progress: Progress) -> None:
        """Say how far it is."""
        self._bar.show_share(progress.done, progress.total or 0)
        plain.set_text(self._progress, progress_text(progress))

    def show_explored(self, explored: Explored) -> None:
        """Show what was found."""
        self.model.show_explored(explored)
        self._show_found()
        self.show_ended("")
        announce(self, heading_text(explored))

    def show_ended(self, words: str, tone: Tone = Tone.MUTED) -> None:
        """Nothing is computed any more; say why, where that is not plain to see."""
        self._set_running(False)
        plain.set_text(self._progress, words)
        self._progress.set_tone(tone)

    def _ask(self) -> None:
        exploration = self.form.take()
        if exploration is None:
            return
        self._set_running(True)
        self._progress.set_tone(Tone.MUTED)
        self.show_progress(Progress(0, rounds_of(exploration)))
        self.explore_requested.emit(exploration)

    def _set_running(self, is_running: bool) -> None:
        self._explore.setEnabled(not is_running)
        self._cancel.setEnabled(is_running)
        self._bar.setVisible(is_running)
        if self.model.explored is None:
            self._say_nothing_found(is_running)

    def _say_nothing_found(self, is_running: bool) -> None:
        if is_running:
            self._notice.say("Exploring…")
        else:
            self._notice.say("Nothing is explored yet", HOW_TO_EXPLORE)

    def _show_found(self) -> None:
        explored = self.model.explored
        for part in (self._heading, self._wait):
            part.setVisible(explored is not None)
        has_rows = self.model.rowCount() > 0
        self._copy.setEnabled(has_rows)
        self._export.setEnabled(has_rows)
        if explored is None:
            return
        plain.set_text(self._heading, heading_text(explored))
        plain.set_text(self._wait, wait_text(explored))
        if has_rows:
            self._notice.hide()
        else:
            self._notice.say("None of these rounds reaches it")

    def _copy_rows(self) -> None:
        if self.model.explored is None or not self.model.rowCount():
            return
        chosen = self.view.chosen_ranges() or [range(self.model.rowCount())]
        rows = list(islice(chain.from_iterable(chosen), MOST_COPIED))
        plain.copy_text(copied_text(self.model.explored, rows))
        is_all = len(rows) == sum(map(len, chosen))
        told = counted(len(rows), "row", "rows")
        answer(self._copy, f"Copied {told}" if is_all else f"Copied the first {told}", COPY)

    def _lay_out(self) -> None:
        doing = QHBoxLayout()
        doing.setSpacing(8)
        for widget, stretch in ((self._explore, 0), (self._cancel, 0), (self._bar, 1), (self._progress, 1)):
            doing.addWidget(widget, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self.form)
        layout.addLayout(doing)
        for part in (self._heading, self._wait):
            part.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            layout.addWidget(part)
        layout.addWidget(self.view, 1)
        layout.addWidget(ToneLabel(Tone.MUTED, THE_PAST))
        layout.addLayout(list_button_row(self, self._copy, self._export))
        follow_layout(self)
