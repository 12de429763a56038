"""Server seeds as people hand them over: pasted with what stood around them, or in a file, one a line."""

from collections.abc import Iterable
from unicodedata import category

from liveapp.domain.errors import Refused
from liveapp.domain.streams import storable

SEED_MAX_LENGTH = 200
"""Longest seed that is taken, in characters."""

MOST_SEEDS = 10_000
"""So many are taken from one file."""

QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’", "„": "“", "‚": "‘", "«": "»", "»": "«"}
"""What closes a quotation, by what opens it."""

_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")


class TooManySeeds(Refused):
    """A file holds more than `MOST_SEEDS` seeds."""

    def __init__(self) -> None:
        super().__init__(f"At most {MOST_SEEDS:,} seeds are read from a file")


def is_unseen(character: str) -> bool:
    """Whether it is a blank or has no look: no seed begins or ends with one."""
    return category(character) in _UNSEEN


def trimmed_seed(text: str) -> str:
    """A pasted seed without what was pasted around it: blanks, what cannot be seen, quotes in pairs.

    It can be hashed and kept, whatever was pasted: halves of characters become question marks.
    """
    seed = storable(text)
    start, end = 0, len(seed)
    while start < end:
        if is_unseen(seed[start]):
            start += 1
        elif is_unseen(seed[end - 1]):
            end -= 1
        elif end - start > 1 and QUOTES.get(seed[start]) == seed[end - 1]:
            start, end = start + 1, end - 1
        else:
            break
    return seed[start:end]


def seeds_of_lines(lines: Iterable[str]) -> list[str]:
    """The seeds of a text that has one a line, trimmed, each once, in their order; blank lines are none.

    A line that is too long to be a seed is cut to one character more than a seed may have, so that it is
    nobody's.

    Raises:
        TooManySeeds
    """
    seeds: dict[str, None] = {}
    for line in lines:
        if line.isspace():
            continue  # a file may have millions of them
        seed = trimmed_seed(line)[: SEED_MAX_LENGTH + 1]
        if seed:
            seeds[seed] = None
        if len(seeds) > MOST_SEEDS:
            raise TooManySeeds
    return list(seeds)
