"""Which multipliers have cards: a list for each difficulty, chosen by the user, sensible at first. No Qt."""

from bisect import insort
from collections.abc import Mapping
from functools import cache
from math import isfinite, log

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.outcome_classes import STEP_TOLERANCE, chance_of_reaching
from liveapp.domain.pump import MULTIPLIERS
from liveapp.ui.widgets.formatting import multiplier_text

MOST = 50
"""Most cards of one difficulty."""

FIRST_CHANCES = (1 / 10, 1 / 100, 1 / 1_000, 1 / 10_000)
"""At first, the steps of the table whose chances are nearest to these."""

_NAME = "multipliers_{}"
_PARTED_BY = " "


class NotChosen(ValueError):
    """Why a multiplier gets no card; the message is a sentence."""


class ChosenMultipliers:
    """The lists, each ascending and without doubles."""

    def __init__(self) -> None:
        self._lists = {difficulty: list(first_multipliers(difficulty)) for difficulty in DIFFICULTIES}

    def of(self, difficulty: str) -> tuple[float, ...]:
        """A difficulty's list."""
        return tuple(self._lists[difficulty])

    def add(self, difficulty: str, multiplier: float) -> None:
        """Add one to a difficulty's list.

        Raises:
            NotChosen: it is there already, can tell nothing, or the list is full.
        """
        chosen = self._lists[difficulty]
        highest = MULTIPLIERS[difficulty][-1]
        if multiplier <= 1 + STEP_TOLERANCE:
            raise NotChosen("Every round reaches 1.00×: choose more.")
        if multiplier > highest + STEP_TOLERANCE:
            raise NotChosen(f"The highest of {difficulty} is {multiplier_text(highest)}.")
        if multiplier in chosen:
            raise NotChosen(f"{multiplier_text(multiplier)} is there already.")
        if len(chosen) >= MOST:
            raise NotChosen(f"There are {MOST} cards, and no more fit: remove one first.")
        insort(chosen, multiplier)

    def remove(self, difficulty: str, multiplier: float) -> None:
        """Take one off a difficulty's list, if it is there."""
        if multiplier in self._lists[difficulty]:
            self._lists[difficulty].remove(multiplier)

    def texts(self) -> dict[str, str]:
        """All lists, for the next start."""
        return {
            _NAME.format(difficulty): _PARTED_BY.join(map(repr, chosen))
            for difficulty, chosen in self._lists.items()
        }

    def take_texts(self, texts: Mapping[str, str]) -> None:
        """Take what `texts` gave; what cannot be read, or could not be chosen, changes nothing."""
        for difficulty in DIFFICULTIES:
            text = texts.get(_NAME.format(difficulty))
            if text is not None:
                self._take(difficulty, text)

    def _take(self, difficulty: str, text: str) -> None:
        before, self._lists[difficulty] = self._lists[difficulty], []
        try:
            for part in text.split():
                multiplier = float(part)
                if not isfinite(multiplier):
                    raise NotChosen(part)
                self.add(difficulty, multiplier)
        except ValueError:
            self._lists[difficulty] = before


@cache
def first_multipliers(difficulty: str) -> tuple[float, ...]:
    """The steps of a table that stand for a frequent, a rare, a very rare and a hardly seen hit."""
    table = MULTIPLIERS[difficulty]
    chances = [float(chance_of_reaching(difficulty, pumps)) for pumps in range(len(table))]
    nearest = {
        min(range(1, len(table)), key=lambda pumps: abs(log(chances[pumps] / chance)))
        for chance in FIRST_CHANCES
    }
    return tuple(table[pumps] for pumps in sorted(nearest))


def main_difficulty(rounds: Mapping[str, int], before: str | None) -> str | None:
    """The difficulty whose cards are shown, given how many rounds were played of each: that of most rounds.

    The one from before stays while it has at least half as many, so that no card flickers.
    """
    if not rounds:
        return before
    most = max(rounds, key=lambda difficulty: rounds[difficulty])
    return before if before is not None and 2 * rounds.get(before, 0) >= rounds[most] else most
