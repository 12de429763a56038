"""The top of a stream's page: which seed pair it is, its tabs, what can be done, and how it is doing."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.stream_page import title
from liveapp.ui.stream_page.more_button import MoreButton
from liveapp.ui.stream_page.notes_button import NotesButton
from liveapp.ui.stream_page.sparkline import Sparkline
from liveapp.ui.stream_page.statistics import StatisticsLabel
from liveapp.ui.stream_page.tab_bar import PageTabBar
from liveapp.ui.widgets.icons import Icons

GAP_PX = 8
TITLE_WIDTH_PX = 160
"""So much of the title is there before the buttons get words."""

SPARKLINE_FROM_PX = 480
"""A header that is narrower leaves the sparkline's room to the statistics."""

LEAST_WIDTH_PX = 340

_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_ICONS = Qt.ToolButtonStyle.ToolButtonIconOnly


class StreamHeader(QWidget):
    """Two lines, whatever it shows and however narrow it is. Shows a `Stream` as it is handed over.

    Where there is no room the title gives way first, then the words of the buttons, then those of
    the tabs.
    """

    def __init__(
        self, tabs: PageTabBar, sparkline: Sparkline, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tabs = tabs
        self.title = title.TitleLabel()
        self.statistics = StatisticsLabel()
        self.sparkline = sparkline
        self.notes_button = NotesButton()
        self.more_button = MoreButton(icons)
        self.back_button, self.forward_button = _button("Back"), _button("Forward")
        self.export_button = _button("Export")
        self._worded = (self.export_button, self.notes_button)
        self._words_px = 0
        self._build_layout()

    def add_export_actions(self, actions: Sequence[QAction]) -> None:
        """Put these into a menu beside the button that exports. Before `set_actions`, which measures it."""
        menu = plain.new_menu("Export", self.export_button)
        menu.addActions(actions)
        self.export_button.setMenu(menu)
        self.export_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)

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
        for button in self._worded:
            button.setToolButtonStyle(_WORDS)
        self._words_px = sum(button.sizeHint().width() for button in self._worded)
        self._share_out()

    def show_stream(self, stream: Stream) -> None:
        """Show what the stream's seeds, totals and notes are now."""
        self.title.show_stream(stream)
        self.statistics.show_stream(stream)
        self.sparkline.show_stream(stream)
        self.notes_button.show_notes(stream.notes)
        self.more_button.show_stream(stream)

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
        second.addStretch(1)

    def _share_out(self) -> None:
        """Give the buttons words where there is room, and the tabs what is left."""
        self.sparkline.setVisible(self.width() >= SPARKLINE_FROM_PX)
        tabs_px = self._tabs.sizeHint().width()
        alone = (self.back_button, self.forward_button, self.more_button)
        # Three gaps between four parts, and smaller ones between buttons.
        gaps_px = 3 * GAP_PX + len(self._worded) * GAP_PX // 2
        room_px = self.width() - gaps_px - sum(button.sizeHint().width() for button in alone)
        has_words = room_px - self._words_px - tabs_px >= TITLE_WIDTH_PX
        for button in self._worded:
            button.setToolButtonStyle(_WORDS if has_words else _ICONS)
        room_px -= sum(button.sizeHint().width() for button in self._worded)
        self._tabs.setFixedWidth(
            min(tabs_px, max(room_px - title.LEAST_WIDTH_PX, self._tabs.least_width_px()))
        )

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
