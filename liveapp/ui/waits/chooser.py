"""Where multipliers get their cards: typed, or chosen from the table's steps."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from liveapp.domain.outcome_classes import chance_of_reaching
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics import words
from liveapp.ui import plain
from liveapp.ui.widgets.formatting import multiplier_text
from liveapp.ui.widgets.tone_label import Tone, ToneLabel
from liveapp.ui.widgets.typed_values import NotUnderstood, typed_number

FIELD_WIDTH_IN_CHARACTERS = 16
HINT = "1.5 and 1,5 are one and a half, 1,000 is a thousand."


class MultiplierChooser(QWidget):
    """Asks for cards of the difficulty that is shown, and says why one could not be had."""

    add_requested = Signal(float)
    remove_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._difficulty: str | None = None
        self._chosen: frozenset[float] = frozenset()
        self.field = QLineEdit()
        self.field.setObjectName("watchedMultiplierField")
        plain.set_placeholder(self.field, "Multiplier")
        plain.set_accessible_name(self.field, "Multiplier that gets a card")
        plain.set_tooltip(self.field, f"A multiplier that gets a card (Enter). {HINT}")
        self.field.setMaximumWidth(self.fontMetrics().averageCharWidth() * FIELD_WIDTH_IN_CHARACTERS)
        self.add_button = QPushButton("Add")
        plain.set_tooltip(self.add_button, "Give this multiplier a card (Enter in the field)")
        self.steps = plain.new_menu("Steps of the table", self)
        self.steps_button = QToolButton()
        plain.set_text(self.steps_button, "From the table ▾")
        self.steps_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.steps_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plain.set_accessible_name(self.steps_button, "From the table")
        # Not as the button's own menu, whose arrow the style draws over the words.
        self.steps_button.clicked.connect(self._open_steps)
        plain.set_tooltip(self.steps_button, "Choose from the steps that a round can reach")
        self.about = ToneLabel(Tone.MUTED)
        self.about.setWordWrap(False)
        self.problem = ToneLabel(Tone.ERROR)
        self.problem.hide()
        self._lay_out()
        self.field.returnPressed.connect(self._ask)
        self.add_button.clicked.connect(self._ask)
        self.field.textEdited.connect(lambda _: self.say_problem(""))
        self.steps.aboutToShow.connect(self._fill_steps)
        self.show_difficulty(None)

    def show_difficulty(self, difficulty: str | None) -> None:
        """Ask for cards of this difficulty; None: of none that is known."""
        self._difficulty = difficulty
        self.say_problem("")
        for control in (self.field, self.add_button, self.steps_button):
            control.setEnabled(difficulty is not None)
        plain.set_text(self.about, "" if difficulty is None else f"Kept for {difficulty}")

    def _open_steps(self) -> None:
        self.steps.popup(self.steps_button.mapToGlobal(self.steps_button.rect().bottomLeft()))

    def show_chosen(self, chosen: Sequence[float]) -> None:
        """Know which have cards."""
        self._chosen = frozenset(chosen)

    def say_problem(self, problem: str) -> None:
        """Say why what was typed gets no card; nothing takes it back."""
        plain.set_text(self.problem, problem)
        self.problem.setVisible(bool(problem))
        plain.set_accessible_description(self.field, problem)

    def accept_typed(self) -> None:
        """What was typed has its card: make room for the next."""
        self.field.clear()
        self.say_problem("")

    def _ask(self) -> None:
        try:
            multiplier = typed_number(self.field.text())
        except NotUnderstood as problem:
            self.say_problem(str(problem))
            return
        if multiplier is not None:
            self.add_requested.emit(multiplier)

    def _fill_steps(self) -> None:
        self.steps.clear()
        if self._difficulty is not None:
            for pumps, multiplier in enumerate(MULTIPLIERS[self._difficulty]):
                if pumps:
                    self._add_step(self.steps, multiplier, float(chance_of_reaching(self._difficulty, pumps)))

    def _add_step(self, menu: QMenu, multiplier: float, chance: float) -> None:
        action = plain.add_action(menu, f"{multiplier_text(multiplier)}\t{words.chance_words(chance)}")
        action.setCheckable(True)
        action.setChecked(multiplier in self._chosen)
        action.triggered.connect(partial(self._switch, multiplier))

    def _switch(self, multiplier: float) -> None:
        is_there = multiplier in self._chosen
        (self.remove_requested if is_there else self.add_requested).emit(multiplier)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        for control in (self.field, self.add_button, self.steps_button):
            row.addWidget(control)
        row.addSpacing(8)
        row.addWidget(self.about)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.problem)
