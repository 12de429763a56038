"""Writing the notes of a stream."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.streams import NOTES_MAX_LENGTH, Stream
from liveapp.ui import plain
from liveapp.ui.widgets.tone_label import Tone, ToneLabel


class NotesDialog(QDialog):
    """Edits the notes that it was opened on; `revision` says on which of their states it builds.

    `save_requested` asks the owner to save `notes()`; the owner then calls `close_saved`,
    `show_changed_meanwhile` or `show_fault`. Notes that others changed are shown, never overwritten
    before they were seen.
    """

    save_requested = Signal()

    def __init__(self, stream: Stream, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notesDialog")
        plain.set_window_title(self, f"Notes on {stream.short_hash}")
        self.resize(480, 320)
        self.stream_key = stream.key
        self.stream_id = stream.id
        self.revision = stream.notes_revision
        self._theirs = stream.notes or ""
        self._edit = self._notes_edit()
        self._counter = ToneLabel(Tone.MUTED)
        self._fault = ToneLabel(Tone.ERROR)
        self._fault.hide()
        self._conflict, self._their_notes = self._conflict_box()
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        plain.set_tooltip(self._buttons.button(QDialogButtonBox.StandardButton.Save), "Save (Ctrl+Enter)")
        self._buttons.accepted.connect(self._request_save)
        self._buttons.rejected.connect(self.reject)
        self._lay_out(stream)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._request_save)
        plain.set_lines(self._edit, self._theirs)
        self._edit.textChanged.connect(self._count)
        self._count()

    def notes(self) -> str:
        """The notes as written, blanks at the ends left out."""
        return self._edit.toPlainText().strip()

    def close_saved(self) -> None:
        """Close: the notes are on disk."""
        self.accept()

    def show_changed_meanwhile(self, stream: Stream) -> None:
        """Show what the notes say now; saving after that replaces them knowingly."""
        if stream.notes_revision == self.revision:
            return
        self.revision = stream.notes_revision
        self._theirs = stream.notes or ""
        plain.set_lines(self._their_notes, self._theirs or "(no notes)")
        if self._conflict.isHidden():
            self._conflict.show()
            self.resize(self.width(), self.height() + self._conflict.sizeHint().height())
        self._set_waiting(False)

    def show_fault(self, text: str) -> None:
        """Say why the notes could not be saved; nothing that was written is lost."""
        plain.set_text(self._fault, text)
        self._fault.show()
        self._set_waiting(False)

    def _request_save(self) -> None:
        if self._save_button().isEnabled():
            self._set_waiting(True)
            self.save_requested.emit()

    def _take_theirs(self) -> None:
        plain.set_lines(self._edit, self._theirs)
        self._conflict.hide()

    def _set_waiting(self, is_waiting: bool) -> None:
        self._edit.setReadOnly(is_waiting)
        self._save_button().setEnabled(not is_waiting and len(self.notes()) <= NOTES_MAX_LENGTH)

    def _count(self) -> None:
        length = len(self.notes())
        over = length - NOTES_MAX_LENGTH
        text = f"{length:,} of {NOTES_MAX_LENGTH:,} characters"
        plain.set_text(self._counter, f"{text} · {over:,} too many" if over > 0 else text)
        self._counter.set_tone(Tone.ERROR if over > 0 else Tone.MUTED)
        self._save_button().setEnabled(over <= 0)

    def _save_button(self) -> QPushButton:
        return self._buttons.button(QDialogButtonBox.StandardButton.Save)

    def _notes_edit(self) -> QPlainTextEdit:
        edit = QPlainTextEdit()
        plain.set_accessible_name(edit, "Notes")
        plain.set_tooltip(edit, "Notes on this stream; Ctrl+Enter saves")
        plain.set_placeholder(edit, "What is worth remembering about this seed pair")
        edit.setTabChangesFocus(True)
        return edit

    def _conflict_box(self) -> tuple[QFrame, QPlainTextEdit]:
        box = QFrame()
        plain.set_accessible_name(box, "Notes changed meanwhile")
        told = plain.PlainLabel(
            "The notes were changed meanwhile, outside this dialog. They now say what is shown below. "
            "Save replaces that with your text above."
        )
        told.setWordWrap(True)
        theirs = QPlainTextEdit()
        theirs.setReadOnly(True)
        theirs.setTabChangesFocus(True)
        plain.set_accessible_name(theirs, "Notes as they are now")
        plain.set_tooltip(theirs, "Notes as they are now")
        theirs.setMaximumHeight(96)
        take = QPushButton("Use these instead")
        plain.set_accessible_name(take, "Use these instead")
        plain.set_tooltip(take, "Put the notes as they are now into the editor")
        take.clicked.connect(self._take_theirs)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(told)
        layout.addWidget(theirs)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(take)
        layout.addLayout(row)
        box.hide()
        return box, theirs

    def _lay_out(self, stream: Stream) -> None:
        heading = plain.PlainLabel()
        plain.set_text(heading, f"{stream.short_hash} · {stream.seeds.client_seed[:60]}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addWidget(self._edit, 1)
        layout.addWidget(self._counter)
        layout.addWidget(self._conflict)
        layout.addWidget(self._fault)
        layout.addWidget(self._buttons)
