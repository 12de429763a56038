"""Auto-follow: the stream that begins or plays is shown, unless the user is busy with another."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QObject, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication

from liveapp.domain.clock import now_us
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.streams.follow_rule import FollowRule

WORDS = "&Auto-follow latest"
RESUME_WORDS = "Resume &auto-follow"


class AutoFollow(QObject):
    """On or off by its action; paused by whatever the user does, until resumed or switched off.

    A pause never ends by itself: nothing flips away from what the user looks at. Triggering the action
    resumes what is paused, and else switches it on or off.
    """

    stream_requested = Signal(object)  # a stream's key
    pause_changed = Signal(bool)

    def __init__(self, parent: QObject, clock_us: Callable[[], int] = now_us) -> None:
        super().__init__(parent)
        self._rule = FollowRule(clock_us)
        self._is_paused = False
        self._was_paused = False
        self.action = plain.new_action(WORDS, self)
        self.action.setObjectName("autoFollowAction")
        self.action.setCheckable(True)
        self.action.setShortcut(QKeySequence("Ctrl+L"))
        self.action.setAutoRepeat(False)
        plain.set_tooltip(self.action, "Show the stream that begins or plays (Ctrl+L)")
        self.action.toggled.connect(self._note_toggled)
        self.action.triggered.connect(self._resume_instead)

    @property
    def is_paused(self) -> bool:
        """Whether it is on, but lets the user look in peace."""
        return self._is_paused

    def note_user_acted(self) -> None:
        """The user did something that the page must not flip away from."""
        self._set_paused(self.action.isChecked())

    def note_following(self, is_following: bool) -> None:
        """The table of bets follows its newest row from now on, or was told to hold still."""
        if not is_following:
            self.note_user_acted()

    def resume(self) -> None:
        """Go on following."""
        self._set_paused(False)

    def yield_to_touch(self, view: QAbstractItemView) -> None:
        """Pause when the user scrolls a view or presses a row of it."""
        view.pressed.connect(self.note_user_acted)
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            bar.actionTriggered.connect(self.note_user_acted)

    def yield_to_choice(self, view: QAbstractItemView) -> None:
        """Pause when a row of a view is chosen, by whatever way."""
        # Not what is current: a view that gets the focus makes its first row that, and nobody chose it.
        view.selectionModel().selectionChanged.connect(self._note_selection)

    def note_played(self, played: Sequence[Stream], new_keys: Sequence[int], shown: Stream | None) -> None:
        """Streams received bets or heartbeats, the latest last; those of `new_keys` have just begun."""
        wanted = self._rule.wanted(played, new_keys, shown)
        if wanted is None or self._is_paused or not self.action.isChecked():
            return
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            self.note_user_acted()
        else:
            self.stream_requested.emit(wanted)

    def forget(self, key: int) -> None:
        """A stream was deleted."""
        self._rule.forget(key)

    def _note_selection(self, selected: QItemSelection) -> None:
        if not selected.isEmpty():
            self.note_user_acted()

    def _note_toggled(self) -> None:
        self._was_paused = self._is_paused
        self._set_paused(False)

    def _resume_instead(self, is_checked: bool) -> None:
        if not is_checked and self._was_paused:
            self.action.setChecked(True)

    def _set_paused(self, is_paused: bool) -> None:
        if is_paused != self._is_paused:
            self._is_paused = is_paused
            plain.set_text(self.action, RESUME_WORDS if is_paused else WORDS)
            self.pause_changed.emit(is_paused)
