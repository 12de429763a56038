"""What the window remembers of itself: its place, its parts' states, and the stream that it showed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from liveapp.domain.streams import Stream
from liveapp.ui.questions import Questions
from liveapp.ui.window_place import first_place, place_on_screens
from liveapp.ui.window_state import StateSaver, WindowState

MOST_KEY_DIGITS = 20
"""A stream's key has fewer."""

PLACE_EVENTS = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange)


class WindowMemory(QObject):
    """Brings the window to where it was, then keeps what changes.

    Each of `parts`, by the name that its state is kept under, has `save_state`, `restore_state` and
    the signal `state_changed`. `panel` chooses the stream, `body` has the splitter.
    """

    def __init__(
        self,
        window: QMainWindow,
        state: WindowState,
        questions: Questions,
        parts: dict[str, Any],
        panel: Any,
        body: Any,
        shown_stream: Callable[[], Stream | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._parts = parts
        self._panel = panel
        self._body = body
        self._shown_stream = shown_stream
        self._restore()
        self._saver = StateSaver(state, self._collect, questions, self)
        for part in (*parts.values(), body):
            part.state_changed.connect(self.note_change)
        window.installEventFilter(self)

    def note_change(self, *_: object) -> None:
        """Something is other than before: it is kept within a second."""
        self._saver.note_change()

    def save_now(self) -> None:
        """Keep what is so now, before this returns."""
        self._saver.save_now()

    def _restore(self) -> None:
        self._restore_place()
        self._body.restore_state(self._state.qt_state("splitter"))
        for name, part in self._parts.items():
            part.restore_state(self._state.texts(name))
        self._panel.auto_follow_action.setChecked(self._state.flag("auto_follow", default=False))
        last_key = self._state.text("stream")
        if last_key.isdecimal() and len(last_key) < MOST_KEY_DIGITS:
            self._panel.show_stream(int(last_key))

    def _restore_place(self) -> None:
        window = self._window
        window.setGeometry(first_place(window.screen().availableGeometry()))
        window.restoreGeometry(self._state.qt_state("geometry"))
        if not window.isMaximized() and not window.isFullScreen():
            screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
            window.setGeometry(place_on_screens(window.geometry(), screens))

    def _collect(self) -> None:
        self._state.keep_qt_state("geometry", self._window.saveGeometry())
        self._state.keep_qt_state("splitter", self._body.save_state())
        for name, part in self._parts.items():
            self._state.keep_texts(name, part.save_state())
        self._state.keep_flag("auto_follow", self._panel.auto_follow_action.isChecked())
        if self._panel.is_loaded:  # before that, the stream of the last time is still to be shown
            stream = self._shown_stream()
            self._state.keep_text("stream", "" if stream is None else str(stream.key))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep where the window is."""
        if watched is self._window and event.type() in PLACE_EVENTS:
            self.note_change()
        return super().eventFilter(watched, event)
