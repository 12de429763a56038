"""Typing a filter: its fields, and what is wrong with them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from liveapp.domain.queries import BetFilter
from liveapp.ui import plain
from liveapp.ui.bets.filter_kinds import FilterKind
from liveapp.ui.bets.typed_values import NotUnderstood
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

FIELD_WIDTH_PX = 220
MAX_LENGTH = 40


class FilterDialog(QDialog):
    """Enter takes what stands in the fields; all of them empty end the filter."""

    filter_chosen = Signal(object)  # BetFilter

    def __init__(self, kind: FilterKind, bet_filter: BetFilter, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("filterDialog")
        plain.set_window_title(self, f"Filter by {kind.name.lower()}")
        self._kind = kind
        self._filter = bet_filter
        self._hint = ToneLabel(Tone.MUTED, kind.hint)
        self._problem = ToneLabel(Tone.ERROR)
        self._problem.hide()
        form = QFormLayout()
        self.fields: list[QLineEdit] = []
        for field in kind.fields(bet_filter) if kind.fields else ():
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
        layout.addWidget(self._build_buttons())
        self.fields[0].selectAll()

    def accept(self) -> None:
        """Tell the filter; one that cannot be understood is told in words, and the dialog stays."""
        if self._kind.take is None:
            return
        try:
            chosen = self._kind.take(self._filter, [edit.text() for edit in self.fields])
        except NotUnderstood as problem:
            plain.set_text(self._problem, str(problem))
            self._problem.show()
            announce(self, str(problem))
            return
        super().accept()
        self.filter_chosen.emit(chosen)

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        take = buttons.addButton("&Filter", QDialogButtonBox.ButtonRole.AcceptRole)
        take.setDefault(True)
        plain.set_tooltip(take, "Show only these bets (Enter)")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
