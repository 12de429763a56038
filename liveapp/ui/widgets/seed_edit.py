"""A field for a seed that gives it as it is meant, not as a line of text can show it."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from liveapp.domain.seeds import SEED_MAX_LENGTH
from liveapp.ui import plain
from liveapp.ui.theme import fixed_width_font

WITH_WHAT_STANDS_AROUND = 4 * SEED_MAX_LENGTH
"""Room for blanks and quotes that are pasted along."""


class SeedEdit(QLineEdit):
    """Of a seed that was typed or pasted, `seed` is what `meant` makes of it.

    One that is offered stays exactly what it is until it is changed: not every seed can be shown in a line of
    text.
    """

    def __init__(
        self, name: str, hint: str, meant: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._meant = meant
        self._offered: str | None = None
        self._is_offering = False
        self.setFont(fixed_width_font())
        self.setMaxLength(WITH_WHAT_STANDS_AROUND)
        plain.set_accessible_name(self, name)
        plain.set_tooltip(self, hint)
        self.textChanged.connect(self._forget_offered)

    @property
    def seed(self) -> str:
        """The seed; empty where there is none."""
        return self._meant(self.text()) if self._offered is None else self._offered

    def offer(self, seed: str) -> None:
        """Fill in a seed that is known."""
        self._offered, self._is_offering = seed, True
        plain.set_text(self, seed)
        self._is_offering = False
        self.setCursorPosition(0)

    def _forget_offered(self) -> None:
        if not self._is_offering:
            self._offered = None
