"""How a stream's rounds and bets leave the store where all of them are wanted: as columns of text.

SQLite joins a column into a text several times as fast as Python takes its rows one by one, and needs no
interpreter for it: bets that arrive meanwhile do not wait.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

BEFORE_ALL = 0
"""After this nonce come all: the lowest is 1."""

NO_DIFFICULTY = "n"

DIFFICULTY_LETTERS = {"easy": "s", "medium": "d", "hard": "r", "expert": "p"}
"""The third letter of each, by which they differ; upper case marks a round that only a stand-in tells of."""


FIRST_LETTER = "A"


@dataclass(frozen=True, slots=True)
class CodedNumbers:
    """Numbers of which there are few different ones: one letter each, or one letter that all share.

    Letters count from `FIRST_LETTER` on, in the order of the `values`, which are exact.
    """

    letters: str
    values: tuple[float, ...]


NumberTexts = CodedNumbers | str
"""Numbers with commas between them, unless there are few different ones.

Results and targets have all their digits, so that each is in the class that it is in anywhere else; amounts
and payouts have 15.
"""


@dataclass(frozen=True, slots=True)
class RoundTexts:
    """Some known rounds, nonces ascending: one value each, with commas, or a range of nonces.

    `marks` has one letter a round, without commas: a heartbeat's own difficulty, in upper case where only a
    stand-in is known; or one letter that all share.
    """

    count: int
    nonces: str | range
    results: NumberTexts
    marks: str


@dataclass(frozen=True, slots=True)
class BetTexts:
    """Some bets, by nonce, then id: one value each, with commas, or one value that all share.

    `targets` has 0 where there is none; `difficulties` one letter a bet, without commas; `currencies` the
    keys that were given to `ColumnSink.begin`. `are_won` has 1 for each bet that was paid more than was
    staked, else 0, without commas: empty where amounts and payouts are exact, and tell it themselves.
    """

    count: int
    ids: str
    nonces: str
    received_us: str
    payouts: NumberTexts
    amounts: NumberTexts
    targets: NumberTexts
    difficulties: str
    currencies: str
    are_won: str


class ColumnSink(Protocol):
    """Takes what is read, piece by piece, in the reading thread."""

    def begin(self, rounds: int, bets: int, currency_keys: Sequence[int]) -> None:
        """About so many will come. The keys stand for the stream's currencies in the order of its totals."""
        ...

    def take_rounds(self, texts: RoundTexts) -> None:
        """The next rounds."""
        ...

    def take_bets(self, texts: BetTexts) -> None:
        """The next bets."""
        ...
