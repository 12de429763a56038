"""The top of a stream's page: which seed pair it is, its tabs, what can be done, and how it is doing."""

from collections.abc import Sequence
from itertools import pairwise

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
        self._ways: list[QToolButton] = []
        self._worded: list[QToolButton] = [self.notes_button]
        self._words_px = 0
        self._ways_line = QHBoxLayout()
        self._buttons_line = QHBoxLayout()
        self._build_layout()

    def add_ways(self, actions: Sequence[QAction]) -> None:
        """Give buttons to the ways back and forward through the streams."""
        for action in actions:
            button = _button_for(action)
            button.setAutoRaise(True)
            self._ways_line.addWidget(button)
            self._ways.append(button)
        self._take_buttons()

    def add_actions(self, actions: Sequence[QAction]) -> None:
        """Give buttons, before those of the notes and of more, to what can be done with a stream."""
        for action in actions:
            button = _button_for(action)
            self._buttons_line.insertWidget(len(self._worded) - 1, button)
            self._worded.insert(-1, button)
        self._take_buttons()

    def set_notes_action(self, action: QAction) -> None:
        """Have the button of the notes do this."""
        self.notes_button.set_action(action)
        self._take_buttons()

    def show_stream(self, stream: Stream) -> None:
        """Show what the stream's seeds, totals and notes are now."""
        self.title.show_stream(stream)
        self.statistics.show_stream(stream)
        self.sparkline.show_stream(stream)
        self.notes_button.show_notes(stream.notes)
        self.more_button.show_stream(stream)

    def _build_layout(self) -> None:
        self._ways_line.setSpacing(0)
        self._buttons_line.setSpacing(GAP_PX // 2)
        self._buttons_line.addWidget(self.notes_button)
        self._buttons_line.addWidget(self.more_button)
        first, second, both = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for line in (first, second):
            line.setSpacing(GAP_PX)
            both.addLayout(line)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(GAP_PX // 2)
        first.addLayout(self._ways_line)
        first.addWidget(self.title, 1)
        first.addWidget(self._tabs)
        first.addLayout(self._buttons_line)
        second.addWidget(self.statistics)
        second.addWidget(self.sparkline)
        second.addStretch(1)

    def _take_buttons(self) -> None:
        """Measure buttons that are new, and have the Tab key reach them where they stand."""
        for button in self._worded:
            button.setToolButtonStyle(_WORDS)
        self._words_px = sum(button.sizeHint().width() for button in self._worded)
        chain = [self, *self._ways, self._tabs, *self._worded, self.more_button]
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)
        self._share_out()

    def _share_out(self) -> None:
        """Give the buttons words where there is room, and the tabs what is left."""
        self.sparkline.setVisible(self.width() >= SPARKLINE_FROM_PX)
        tabs_px = self._tabs.sizeHint().width()
        # Three gaps between four parts, and smaller ones between buttons.
        taken_px = 3 * GAP_PX + len(self._worded) * GAP_PX // 2
        taken_px += self._ways_line.sizeHint().width() + self.more_button.sizeHint().width()
        room_px = self.width() - taken_px
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


def _button_for(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    plain.set_accessible_name(button, plain.without_mnemonic(action.text()))
    return button
