"""A stream's rounds and bets as arrays: what every figure and every picture is computed from."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.column_texts import (
    DIFFICULTY_LETTERS,
    FIRST_LETTER,
    NO_DIFFICULTY,
    BetTexts,
    CodedNumbers,
    NumberTexts,
    RoundTexts,
)
from liveapp.domain.statistics.growing import GrowingColumns

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
        self.begin(0, 0, ())

    def begin(self, rounds: int, bets: int, currency_keys: Sequence[int]) -> None:
        """Make room for so many."""
        self._announced = rounds + bets
        self._rounds, self._bets = GrowingColumns(no_rounds(rounds)), GrowingColumns(no_bets(bets))
        self._rounds.cut(0)
        self._bets.cut(0)
        self._currency_keys = np.array(currency_keys, np.int64)

    @property
    def rounds(self) -> RoundColumns:
        """Those taken so far."""
        return self._rounds.view

    @property
    def bets(self) -> BetColumns:
        """Those taken so far."""
        return self._bets.view

    @property
    def share_taken(self) -> float:
        """How much of what was announced is there, from 0 to 1. Any thread."""
        taken = len(self._rounds) + len(self._bets)
        return min(1.0, taken / self._announced) if self._announced else 1.0

    def take_rounds(self, texts: RoundTexts) -> None:
        """Add rounds."""
        letters = np.broadcast_to(_letters(texts.marks), texts.count)
        are_stand_ins = letters < ord("a")
        self._rounds.extend(
            RoundColumns(
                nonces=_nonces(texts.nonces),
                results=np.where(are_stand_ins, np.nan, _floats(texts.results, texts.count)),
                difficulties=_DIFFICULTY_OF_LETTER[letters],
                are_stand_ins=are_stand_ins,
            )
        )

    def take_bets(self, texts: BetTexts) -> None:
        """Add bets."""
        count = texts.count
        amounts, payouts = _floats(texts.amounts, count), _floats(texts.payouts, count)
        if texts.are_won:
            amounts, payouts = _told_apart(amounts, payouts, _letters(texts.are_won) == ord("1"))
        currencies = np.searchsorted(self._currency_keys, _integers(texts.currencies))
        self._bets.extend(
            BetColumns(
                ids=_integers(texts.ids),
                nonces=_integers(texts.nonces),
                amounts=amounts,
                payouts=payouts,
                targets=_floats(texts.targets, count),
                received_us=_integers(texts.received_us),
                difficulties=np.broadcast_to(_DIFFICULTY_OF_LETTER[_letters(texts.difficulties)], count),
                currencies=np.broadcast_to(currencies.astype(np.uint32), count),
            )
        )


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


def _nonces(texts: str | range) -> Integers:
    return _integers(texts) if isinstance(texts, str) else texts.start + np.arange(texts.stop - texts.start)


def _integers(text: str) -> Integers:
    return np.fromstring(text, np.int64, sep=",")


def _floats(texts: NumberTexts, count: int) -> Floats:
    if isinstance(texts, CodedNumbers):
        places = _letters(texts.letters) - np.uint8(ord(FIRST_LETTER))
        return np.broadcast_to(np.array(texts.values)[places], count)
    # The largest floats become infinite where their last digits are rounded up.
    return np.minimum(np.fromstring(texts, np.float64, sep=","), sys.float_info.max)


def _told_apart(amounts: Floats, payouts: Floats, are_won: Booleans) -> tuple[Floats, Floats]:
    """The same, but payouts are over amounts where the exact ones are: they may differ in later digits."""
    are_told = payouts > amounts
    too_low, too_high = are_won & ~are_told, are_told & ~are_won
    return np.where(too_low, np.nextafter(payouts, 0.0), amounts), np.where(too_high, amounts, payouts)


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
