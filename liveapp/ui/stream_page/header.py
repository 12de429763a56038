"""The top of a stream's page: which seed pair it is, its tabs, what can be done, and how it is doing."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from liveapp.domain.jobs import JobEvent
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.stream_page import title
from liveapp.ui.stream_page.missing_figure import MissingFigure
from liveapp.ui.stream_page.more_button import MoreButton
from liveapp.ui.stream_page.notes_button import NotesButton
from liveapp.ui.stream_page.proof_figure import ProofFigure
from liveapp.ui.stream_page.sparkline import Sparkline
from liveapp.ui.stream_page.statistics import StatisticsLabel
from liveapp.ui.stream_page.tab_bar import PageTabBar

GAP_PX = 8
TITLE_WIDTH_PX = 160
"""So much of the title is there before the buttons get words."""

SPARKLINE_FROM_PX = 480
"""A header that is narrower leaves the sparkline's room to the statistics."""

LEAST_WIDTH_PX = 340

_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_ICONS = Qt.ToolButtonStyle.ToolButtonIconOnly
_WITH_ARROW = QToolButton.ToolButtonPopupMode.MenuButtonPopup
_PLAIN = QToolButton.ToolButtonPopupMode.DelayedPopup


class StreamHeader(QWidget):
    """Two lines, whatever it shows and however narrow it is. Shows a `Stream` as it is handed over.

    Where there is no room the title gives way first, then the words of the buttons, then those of
    the tabs, at last the way into the menu of the button that exports.
    """

    def __init__(
        self,
        tabs: PageTabBar,
        sparkline: Sparkline,
        more_button: MoreButton,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tabs = tabs
        self.title = title.TitleLabel()
        self.statistics = StatisticsLabel()
        self.sparkline = sparkline
        self.proof, self.missing = ProofFigure(), MissingFigure()
        self.notes_button = NotesButton()
        self.more_button = more_button
        self.back_button, self.forward_button = _button("Back"), _button("Forward")
        self.export_button = _button("Export")
        self.export_menu = plain.new_menu("Export", self)
        self._worded = (self.export_button, self.notes_button)
        self._words_px = self._menu_px = 0
        self._build_layout()

    def add_export_actions(self, actions: Sequence[QAction]) -> None:
        """Put these into the menu of the button that exports."""
        self.export_menu.addActions(actions)

    def set_actions(self, back: QAction, forward: QAction, export: QAction, notes: QAction) -> None:
        """Have the buttons do these."""
        for button, action in (
            (self.back_button, back),
            (self.forward_button, forward),
            (self.export_button, export),
        ):
            button.setDefaultAction(action)
            plain.set_accessible_name(button, plain.without_mnemonic(action.text()))
        self.notes_button.set_action(notes)
        self._menu_px = self._shaped(has_words=False, has_menu=True)
        self._words_px = self._shaped(has_words=True, has_menu=True)
        self._share_out()

    def show_stream(self, stream: Stream) -> None:
        """Show what the stream's seeds, totals and notes are now."""
        self.title.show_stream(stream)
        self.statistics.show_stream(stream)
        self.sparkline.show_stream(stream)
        self.proof.show_stream(stream)
        self.missing.show_stream(stream)
        self._fit_figures()
        self.notes_button.show_notes(stream.notes)
        self.more_button.show_stream(stream)

    def apply_jobs(self, events: Sequence[JobEvent]) -> None:
        """Tell whether the stream is being proven."""
        self.proof.apply(events)
        self._fit_figures()

    def _build_layout(self) -> None:
        """From left to right, which is the way of the Tab key too."""
        ways, buttons = QHBoxLayout(), QHBoxLayout()
        for layout, spacing_px, parts in (
            (ways, 0, (self.back_button, self.forward_button)),
            (buttons, GAP_PX // 2, (*self._worded, self.more_button)),
        ):
            layout.setSpacing(spacing_px)
            for part in parts:
                layout.addWidget(part)
        for way in (self.back_button, self.forward_button):
            way.setAutoRaise(True)
        first, second, both = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for line in (first, second):
            line.setSpacing(GAP_PX)
            both.addLayout(line)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(GAP_PX // 2)
        first.addLayout(ways)
        first.addWidget(self.title, 1)
        first.addWidget(self._tabs)
        first.addLayout(buttons)
        second.addWidget(self.statistics)
        second.addWidget(self.sparkline)
        second.addWidget(self.proof)
        second.addWidget(self.missing)
        second.addStretch(1)

    def _share_out(self) -> None:
        """Give the buttons words where there is room, and the tabs what is left."""
        self.sparkline.setVisible(self.width() >= SPARKLINE_FROM_PX)
        self._fit_figures()
        tabs_px = self._tabs.sizeHint().width()
        alone = (self.back_button, self.forward_button, self.more_button)
        # Three gaps between four parts, and smaller ones between buttons.
        gaps_px = 3 * GAP_PX + len(self._worded) * GAP_PX // 2
        room_px = self.width() - gaps_px - sum(button.sizeHint().width() for button in alone)
        has_words = room_px - self._words_px - tabs_px >= TITLE_WIDTH_PX
        least_px = title.LEAST_WIDTH_PX + self._tabs.least_width_px()
        room_px -= self._shaped(has_words, has_menu=has_words or room_px - self._menu_px >= least_px)
        self._tabs.setFixedWidth(
            min(tabs_px, max(room_px - title.LEAST_WIDTH_PX, self._tabs.least_width_px()))
        )

    def _shaped(self, has_words: bool, has_menu: bool) -> int:
        """Have the buttons show words or icons alone, and an arrow into the menu; how wide they are then."""
        menu = self.export_menu if has_menu else None
        self.export_button.setMenu(menu)  # type: ignore[arg-type]  # None takes it away, which the stubs do not say
        self.export_button.setPopupMode(_WITH_ARROW if has_menu else _PLAIN)
        for button in self._worded:
            button.setToolButtonStyle(_WORDS if has_words else _ICONS)
        return sum(button.sizeHint().width() for button in self._worded)

    def _fit_figures(self) -> None:
        """Say all about the proof and about what is missing, where there is room beside the rest of the line.

        What is missing gives way first: it has the longer words.
        """
        shown = [figure for figure in (self.proof, self.missing) if not figure.isHidden()]
        room_px = self.width() - self.statistics.sizeHint().width()
        if not self.sparkline.isHidden():
            room_px -= GAP_PX + self.sparkline.width()
        room_px -= sum(GAP_PX + figure.short_px() for figure in shown)
        for figure in shown:
            room_px -= figure.long_px() - figure.short_px()
            figure.set_short(room_px < 0)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its page ever gets."""
        return QSize(LEAST_WIDTH_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out."""
        super().resizeEvent(event)
        self._share_out()


def _button(name: str) -> QToolButton:
    button = QToolButton()
    plain.set_accessible_name(button, name)
    plain.set_tooltip(button, name)
    return button
