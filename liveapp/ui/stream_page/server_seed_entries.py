"""A stream's server seed in a menu, once it is revealed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from liveapp.domain.errors import LiveappError, StreamNotFound
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.questions import Question, Questions
from liveapp.ui.theme import fixed_width_font
from liveapp.ui.widgets.formatting import short_text

SHOW = "Show server seed"
SHOW_HINT = "Show the revealed server seed here, until the menu is closed"
HIDE, HIDE_HINT = "Hide server seed", "Hide the server seed again"
ROW_LENGTH = 32
MOST_ROWS = 3
"""An open menu may stand at the screen's edge, and get no wider. What is longer is whole in the tooltips."""

_CHOOSING = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonRelease)
_PRESSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ServerSeedEntries(QObject):
    """One entry shows the seed below itself, in rows, and hides it again; each row and a last entry copy it.

    Hidden whenever the menu opens. It is read when it is asked for, and not kept longer than it is shown.
    """

    copied = Signal(str)

    def __init__(self, menu: QMenu, reader: BetReader, questions: Questions) -> None:
        super().__init__(menu)
        self._menu = menu
        self._reader = reader
        self._questions = questions
        self._stream: Stream | None = None
        self._question: Question | None = None
        self._show_action = plain.add_action(menu, SHOW)
        self._rows = [self._row() for _ in range(MOST_ROWS)]
        self.copy_action = plain.add_action(menu, "Copy ser&ver seed")
        self._hide()
        self._show_action.triggered.connect(self._toggle)
        self.copy_action.triggered.connect(lambda: self._ask(self._copy))
        menu.aboutToShow.connect(self._hide)
        menu.aboutToHide.connect(self._hide)
        menu.installEventFilter(self)
        for action in (self._show_action, self.copy_action):
            action.setVisible(False)

    def show_stream(self, stream: Stream) -> None:
        """Be about this stream, as it is now."""
        is_other = self._stream is None or stream.key != self._stream.key
        self._stream = stream
        if is_other:
            self._hide()
        for action in (self._show_action, self.copy_action):
            action.setVisible(stream.proof.is_revealed)

    def _toggle(self) -> None:
        if self._show_action.text() == SHOW and self._question is None:
            self._question = self._ask(self._reveal)
        else:
            self._hide()

    def _ask(self, deliver: Callable[[str | None], None]) -> Question | None:
        if self._stream is None:
            return None
        reader, stream_id = self._reader, self._stream.id
        return self._questions.ask(
            self, lambda _question: reader.server_seed(stream_id), deliver, self._tell_fault
        )

    def _reveal(self, seed: str | None) -> None:
        self._question = None
        if seed is None:
            return
        self._name_toggle(HIDE, HIDE_HINT)
        shown = short_text(seed, MOST_ROWS * ROW_LENGTH)
        for number, row in enumerate(self._rows):
            part = shown[number * ROW_LENGTH :][:ROW_LENGTH]
            plain.set_text(row, plain.outside_words(part))
            plain.set_tooltip(row, seed)
            row.setVisible(bool(part))

    def _copy(self, seed: str | None) -> None:
        if seed is not None:
            plain.copy_text(seed)
            self.copied.emit("Server seed copied")

    def _hide(self) -> None:
        if self._question is not None:
            self._question.cancel()
            self._question = None
        self._name_toggle(SHOW, SHOW_HINT)
        for row in self._rows:
            row.setVisible(False)
            plain.set_text(row, "")
            plain.set_tooltip(row, "")

    def _name_toggle(self, words: str, hint: str) -> None:
        plain.set_text(self._show_action, words)
        plain.set_tooltip(self._show_action, hint)

    def _row(self) -> QAction:
        row = plain.add_action(self._menu, "")
        row.setFont(fixed_width_font())
        row.triggered.connect(lambda: self._ask(self._copy))
        return row

    def _tell_fault(self, error: LiveappError) -> None:
        if not isinstance(error, StreamNotFound):  # deleted meanwhile, and not shown any more
            self._questions.fault_met.emit(error)

    def _is_press(self, event: QEvent) -> bool:
        """Whether a key or the mouse is about to choose the entry that shows the seed."""
        if isinstance(event, QMouseEvent):
            return self._menu.actionAt(event.position().toPoint()) is self._show_action
        is_key = isinstance(event, QKeyEvent) and event.key() in _PRESSING_KEYS
        return is_key and self._menu.activeAction() is self._show_action

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the menu open while the seed is shown in it and hidden again."""
        if event.type() in _CHOOSING and self._is_press(event):
            self._show_action.trigger()
            return True
        return super().eventFilter(watched, event)
