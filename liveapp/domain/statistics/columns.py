"""A stream's rounds and bets as arrays: what every figure and every picture is computed from."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.column_texts import DIFFICULTY_LETTERS, NO_DIFFICULTY, BetTexts, RoundTexts

Integers: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Codes: TypeAlias = NDArray[np.uint8]
Booleans: TypeAlias = NDArray[np.bool_]

UNKNOWN = 255
"""Code of a difficulty that is not known, and of a result that belongs to no class."""


@dataclass(frozen=True, slots=True)
class RoundColumns:
    """Every known round, nonces ascending, as parallel arrays.

    `difficulties` are places in `DIFFICULTIES` that heartbeats told, else `UNKNOWN`. `results` are NaN where
    only a stand-in tells of a round.
    """

    nonces: Integers
    results: Floats
    difficulties: Codes
    are_stand_ins: Booleans


@dataclass(frozen=True, slots=True)
class BetColumns:
    """Every bet by nonce, then id, as parallel arrays.

    Amounts and payouts are in the bet's own currency, whose place in the stream's totals `currencies`
    holds; `targets` are 0 where there is none.
    """

    ids: Integers
    nonces: Integers
    amounts: Floats
    payouts: Floats
    targets: Floats
    received_us: Integers
    difficulties: Codes
    currencies: NDArray[np.uint32]


class ColumnArrays:
    """Puts together what the store reads: implements `column_texts.ColumnSink`."""

    def __init__(self) -> None:
        self.rounds = no_rounds(0)
        self.bets = no_bets(0)
        self._rounds_taken = 0
        self._bets_taken = 0
        self._currency_keys: Integers = np.zeros(0, np.int64)

    def begin(self, rounds: int, bets: int, currency_keys: Sequence[int]) -> None:
        """Make room for so many."""
        self.rounds, self.bets = no_rounds(rounds), no_bets(bets)
        self._rounds_taken = self._bets_taken = 0
        self._currency_keys = np.array(currency_keys, np.int64)

    @property
    def share_taken(self) -> float:
        """How much of what was announced is there, from 0 to 1. Any thread."""
        announced = len(self.rounds.nonces) + len(self.bets.nonces)
        return (self._rounds_taken + self._bets_taken) / announced if announced else 1.0

    def take_rounds(self, texts: RoundTexts) -> None:
        """Add rounds."""
        new = slice(self._rounds_taken, self._rounds_taken + texts.count)
        self.rounds.nonces[new] = _integers(texts.nonces)
        self.rounds.results[new] = _floats(texts.results)
        letters = _letters(texts.marks)
        self.rounds.difficulties[new] = _DIFFICULTY_OF_LETTER[letters]
        self.rounds.are_stand_ins[new] = letters < ord("a")
        self.rounds.results[new][self.rounds.are_stand_ins[new]] = np.nan
        self._rounds_taken = new.stop

    def take_bets(self, texts: BetTexts) -> None:
        """Add bets."""
        new = slice(self._bets_taken, self._bets_taken + texts.count)
        self.bets.ids[new] = _integers(texts.ids)
        self.bets.nonces[new] = _integers(texts.nonces)
        self.bets.amounts[new] = _floats(texts.amounts)
        self.bets.payouts[new] = _floats(texts.payouts)
        self.bets.targets[new] = _floats(texts.targets)
        self.bets.received_us[new] = _integers(texts.received_us)
        self.bets.difficulties[new] = _DIFFICULTY_OF_LETTER[_letters(texts.difficulties)]
        self.bets.currencies[new] = np.searchsorted(self._currency_keys, _integers(texts.currencies))
        self._bets_taken = new.stop


def no_rounds(room: int) -> RoundColumns:
    """Room for so many rounds, of which nothing is known yet."""
    return RoundColumns(
        np.empty(room, np.int64), np.empty(room), np.empty(room, np.uint8), np.empty(room, np.bool_)
    )


def no_bets(room: int) -> BetColumns:
    """Room for so many bets, of which nothing is known yet."""
    return BetColumns(
        ids=np.empty(room, np.int64),
        nonces=np.empty(room, np.int64),
        amounts=np.empty(room),
        payouts=np.empty(room),
        targets=np.empty(room),
        received_us=np.empty(room, np.int64),
        difficulties=np.empty(room, np.uint8),
        currencies=np.empty(room, np.uint32),
    )


def _integers(text: str) -> Integers:
    return np.fromstring(text, np.int64, sep=",")


def _floats(text: str) -> Floats:
    # The largest floats become infinite where their last digits are rounded up.
    return np.minimum(np.fromstring(text, np.float64, sep=","), sys.float_info.max)


def _letters(text: str) -> Codes:
    return np.frombuffer(text.encode("ascii"), np.uint8)


def _difficulty_of_letter() -> Codes:
    codes = np.full(128, UNKNOWN, np.uint8)
    for code, difficulty in enumerate(DIFFICULTIES):
        letter = DIFFICULTY_LETTERS[difficulty]
        codes[[ord(letter), ord(letter.upper())]] = code
    codes[[ord(NO_DIFFICULTY), ord(NO_DIFFICULTY.upper())]] = UNKNOWN
    return codes


_DIFFICULTY_OF_LETTER = _difficulty_of_letter()
