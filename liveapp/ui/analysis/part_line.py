"""The line over charts and waits that tells which bets they are about: all, or those that are shown."""

from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from liveapp.ui import plain
from liveapp.ui.widgets.elided_label import ElidedLabel
from liveapp.ui.widgets.formatting import count_text
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

BY_OUTCOME = (
    "These were picked by what came of them: only profit and pace are theirs. Outcomes and waits are of"
    " all rounds, since picked ones are not what the game gives."
)
GAP_PX = 12


@dataclass(frozen=True, slots=True)
class Part:
    """Of a stream's `rounds`, and of its bets the `shown` ones that filters of these `words` let through.

    `words` are empty without a filter. `is_chosen` says whether they alone are looked at; where they were
    picked `by_outcome` some figures are of all rounds nevertheless.
    """

    rounds: int
    shown: int
    words: str
    is_chosen: bool
    by_outcome: bool

    @property
    def all_words(self) -> str:
        """`All 12,345 rounds`, or `1 round`."""
        return f"All {count_text(self.rounds)} rounds" if self.rounds != 1 else "1 round"

    @property
    def shown_words(self) -> str:
        """`These 1,204`."""
        return f"These {count_text(self.shown)}"


class PartLine(QWidget):
    """A choice where there are filters, else just the words. `chosen` tells whether the shown bets are."""

    chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ToneLabel(Tone.MUTED)
        self._words.setWordWrap(False)
        self._all, self._shown = QRadioButton(), QRadioButton()
        plain.set_tooltip(self._all, "Look at the whole stream, whatever the table shows")
        plain.set_tooltip(self._shown, "Look at the bets that the table's filters show")
        self._group = QButtonGroup(self)
        for button in (self._all, self._shown):
            self._group.addButton(button)
        self._filters = ElidedLabel()
        self._note = ToneLabel(Tone.MUTED, BY_OUTCOME)
        self._note.hide()
        self._shown.toggled.connect(self.chosen)
        self._lay_out()

    def show_part(self, part: Part) -> None:
        """Say what holds now."""
        has_filter = bool(part.words)
        plain.set_text(self._words, part.all_words)
        plain.set_text(self._all, part.all_words)
        plain.set_text(self._shown, part.shown_words)
        plain.set_accessible_name(self._shown, f"{part.shown_words}: {part.words}")
        plain.set_text(self._filters, part.words)
        plain.set_tooltip(self._filters, part.words)
        with QSignalBlocker(self._shown):
            (self._shown if part.is_chosen else self._all).setChecked(True)
        self._words.setVisible(not has_filter)
        for widget in (self._all, self._shown, self._filters):
            widget.setVisible(has_filter)
        self._note.setVisible(has_filter and part.is_chosen and part.by_outcome)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GAP_PX)
        for widget in (self._words, self._all, self._shown):
            line.addWidget(widget)
        line.addWidget(self._filters, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._note)
