"""A stream's rounds with their difficulties and classes: what hits and evidence are counted from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from liveapp.domain.statistics.classes import classes_of
from liveapp.domain.statistics.columns import UNKNOWN, BetColumns, Codes, Floats, Integers, RoundColumns
from liveapp.domain.statistics.growing import part_of


@dataclass(frozen=True, slots=True)
class ClassifiedRounds:
    """Known rounds, nonces ascending, as parallel arrays.

    `difficulties` are places in `DIFFICULTIES`, `classes` numbers of safe pumps. Rounds whose class is
    `UNKNOWN` are unclassified: their difficulty is not known, their result is in no table, or only a stand-in
    tells of them.
    """

    nonces: Integers
    results: Floats
    difficulties: Codes
    classes: Codes

    def __len__(self) -> int:
        return len(self.nonces)

    def only_classified(self) -> ClassifiedRounds:
        """Those that have a class."""
        are_known = self.classes != UNKNOWN
        return self if are_known.all() else part_of(self, are_known)


def difficulties_of(bets: BetColumns) -> frozenset[int]:
    """The places in `DIFFICULTIES` that these bets are of."""
    return frozenset(np.unique(bets.difficulties).tolist())


def common_difficulty(played: frozenset[int]) -> int | None:
    """That of all bets, taken for rounds that tell none; None where they have several, or there are none."""
    (common,) = played if len(played) == 1 else (None,)
    return common


def classified(rounds: RoundColumns, bets: BetColumns, common: int | None) -> ClassifiedRounds:
    """The rounds with their classes. `bets` are those of the same nonces.

    A round has the difficulty of its nonce's first bet, else what a heartbeat told, else the `common` one:
    `common_difficulty` of all bets of the stream.
    """
    difficulties = rounds.difficulties.copy()
    are_first = np.ones(len(bets.nonces), np.bool_)
    np.not_equal(bets.nonces[1:], bets.nonces[:-1], out=are_first[1:])
    places = np.searchsorted(rounds.nonces, bets.nonces[are_first])
    difficulties[places] = bets.difficulties[are_first]
    if common is not None:
        difficulties[difficulties == UNKNOWN] = common
    classes = classes_of(rounds.results, difficulties)
    classes[rounds.are_stand_ins] = UNKNOWN
    return ClassifiedRounds(rounds.nonces, rounds.results, difficulties, classes)
