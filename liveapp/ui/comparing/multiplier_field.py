"""Where the multiplier is chosen whose hits are compared: typed, or taken from the tables' steps."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from liveapp.domain.outcome_classes import STEP_TOLERANCE
from liveapp.domain.pump import HIGHEST_MULTIPLIER, MULTIPLIERS
from liveapp.ui import plain
from liveapp.ui.widgets.formatting import multiplier_text
from liveapp.ui.widgets.tone_label import Tone, ToneLabel
from liveapp.ui.widgets.typed_values import NotUnderstood, typed_number

FIRST = 10.0
"""Every difficulty reaches it, and none does all the time."""

FIELD_WIDTH_IN_CHARACTERS = 14
EVERY_ROUND = "Every round reaches 1.00×: choose more."


class MultiplierField(QWidget):
    """`chosen` carries a multiplier over 1 that some difficulty can reach."""

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._difficulties: tuple[str, ...] = tuple(MULTIPLIERS)
        self.field = QLineEdit()
        self.field.setObjectName("comparedMultiplierField")
        plain.set_text(self.field, multiplier_text(FIRST))
        plain.set_accessible_name(self.field, "Multiplier whose hits are compared")
        plain.set_tooltip(
            self.field, "Count the hits of this multiplier (Enter). 1.5 and 1,5 are one and a half."
        )
        self.field.setMaximumWidth(self.fontMetrics().averageCharWidth() * FIELD_WIDTH_IN_CHARACTERS)
        label = plain.PlainLabel("&Hits of")
        label.setBuddy(self.field)
        self.steps = plain.new_menu("Steps of the tables", self)
        self.steps_button = QToolButton()
        plain.set_text(self.steps_button, "From the table ▾")
        self.steps_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.steps_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plain.set_accessible_name(self.steps_button, "From the table")
        plain.set_tooltip(self.steps_button, "Choose from the steps that a round can reach")
        self.problem = ToneLabel(Tone.ERROR)
        self.problem.hide()
        row = QHBoxLayout()
        row.setSpacing(6)
        for part in (label, self.field, self.steps_button):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.problem)
        self.field.returnPressed.connect(self._take_typed)
        self.field.textEdited.connect(lambda _: self._say(""))
        # Not as the button's own menu, whose arrow the style draws over the words.
        self.steps_button.clicked.connect(self._open_steps)

    def show_difficulties(self, difficulties: Sequence[str]) -> None:
        """Offer the steps of these; of all where none is known."""
        self._difficulties = tuple(difficulties) or tuple(MULTIPLIERS)

    def fill_steps(self) -> QMenu:
        """The menu of steps, one of its own for each difficulty where they are several."""
        self.steps.clear()
        is_one = len(self._difficulties) == 1
        for difficulty in self._difficulties:
            menu = self.steps if is_one else plain.add_menu(self.steps, difficulty)
            for multiplier in MULTIPLIERS[difficulty][1:]:
                action = plain.add_action(menu, multiplier_text(multiplier))
                action.triggered.connect(partial(self._choose, multiplier))
        return self.steps

    def _open_steps(self) -> None:
        self.fill_steps().popup(self.steps_button.mapToGlobal(self.steps_button.rect().bottomLeft()))

    def _take_typed(self) -> None:
        try:
            multiplier = typed_number(self.field.text())
        except NotUnderstood as problem:
            self._say(str(problem))
            return
        if multiplier is None:
            return
        if multiplier <= 1 + STEP_TOLERANCE:
            self._say(EVERY_ROUND)
        elif multiplier > HIGHEST_MULTIPLIER + STEP_TOLERANCE:
            self._say(f"No round reaches more than {multiplier_text(HIGHEST_MULTIPLIER)}.")
        else:
            self._choose(multiplier)

    def _choose(self, multiplier: float) -> None:
        self._say("")
        plain.set_text(self.field, multiplier_text(multiplier))
        self.chosen.emit(multiplier)

    def _say(self, problem: str) -> None:
        plain.set_text(self.problem, problem)
        self.problem.setVisible(bool(problem))
        plain.set_accessible_description(self.field, problem)
