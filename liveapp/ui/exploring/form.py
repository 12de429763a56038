"""What is explored: seeds, difficulty, nonces, least multiplier."""

from dataclasses import dataclass, field

from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.proof_jobs import Exploration
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.seeds import trimmed_seed
from liveapp.ui import plain
from liveapp.ui.exploring.asked import AT_MOST, Field, Typed, Unusable, exploration_of, rounds_asked
from liveapp.ui.exploring.owner_line import OwnerLine
from liveapp.ui.exploring.words import rounds_text
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.formatting import count_text, multiplier_text
from liveapp.ui.widgets.seed_edit import SeedEdit
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

LONGEST_NUMBER = 40
NONCE_CHARACTERS = 11
MULTIPLIER_CHARACTERS = 9
FIRST_TRY = ("1", "100,000", "100")
"""Nonces and least multiplier that stand there at first."""

BLANKS_COUNT = "The blanks around the client seed count."


@dataclass(frozen=True, slots=True)
class SeedPairToExplore:
    """What is filled in for a revealed stream."""

    server_seed: str = field(repr=False)
    client_seed: str = field(repr=False)
    difficulty: str
    nonce_from: int
    nonce_to: int


class ExploreForm(QWidget):
    """Says under the fields what would be explored, or what is wrong with what was typed."""

    def __init__(self, owner: OwnerLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._owner = owner
        self.server_seed = SeedEdit("Server seed", "A server seed that was revealed", trimmed_seed)
        self.client_seed = SeedEdit("Client seed", "The client seed, exactly as it was", str)
        self._show = self._show_button()
        self.difficulty = QComboBox()
        plain.set_accessible_name(self.difficulty, "Difficulty")
        plain.set_tooltip(self.difficulty, "The difficulty that the rounds are computed for")
        for name in DIFFICULTIES:
            self.difficulty.addItem(name.capitalize(), name)
        self.difficulty.setCurrentIndex(len(DIFFICULTIES) - 1)
        self.nonce_from = _number_edit("First nonce", "The first nonce; 0 is the lowest", NONCE_CHARACTERS)
        self.nonce_to = _number_edit("Last nonce", f"The last nonce. {AT_MOST}", NONCE_CHARACTERS)
        self.min_multiplier = _number_edit(
            "Least multiplier",
            "Rounds that reach at least this are listed; empty lists all. 2.5 and 2,5 are the same.",
            MULTIPLIER_CHARACTERS,
        )
        plain.set_placeholder(self.min_multiplier, "any")
        self.state = ToneLabel(Tone.MUTED)
        for edit, text in zip((self.nonce_from, self.nonce_to, self.min_multiplier), FIRST_TRY, strict=True):
            plain.set_text(edit, text)
        self._lay_out()
        for edit in self._edits().values():
            edit.textChanged.connect(self._judge)
        self.difficulty.currentIndexChanged.connect(self._judge)
        self._judge()

    def fill_in(self, pair: SeedPairToExplore) -> None:
        """Take what is known of a stream; its server seed is hidden until asked for."""
        self._show.setChecked(False)
        self.server_seed.offer(pair.server_seed)
        self.client_seed.offer(pair.client_seed)
        self.difficulty.setCurrentIndex(self.difficulty.findData(pair.difficulty))
        plain.set_text(self.nonce_from, count_text(pair.nonce_from))
        plain.set_text(self.nonce_to, count_text(pair.nonce_to))
        try:
            rounds_asked(self._typed())
        except Unusable as problem:
            if problem.field is Field.MIN_MULTIPLIER:
                plain.set_text(self.min_multiplier, multiplier_text(MULTIPLIERS[pair.difficulty][-1]))

    def take(self) -> Exploration | None:
        """What is asked for; where it cannot be used, None: then the field is gone to, and it is said why."""
        try:
            return exploration_of(self._typed())
        except Unusable as problem:
            self._say_problem(problem)
            edit = self._edits()[problem.field]
            edit.setFocus()
            edit.selectAll()
            announce(self, str(problem))
            return None

    def _typed(self) -> Typed:
        return Typed(
            self.server_seed.seed,
            self.client_seed.seed,
            self.difficulty.currentData(),
            self.nonce_from.text(),
            self.nonce_to.text(),
            self.min_multiplier.text(),
        )

    def _edits(self) -> dict[Field, QLineEdit]:
        return {
            Field.SERVER_SEED: self.server_seed,
            Field.CLIENT_SEED: self.client_seed,
            Field.NONCE_FROM: self.nonce_from,
            Field.NONCE_TO: self.nonce_to,
            Field.MIN_MULTIPLIER: self.min_multiplier,
        }

    def _judge(self) -> None:
        typed = self._typed()
        self._owner.show_seed(typed.server_seed)
        try:
            told = rounds_text(rounds_asked(typed))
        except Unusable as problem:
            if not problem.is_missing:
                self._say_problem(problem)
                return
            told = f"{AT_MOST}."
        has_blanks = typed.client_seed != typed.client_seed.strip()
        plain.set_text(self.state, f"{told} {BLANKS_COUNT}" if has_blanks else told)
        self.state.set_tone(Tone.MUTED)

    def _say_problem(self, problem: Unusable) -> None:
        plain.set_text(self.state, str(problem))
        self.state.set_tone(Tone.ERROR)

    def _show_button(self) -> QPushButton:
        button = QPushButton("Hi&de")
        button.setCheckable(True)
        button.setChecked(True)
        button.setAutoDefault(False)
        plain.set_accessible_name(button, "Show server seed")
        plain.set_tooltip(button, "Show or hide the server seed")
        button.toggled.connect(self._show_seed)
        return button

    def _show_seed(self, is_shown: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.server_seed.setEchoMode(echo)
        plain.set_text(self._show, "Hi&de" if is_shown else "Sho&w")

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.addWidget(_label("&Server seed", self.server_seed), 0, 0)
        grid.addWidget(self.server_seed, 0, 1)
        grid.addWidget(self._show, 0, 2)
        grid.addWidget(self._owner, 1, 1, 1, 2)
        grid.addWidget(_label("&Client seed", self.client_seed), 2, 0)
        grid.addWidget(self.client_seed, 2, 1, 1, 2)
        grid.addWidget(_label("&Difficulty", self.difficulty), 3, 0)
        grid.addLayout(self._numbers_row(), 3, 1, 1, 2)
        grid.addWidget(self.state, 4, 1, 1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(grid)

    def _numbers_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.difficulty)
        row.addSpacing(8)
        for words, edit in (
            ("&Nonces", self.nonce_from),
            ("&to", self.nonce_to),
            ("at &least", self.min_multiplier),
        ):
            row.addWidget(_label(words, edit))
            row.addWidget(edit, 1)
        return row


def _label(words: str, field: QWidget) -> plain.PlainLabel:
    label = plain.PlainLabel(words)
    label.setBuddy(field)
    return label


def _number_edit(name: str, hint: str, characters: int) -> QLineEdit:
    edit = QLineEdit()
    edit.setMaxLength(LONGEST_NUMBER)
    edit.setMinimumWidth(edit.fontMetrics().averageCharWidth() * characters)
    edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    plain.set_accessible_name(edit, name)
    plain.set_tooltip(edit, hint)
    return edit
