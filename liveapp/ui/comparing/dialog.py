"""Compare: the figures of a few streams side by side, and their profits in one picture."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.events import StoreEvent
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.charts.loading import LoadedLater
from liveapp.ui.comparing.live_comparison import LiveComparison
from liveapp.ui.comparing.multiplier_field import FIRST, MultiplierField
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.answers import answer
from liveapp.ui.widgets.formatting import count_text
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.message_layout import explained_button, fit_screen, list_button_row
from liveapp.ui.widgets.share_bar import ShareBar
from liveapp.ui.widgets.tab_order import follow_layout
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

if TYPE_CHECKING:
    from liveapp.ui.comparing.body import ComparingBody

SIZE_PX = (1180, 680)
COPY = "&Copy figures"
PERCENT = 100


class CompareDialog(QDialog):
    """Stays beside the window, and follows its streams while it is seen. Closing it ends what is read for it.

    `file_requested` carries a `ChartFile` that is to be saved.
    """

    file_requested = Signal(object)
    fault_met = Signal(object)

    def __init__(
        self,
        streams: Sequence[Stream],
        reader: BetReader,
        questions: Questions,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("compareDialog")
        plain.set_window_title(self, f"Compare {count_text(len(streams))} streams")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        fit_screen(self, SIZE_PX)
        self.live = LiveComparison(streams, FIRST, reader, questions, self)
        self.place = _BodyPlace(questions, self, icons)
        self.multiplier = MultiplierField()
        self._bar = ShareBar("Progress of the reading")
        self._told = ToneLabel(Tone.MUTED)
        self._told.setWordWrap(False)
        self._copy = explained_button(COPY, "Copy all figures for a spreadsheet (Ctrl+C in the table)")
        self._save = explained_button("&Save figures as CSV…", "Write all figures to a file")
        self._lay_out()
        self._offer()
        self.multiplier.chosen.connect(self.live.set_multiplier)
        self.live.changed.connect(self._offer)
        self.live.progressed.connect(self._show_progress)
        self.live.fault_met.connect(self.fault_met)
        self.finished.connect(self.live.stop)

    @property
    def body(self) -> ComparingBody | None:
        """Picture and table, once they are loaded."""
        return self.place.body

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Follow what happened to the streams."""
        self.live.apply(events)

    def make_body(self, module: ModuleType, icons: Icons) -> ComparingBody:
        """What is shown, once it is loaded."""
        body: ComparingBody = module.ComparingBody(self.live, icons)
        body.file_requested.connect(self.file_requested)
        body.message.connect(self._say)
        self._copy.clicked.connect(body.copy_figures)
        self._copy.clicked.connect(lambda: answer(self._copy, "Copied", COPY))
        self._save.clicked.connect(body.save_figures)
        return body

    def _say(self, words: str) -> None:
        announce(self, words)
        if self.live.reading is None:
            plain.set_text(self._told, words)

    def _offer(self) -> None:
        figures = [side.figures for side in self.live.sides if side.figures is not None]
        for button in (self._copy, self._save):
            button.setEnabled(bool(figures))
        played = {outcome.difficulty for one in figures for outcome in one.outcomes}
        self.multiplier.show_difficulties([one for one in DIFFICULTIES if one in played])

    def _show_progress(self) -> None:
        reading = self.live.reading
        self._bar.setVisible(reading is not None)
        if reading is None:
            plain.set_text(self._told, "")
            return
        place, share = reading
        self._bar.show_share(round(share * PERCENT), PERCENT)
        plain.set_text(self._told, f"Reading stream {place + 1} of {len(self.live.sides)}…")

    def _lay_out(self) -> None:
        row = list_button_row(self, self._copy, self._save)
        row.insertWidget(0, self.multiplier)
        row.insertWidget(row.count() - 1, self._bar)
        row.insertWidget(row.count() - 1, self._told)
        self._bar.setMaximumWidth(120)
        self._bar.hide()
        for part in (row.itemAt(number) for number in range(row.count())):
            if part is not None:  # what is said of a typed multiplier moves nothing beside it
                part.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.place, 1)
        layout.addLayout(row)
        follow_layout(self)

    def _watch(self) -> None:
        self.live.watch(self.isVisible() and not self.isMinimized())

    def showEvent(self, event: QShowEvent) -> None:
        """Read what happened while it could not be seen."""
        super().showEvent(event)
        self._watch()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._watch()

    def changeEvent(self, event: QEvent) -> None:
        """Nobody looks at a window that is minimized."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._watch()


class _BodyPlace(LoadedLater):
    """Where picture and table come once they are loaded."""

    module = "liveapp.ui.comparing.body"

    def __init__(self, questions: Questions, dialog: CompareDialog, icons: Icons) -> None:
        super().__init__(questions)
        self._dialog = dialog
        self._icons = icons
        self.body: ComparingBody | None = None

    def make(self, module: ModuleType) -> QWidget:
        self.body = self._dialog.make_body(module, self._icons)
        return self.body

    def _put(self, made: QWidget) -> None:
        super()._put(made)
        if self.body is not None:
            for one, next_one in pairwise((*self.body.by_tab, self._dialog.multiplier.field)):
                QWidget.setTabOrder(one, next_one)
