"""The note of a bookmark, beside the other values of its bet."""

import re
from collections import OrderedDict

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from liveapp.domain.bookmarks import BOOKMARK_NOTE_MAX_LENGTH
from liveapp.domain.streams import storable
from liveapp.ui import plain
from liveapp.ui.widgets.keys import ENTER_KEYS
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

LINES = 3
KEPT_DRAFTS = 100
"""So many notes that were begun and not saved are kept while other rows are looked at."""

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\ufdd0\ufdd1]")


class NoteField(QWidget):
    """Edits the note of one bet's bookmark. `save_requested` asks the owner to save `note()`.

    What is written and not saved stays with its bet while others are shown. Where the stored note changes
    meanwhile it is shown beside, and only who has seen it saves over it.
    """

    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bet_id: int | None = None
        self._stored = ""
        self._base = ""
        self._drafts: OrderedDict[int, tuple[str, str]] = OrderedDict()
        self.edit = _NoteEdit()
        self.edit.textChanged.connect(self._judge)
        self.edit.save_requested.connect(self._save)
        self._counter = ToneLabel(Tone.MUTED)
        self._conflict = plain.PlainLabel()
        self._conflict.setWordWrap(True)
        self._conflict.setMinimumWidth(1)  # a long word is no reason to be wider than the pane
        self.save_button = _button("Save", "Save the note (Ctrl+Enter)")
        self.save_button.clicked.connect(self._save)
        self.take_button = _button("Use the stored one", "Put the note as it is stored into the field")
        self.take_button.clicked.connect(self._take_stored)
        self._lay_out()
        self._judge()

    @property
    def is_changed(self) -> bool:
        """Whether something is written that is not stored."""
        return self.note() != self._stored

    @property
    def conflict_words(self) -> str:
        """What is told of a note that was changed meanwhile; nothing where none was."""
        return self._conflict.text() if self._conflict.isVisibleTo(self) else ""

    def note(self) -> str:
        """The note as written, blanks at the ends left out."""
        return _as_typed(storable(self.edit.toPlainText()))

    def show_note(self, bet_id: int | None, stored: str | None) -> None:
        """Be about this bet, whose stored note is now as given."""
        stored = _as_typed(stored or "")
        if bet_id != self._bet_id:
            self._keep_draft()
            self._bet_id, self._stored = bet_id, stored
            draft, self._base = self._drafts.pop(bet_id, (stored, stored)) if bet_id else ("", "")
            plain.set_lines(self.edit, draft)
        elif stored != self._stored:
            was_changed = self.is_changed
            self._stored = stored
            if not was_changed or self.note() == stored:
                self._take_stored()
        self._judge()

    def tab_stops(self) -> list[QWidget]:
        """What Tab goes through."""
        return [self.edit, self.take_button, self.save_button]

    def _keep_draft(self) -> None:
        if self._bet_id is not None and self.is_changed:
            self._drafts[self._bet_id] = (self.edit.toPlainText(), self._base)
            while len(self._drafts) > KEPT_DRAFTS:
                self._drafts.popitem(last=False)

    def _take_stored(self) -> None:
        self._base = self._stored
        if self.is_changed:
            plain.set_lines(self.edit, self._stored)
        self._judge()

    def _save(self) -> None:
        if self.save_button.isEnabled():
            # What was shown beside it has been seen.
            self._base = self._stored
            self._judge()
            self.save_requested.emit()

    def _judge(self) -> None:
        """Say how long the note is, and what is stored where that is another one than the user began with."""
        length = len(self.note())
        over = length - BOOKMARK_NOTE_MAX_LENGTH
        words = f"{length:,} of {BOOKMARK_NOTE_MAX_LENGTH:,} characters"
        if over > 0:
            words = f"{words} · {over:,} too many"
        elif self.is_changed:
            words = f"{words} · not saved"
        plain.set_text(self._counter, words)
        self._counter.set_tone(Tone.ERROR if over > 0 else Tone.MUTED)
        self.save_button.setEnabled(self.is_changed and over <= 0)
        is_conflict = self.is_changed and self._base != self._stored
        now = f"Now it is “{self._stored}”. Save replaces that" if self._stored else "Now there is none"
        plain.set_text(self._conflict, f"The note was changed meanwhile. {now}.")
        self._conflict.setVisible(is_conflict)
        self.take_button.setVisible(is_conflict)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._counter, 1)
        row.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.edit)
        layout.addWidget(self._conflict)
        layout.addWidget(self.take_button)
        layout.addLayout(row)


class _NoteEdit(QPlainTextEdit):
    save_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bookmarkNote")
        self.setTabChangesFocus(True)
        plain.set_accessible_name(self, "Note of the bookmark")
        plain.set_tooltip(self, "What is worth remembering about this bet; Ctrl+Enter saves and bookmarks it")
        plain.set_placeholder(self, "Note")

    def sizeHint(self) -> QSize:
        """A few lines."""
        frame_px = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        return QSize(120, LINES * self.fontMetrics().lineSpacing() + frame_px)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+Enter before it opens the notes of the stream."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_save(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves."""
        if _is_save(event):
            self.save_requested.emit()
        else:
            super().keyPressEvent(event)


def _as_typed(text: str) -> str:
    """A text as an editor gives it back, blanks at the ends left out."""
    return _LINE_ENDS.sub("\n", text).replace("\xa0", " ").strip()


def _is_save(event: QKeyEvent) -> bool:
    return event.key() in ENTER_KEYS and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _button(words: str, hint: str) -> QToolButton:
    button = QToolButton()
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    plain.set_text(button, words)
    plain.set_accessible_name(button, words)
    plain.set_tooltip(button, hint)
    return button
