"""The order of a stream's bets: ids and sort keys only, so that a million stay small."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, MutableSequence, Sequence
from dataclasses import dataclass
from typing import Any

from liveapp.domain.bets import StoredBet
from liveapp.domain.ports import BetSequence
from liveapp.domain.queries import EXACT_COLUMNS, BetColumn, BetFilter, sort_key

IDS_AT_A_TIME = 10_000
"""So many are put into a set by one call, which nothing can interrupt."""


@dataclass(frozen=True, slots=True)
class Run:
    """New bets that stand next to each other: `position` is where the first one goes."""

    position: int
    ids: MutableSequence[int]
    keys: MutableSequence[float]


@dataclass(frozen=True, slots=True)
class Growth:
    """What an index of `former_length` bets grows to: `whole`, which has all of them too.

    They stand in it from `place` on, where they are neighbours there; otherwise that is None, and `added` are
    the new ones.
    """

    former_length: int
    whole: "BetIndex"
    place: int | None
    added: "BetIndex"


class BetIndex:
    """Bets by (sort key, id), ascending; a position is a place in that order.

    Nothing here reads or keeps bets. Every step is a bisection or a move of memory.
    """

    def __init__(self, column: BetColumn, sequence: BetSequence | None = None) -> None:
        self.column = column
        code = "q" if column in EXACT_COLUMNS else "d"
        self._ids: array[int] = array("q") if sequence is None else sequence.ids
        self._keys: array[Any] = array(code) if sequence is None else sequence.sort_keys

    def __len__(self) -> int:
        return len(self._ids)

    def id_at(self, position: int) -> int:
        """The id of the bet at a position."""
        return self._ids[position]

    def key_at(self, position: int) -> float:
        """The sort key of the bet at a position."""
        key: float = self._keys[position]
        return key

    def ids_between(self, first: int, after_last: int) -> "array[int]":
        """The ids of some neighbours."""
        return self._ids[max(0, first) : after_last]

    def position_of(self, bet: StoredBet) -> int | None:
        """Where a bet stands, None where it is not in the index."""
        place = self._place(sort_key(bet, self.column), bet.id)
        return place if place < len(self._ids) and self._ids[place] == bet.id else None

    def position_of_id(self, bet_id: int) -> int | None:
        """Where the bet with that id stands; looks through all unless the order is by arrival."""
        if self.column is BetColumn.RECEIVED:
            place = bisect_left(self._ids, bet_id)
            return place if place < len(self._ids) and self._ids[place] == bet_id else None
        try:
            return self._ids.index(bet_id)
        except ValueError:
            return None

    def positions_of_keys(self, keys: Iterable[tuple[float, int]]) -> "array[int]":
        """Where bets given by sort key and id stand; those that are not there are left out."""
        positions: array[int] = array("q")
        for key, bet_id in keys:
            place = self._place(key, bet_id)
            if place < len(self._ids) and self._ids[place] == bet_id and self._keys[place] == key:
                positions.append(place)
        return positions

    def position_nearest(self, key: float) -> int | None:
        """The first bet with that key, else the one with the nearest key; None where there is none."""
        if not self._ids:
            return None
        above = bisect_left(self._keys, key)
        if above == len(self._ids):
            return bisect_left(self._keys, self._keys[-1])
        if above == 0 or self._keys[above] - key <= key - self._keys[above - 1]:
            return above
        return bisect_left(self._keys, self._keys[above - 1])

    def place_of_part(self, part: "BetIndex") -> int | None:
        """Where `part` stands in this index as one run; None where it does not."""
        if not len(part):
            return 0
        place = self._place(part.key_at(0), part.id_at(0))
        return place if self._ids[place : place + len(part)] == part.ids_between(0, len(part)) else None

    def cut_from(self, position: int) -> "BetIndex":
        """A copy of what stands from a position on."""
        return BetIndex(self.column, BetSequence(self._ids[position:], self._keys[position:], 0))

    def runs_of(self, bets: Iterable[StoredBet]) -> list[Run]:
        """Where new bets belong, as runs by ascending position in the index as it is now."""
        bets = list(bets)
        keys = _keys_of(bets, self.column)
        entries = sorted(zip(keys, [bet.id for bet in bets], strict=True))
        if entries and (not self._ids or entries[0] > (self._keys[-1], self._ids[-1])):
            # Where all that is new comes last, as it does while a bot plays, nothing is searched.
            return [Run(len(self._ids), [bet_id for _, bet_id in entries], [key for key, _ in entries])]
        runs: list[Run] = []
        place = 0
        for key, bet_id in entries:
            # As they ascend, none stands before where the last one goes.
            place = self._place(key, bet_id, place)
            if not runs or runs[-1].position != place:
                runs.append(Run(place, [], []))
            runs[-1].ids.append(bet_id)
            runs[-1].keys.append(key)
        return runs

    def insert(self, run: Run) -> None:
        """Put one run in at its position."""
        self._ids[run.position : run.position] = array("q", run.ids)
        self._keys[run.position : run.position] = array(self._keys.typecode, run.keys)

    def as_run(self) -> Run:
        """All of this index, to be put into another one."""
        return Run(0, self._ids, self._keys)

    def without(self, part: "BetIndex") -> "BetIndex":
        """What of this index is not in `part`. Holds the interpreter for a moment at most, however many."""
        known: set[int] = set()
        for first in range(0, len(part), IDS_AT_A_TIME):
            known.update(part.ids_between(first, first + IDS_AT_A_TIME))
        rest = BetIndex(self.column)
        for bet_id, key in zip(self._ids, self._keys, strict=True):
            if bet_id not in known:
                rest._ids.append(bet_id)
                rest._keys.append(key)
        return rest

    def append_out_of_order(self, runs: Sequence[Run]) -> None:
        """Put runs at the end for a moment; `merged` makes the order good."""
        for run in runs:
            self._ids.extend(run.ids)
            self._keys.extend(run.keys)

    def merged(self, runs: Sequence[Run], length: int) -> "BetIndex":
        """The index of the first `length` bets of this one with the runs where they belong."""
        ids: array[int] = array("q")
        keys: array[Any] = array(self._keys.typecode)
        start = 0
        for run in runs:
            ids.extend(self._ids[start : run.position])
            keys.extend(self._keys[start : run.position])
            ids.extend(run.ids)
            keys.extend(run.keys)
            start = run.position
        ids.extend(self._ids[start:length])
        keys.extend(self._keys[start:length])
        return BetIndex(self.column, BetSequence(ids, keys, 0))

    def _place(self, key: float, bet_id: int, start: int = 0) -> int:
        first = bisect_left(self._keys, key, start)
        if first == len(self._keys) or self._keys[first] != key:
            return first
        return bisect_left(self._ids, bet_id, first, bisect_right(self._keys, key, first))


def growth_of(part: BetIndex, whole: BetIndex) -> Growth | None:
    """How an index grows to another one; None where that lacks some of its bets. Takes long for many."""
    place = whole.place_of_part(part)
    added = BetIndex(whole.column) if place is not None else whole.without(part)
    is_grown = place is not None or len(part) + len(added) == len(whole)
    return Growth(len(part), whole, place, added) if is_grown else None


def index_of(bets: Sequence[StoredBet], column: BetColumn) -> BetIndex:
    """The index of a few bets that stand in ascending order."""
    index = BetIndex(column)
    index.append_out_of_order([Run(0, [bet.id for bet in bets], _keys_of(bets, column))])
    return index


def _keys_of(bets: Sequence[StoredBet], column: BetColumn) -> list[float]:
    """The sort key of each bet; quick for the order in which tens of thousands a second may come."""
    if column is BetColumn.NONCE:
        return [bet.nonce for bet in bets]
    return [sort_key(bet, column) for bet in bets]


def admitted(bets: Sequence[StoredBet], bet_filter: BetFilter, after_id: int) -> Sequence[StoredBet]:
    """Those bets, in order of arrival, that the filter lets through and that came after a known one."""
    if not bets or bets[-1].id <= after_id:
        return ()
    if bets[0].id <= after_id:
        bets = [bet for bet in bets if bet.id > after_id]
    return bets if bet_filter == BetFilter() else [bet for bet in bets if bet_filter.admits(bet)]
