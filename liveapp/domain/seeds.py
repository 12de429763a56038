"""Server seeds as people hand them over: pasted with what stood around them, or in a file, one a line."""

import re

from liveapp.domain.errors import Refused
from liveapp.domain.streams import storable

SEED_MAX_LENGTH = 200
"""Longest seed that is taken, in characters."""

MOST_SEEDS = 10_000
"""So many are taken from one file."""

UNSEEN = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters without a width, which come along when text is copied from a page: no seed ends in one."""

QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’", "„": "“", "‚": "‘", "«": "»", "»": "«"}
"""What closes a quotation, by what opens it."""

_AROUND = "".join(map(chr, (*range(0x21), 0x7F, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029)))
_AROUND += "\u202f\u205f\u3000" + UNSEEN
_LINE_END = re.compile(r"\r\n|\r|\n")


class TooManySeeds(Refused):
    """A file holds more than `MOST_SEEDS` seeds."""

    def __init__(self) -> None:
        super().__init__(f"At most {MOST_SEEDS:,} seeds are read from a file")


def trimmed_seed(text: str) -> str:
    """A pasted seed without what was pasted around it: blanks, what cannot be seen, quotes in pairs.

    It can be hashed and kept, whatever was pasted: halves of characters become question marks.
    """
    seed = storable(text).strip(_AROUND)
    while len(seed) > 1 and QUOTES.get(seed[0]) == seed[-1]:
        seed = seed[1:-1].strip(_AROUND)
    return seed


def seeds_of_lines(text: str) -> list[str]:
    """The seeds of a text with one a line, trimmed, each once, in their order; blank lines are none.

    A line that is too long to be a seed is cut to one character more than a seed may have, so that it is
    nobody's.

    Raises:
        TooManySeeds
    """
    seeds: dict[str, None] = {}
    for line in _LINE_END.split(text):
        seed = trimmed_seed(line)[: SEED_MAX_LENGTH + 1]
        if seed:
            seeds[seed] = None
        if len(seeds) > MOST_SEEDS:
            raise TooManySeeds
    return list(seeds)
