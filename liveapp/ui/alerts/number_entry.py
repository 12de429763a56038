"""One number of a rule in the form, with its unit, and what is wrong with it below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from liveapp.ui import plain
from liveapp.ui.alerts.kinds import NumberField
from liveapp.ui.widgets.tone_label import Tone, ToneLabel
from liveapp.ui.widgets.typed_values import NotUnderstood

WIDTH_PX = 120
LONGEST_NUMBER = 40


class NumberEntry(QWidget):
    """Reads what is typed as its field does. `changed` with each letter, `resized` when its height did."""

    changed = Signal()
    resized = Signal()

    def __init__(self, field: NumberField, number: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.edit = QLineEdit()
        self.edit.setMaxLength(LONGEST_NUMBER)
        self.edit.setFixedWidth(WIDTH_PX)
        plain.set_accessible_name(self.edit, plain.without_mnemonic(field.label))
        plain.set_tooltip(self.edit, field.hint)
        self._problem = ToneLabel(Tone.ERROR)
        self._problem.hide()
        self.setFocusProxy(self.edit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.edit)
        row.addWidget(plain.PlainLabel(field.unit), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._problem)
        plain.set_text(self.edit, field.text(number))
        self._value: float | None = number
        self.edit.textChanged.connect(self._judge)

    @property
    def value(self) -> float | None:
        """The number; None while what is typed is none that makes sense."""
        return self._value

    @property
    def problem(self) -> str:
        """What is wrong with what is typed; empty where nothing is."""
        return "" if self._problem.isHidden() else self._problem.text()

    def _judge(self, text: str) -> None:
        problem = ""
        try:
            self._value = self.field.value(text)
        except NotUnderstood as error:
            self._value, problem = None, str(error)
        is_other_height = bool(problem) == self._problem.isHidden()
        plain.set_text(self._problem, problem)
        self._problem.setVisible(bool(problem))
        plain.set_accessible_description(self.edit, problem)
        if is_other_height:
            self.resized.emit()
        self.changed.emit()
