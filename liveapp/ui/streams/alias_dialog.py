"""Naming a stream."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from liveapp.domain.streams import ALIAS_MAX_LENGTH, Stream
from liveapp.ui import plain
from liveapp.ui.widgets.formatting import short_text
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

WIDTH_PX = 360


class AliasDialog(QDialog):
    """Edits the alias that is shown instead of a stream's hash; blank takes it away.

    `save_requested` asks the owner to save `alias()`; the owner then accepts it or calls `show_fault`.
    """

    save_requested = Signal()

    def __init__(self, stream: Stream, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aliasDialog")
        plain.set_window_title(self, f"Alias of {stream.short_hash}")
        self.setMinimumWidth(WIDTH_PX)
        self.stream_key = stream.key
        self.stream_id = stream.id
        self._edit = QLineEdit()
        plain.set_text(self._edit, stream.alias or "")
        plain.set_placeholder(self._edit, "A name of your own")
        plain.set_accessible_name(self._edit, "Alias")
        plain.set_tooltip(self._edit, f"Shown instead of the hash; at most {ALIAS_MAX_LENGTH} characters")
        self._edit.selectAll()
        self._edit.textChanged.connect(self._count)
        self._fault = ToneLabel(Tone.ERROR)
        self._fault.hide()
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        plain.set_tooltip(self._save_button(), "Save (Enter)")
        self._buttons.accepted.connect(self._request_save)
        self._buttons.rejected.connect(self.reject)
        heading = plain.PlainLabel(f"{stream.short_hash} · {short_text(stream.seeds.client_seed, 40)}")
        hint = ToneLabel(Tone.MUTED)
        plain.set_text(hint, "Shown instead of the hash. Leave it empty to show the hash again.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for part in (heading, self._edit, hint, self._fault, self._buttons):
            layout.addWidget(part)

    def alias(self) -> str:
        """The alias as written, blanks at the ends left out."""
        return self._edit.text().strip()

    def show_fault(self, text: str) -> None:
        """Say why the alias could not be saved; what was written stays."""
        plain.set_text(self._fault, text)
        self._fault.show()
        self._edit.setReadOnly(False)
        self._save_button().setEnabled(True)

    def _request_save(self) -> None:
        self._edit.setReadOnly(True)
        self._save_button().setEnabled(False)
        self.save_requested.emit()

    def _count(self) -> None:
        over = len(self.alias()) - ALIAS_MAX_LENGTH
        plain.set_text(self._fault, f"{over:,} characters too many" if over > 0 else "")
        self._fault.setVisible(over > 0)
        self._save_button().setEnabled(over <= 0)

    def _save_button(self) -> QPushButton:
        return self._buttons.button(QDialogButtonBox.StandardButton.Save)
