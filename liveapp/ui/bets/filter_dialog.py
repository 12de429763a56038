"""Typing a filter: its fields, and what is wrong with them."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from liveapp.domain.queries import BetFilter
from liveapp.ui import plain
from liveapp.ui.bets.filter_kinds import FilterKind
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.tone_label import Tone, ToneLabel
from liveapp.ui.widgets.typed_values import NotUnderstood

FIELD_WIDTH_PX = 220
MAX_LENGTH = 40


class FilterDialog(QDialog):
    """Enter takes what stands in the fields; all of them empty end the filter.

    What is typed is put into the filter that holds then, which `current` tells.
    """

    filter_chosen = Signal(object)  # BetFilter

    def __init__(self, kind: FilterKind, current: Callable[[], BetFilter], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("filterDialog")
        plain.set_window_title(self, f"Filter by {kind.name.lower()}")
        self._kind = kind
        self._current = current
        self._hint = ToneLabel(Tone.MUTED, kind.hint)
        self._problem = ToneLabel(Tone.ERROR)
        self._problem.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._take_button = self._buttons.addButton("&Filter", QDialogButtonBox.ButtonRole.AcceptRole)
        plain.set_tooltip(self._take_button, "Show only these bets (Enter)")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        form = QFormLayout()
        self.fields: list[QLineEdit] = []
        for field in kind.fields(current()) if kind.fields else ():
            edit = QLineEdit()
            edit.setMinimumWidth(FIELD_WIDTH_PX)
            edit.setMaxLength(MAX_LENGTH)
            plain.set_text(edit, field.text)
            plain.set_accessible_name(edit, f"{kind.name}: {plain.without_mnemonic(field.words).lower()}")
            plain.set_tooltip(edit, kind.hint)
            plain.add_row(form, field.words, edit)
            self.fields.append(edit)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self._hint)
        layout.addWidget(self._problem)
        layout.addWidget(self._buttons)
        # Only now: a button that is in no dialog yet cannot become the one that Enter presses.
        self._take_button.setDefault(True)
        self.fields[0].selectAll()

    def accept(self) -> None:
        """Tell the filter; one that cannot be understood is told in words, and the dialog stays."""
        if self._kind.take is None:
            return
        try:
            chosen = self._kind.take(self._current(), [edit.text() for edit in self.fields])
        except NotUnderstood as problem:
            plain.set_text(self._problem, str(problem))
            self._problem.show()
            self.adjustSize()
            announce(self, str(problem))
            return
        super().accept()
        self.filter_chosen.emit(chosen)
