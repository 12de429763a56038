"""What else there is about a stream and to be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStyleOptionToolButton, QToolButton, QWidget

from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui import plain, theme
from liveapp.ui.questions import Questions
from liveapp.ui.stream_page.server_seed_entries import ServerSeedEntries
from liveapp.ui.widgets.formatting import local_time_text, short_text, utc_time_text
from liveapp.ui.widgets.icons import Icons

NOTES_LENGTH = 60


class MoreButton(QToolButton):
    """Opens a menu that copies the seeds whole, shows a revealed server seed when asked to, tells when the
    stream was seen and its notes, and does what the window added. `copied` is emitted with what was copied.
    """

    copied = Signal(str)

    def __init__(
        self, icons: Icons, reader: BetReader, questions: Questions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self._menu = plain.new_menu("More", self)
        self._hash = self._copying("Copy server seed &hash", "Server seed hash")
        self._client_seed = self._copying("Copy &client seed", "Client seed")
        self._both = self._copying("Copy &both", "Server seed hash and client seed")
        self.server_seed = ServerSeedEntries(self._menu, reader, questions)
        self.server_seed.copied.connect(self.copied)
        self._menu.addSeparator()
        self._first_seen = plain.add_action(self._menu, "")
        self._last_seen = plain.add_action(self._menu, "")
        self._notes = plain.add_action(self._menu, "")
        for told in (self._first_seen, self._last_seen, self._notes):
            told.setEnabled(False)
        self._menu.addSeparator()
        plain.set_accessible_name(self, "More")
        plain.set_tooltip(self, "Copy the seeds, and what else can be done with this stream")
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._take_colors()

    def add_actions(self, actions: Sequence[QAction]) -> None:
        """Offer these at the end of the menu."""
        for action in actions:
            self._menu.addAction(action)

    def show_stream(self, stream: Stream) -> None:
        """Be about this stream, as it is now."""
        self.server_seed.show_stream(stream)
        seeds = stream.seeds
        for action, text in (
            (self._hash, seeds.server_seed_hashed),
            (self._client_seed, seeds.client_seed),
            (self._both, f"{seeds.server_seed_hashed}\t{seeds.client_seed}"),
        ):
            if action.data() != text:
                action.setData(text)
                plain.set_tooltip(action, text)
        for action, name, time_us in (
            (self._first_seen, "First seen", stream.created_us),
            (self._last_seen, "Last seen", stream.last_seen_us),
        ):
            plain.set_text(action, f"{name} {local_time_text(time_us)}")
            plain.set_tooltip(action, utc_time_text(time_us))
        notes = stream.notes or ""
        self._notes.setVisible(bool(notes))
        plain.set_text(self._notes, plain.outside_words(short_text(f"Notes: {notes}", NOTES_LENGTH)))
        plain.set_tooltip(self._notes, notes)

    def _copying(self, words: str, name: str) -> QAction:
        action = plain.add_action(self._menu, words)
        action.triggered.connect(lambda: self._copy(action, name))
        return action

    def _copy(self, action: QAction, name: str) -> None:
        plain.copy_text(action.data())
        self.copied.emit(f"{name} copied")

    def _take_colors(self) -> None:
        self.setIcon(self._icons.themed("more", self.palette()))
        for action in (self._hash, self._client_seed, self._both, self.server_seed.copy_action):
            action.setIcon(self._icons.themed("copy", self.palette()))

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """Without the small arrow that Qt puts beside the dots."""
        super().initStyleOption(option)
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.HasMenu

    def changeEvent(self, event: QEvent) -> None:
        """Take the icon in the colour of a new theme."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._take_colors()
