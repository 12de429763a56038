"""One transaction's recording: observations in, rows and running totals out."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, islice
from typing import Any
from uuid import UUID, uuid4

from liveapp.domain.bets import Bet, Heartbeat, Observation, SeedPair, StoredBet
from liveapp.domain.errors import BetRefused, Refused
from liveapp.domain.events import BetsStored, StoreEvent
from liveapp.domain.gaps import runs_of
from liveapp.domain.ports import Recorded
from liveapp.domain.totals import CurrencyTotal, by_currency, finite, total_of
from liveapp.storage import statements
from liveapp.storage.bet_columns import inserted_values, stored_bet
from liveapp.storage.known_rounds import add_rounds, are_counted
from liveapp.storage.rows import stream_from_row, totals_from_rows

MISFITS = (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError)
"""What SQLite raises for a value that a constraint, an integer column or UTF-8 cannot take: only that
statement is undone, the transaction goes on."""


ROWS_PER_STATEMENT = 50

Outcome = Recorded | Refused


@dataclass(slots=True)
class _StreamChange:
    """What this transaction adds to one stream: bets, nonces that heartbeats made known, and results."""

    key: int
    id: UUID
    is_new: bool
    bets: list[StoredBet] = field(default_factory=list)
    watched: list[int] = field(default_factory=list)
    results: list[Heartbeat] = field(default_factory=list)
    _outcomes: dict[bool, Recorded] = field(default_factory=dict)

    def outcome(self, is_new: bool) -> Recorded:
        """What came of an observation that was new, or known; the same for all of them."""
        made = self._outcomes.get(is_new)
        if made is None:
            made = self._outcomes[is_new] = Recorded(self.id, is_new)
        return made


class Recording:
    """Stores the observations of all who share an open transaction.

    They are collected first and inserted by `finish`, together, in the order in which they came;
    then the totals of the streams are brought up to date, once for each stream. More may be collected
    then; whoever commits must have called `finish`. `known` spares looking up a stream again; whoever
    hides a stream or rolls back must empty it.
    """

    def __init__(
        self, connection: sqlite3.Connection, received_us: int, known: dict[SeedPair, tuple[int, UUID]]
    ) -> None:
        self._execute = connection.execute
        self._received_us = received_us
        self._known = known
        self._collected: list[tuple[Sequence[Observation], list[Outcome], bool]] = []
        self._changes: dict[SeedPair, _StreamChange] = {}

    def collect(self, observations: Sequence[Observation], is_live: bool = True) -> list[Outcome]:
        """Take observations; the list that is returned is empty until `finish` fills it, in their order.

        `is_live` is False for those that are imported.
        """
        outcomes: list[Outcome] = []
        self._collected.append((observations, outcomes, is_live))
        return outcomes

    def finish(self) -> Sequence[StoreEvent]:
        """Insert what was collected and update totals; returns what to tell after the commit."""
        if not self._collected:
            return ()
        every = [one for observations, _, _ in self._collected for one in observations]
        done = chain.from_iterable(self._store(run) for run in _runs(every))
        for observations, outcomes, _ in self._collected:
            outcomes.extend(islice(done, len(observations)))
        only_imported, imported = self._only_imported(), self._imported_bets()
        imported_rounds = self._imported_rounds()
        for change in self._changes.values() if imported_rounds else ():
            change.results = [beat for beat in change.results if beat not in imported_rounds]
        events = [
            self._add_to_totals(change, seeds not in only_imported, imported[seeds])
            for seeds, change in self._changes.items()
            if change.bets or change.watched
        ]
        self._collected.clear()
        self._changes.clear()
        return events

    def _only_imported(self) -> set[SeedPair]:
        """The streams of which nothing came but what is imported."""
        if all(is_live for _, _, is_live in self._collected):
            return set()
        live = {one.seeds for observations, _, is_live in self._collected if is_live for one in observations}
        return self._changes.keys() - live

    def _imported_bets(self) -> Counter[SeedPair]:
        """How many new bets of each stream are imported."""
        return Counter(
            one.seeds
            for observations, outcomes, is_live in self._collected
            if not is_live
            for one, outcome in zip(observations, outcomes, strict=True)
            if isinstance(one, Bet) and isinstance(outcome, Recorded) and outcome.accepted
        )

    def _imported_rounds(self) -> set[Heartbeat]:
        """The heartbeats that are imported."""
        return {
            one
            for observations, _, is_live in self._collected
            if not is_live
            for one in observations
            if isinstance(one, Heartbeat)
        }

    def _store(self, run: Sequence[Observation]) -> list[Outcome]:
        """Insert some bets, or some heartbeats: in one statement if nothing is new or wrong with them."""
        changes = self._streams_of(run)
        if changes is not None:
            try:
                return self._insert(changes, run)
            except MISFITS:
                # That statement did nothing. One by one shows which of them it was.
                pass
        return [self._store_alone(one) for one in run]

    def _streams_of(self, run: Sequence[Observation]) -> list[_StreamChange] | None:
        """The stream of each, None where one is new."""
        changes: list[_StreamChange] = []
        seeds = change = None
        for one in run:
            if one.seeds != seeds:
                seeds = one.seeds
                change = self._changes.get(seeds) or self._find_stream(seeds)
            if change is None:
                return None
            changes.append(change)
        return changes

    def _store_alone(self, observation: Observation) -> Outcome:
        """Insert one observation; one that a constraint refuses leaves nothing behind."""
        change = self._changes.get(observation.seeds) or self._find_stream(observation.seeds)
        try:
            if change is None:
                return self._store_in_new_stream(observation)
            return self._insert([change], [observation])[0]
        except MISFITS as error:
            return BetRefused(f"The bet does not fit the database: {error}")

    def _find_stream(self, seeds: SeedPair) -> _StreamChange | None:
        found = self._known.get(seeds)
        if found is None:
            row = self._execute(statements.FIND_STREAM, tuple(seeds)).fetchone()
            if row is None:
                return None
            found = self._known[seeds] = (row[0], UUID(row[1]))
        key, stream_id = found
        change = self._changes[seeds] = _StreamChange(key, stream_id, is_new=False)
        return change

    def _store_in_new_stream(self, observation: Observation) -> Outcome:
        """A stream and its first observation, or neither."""
        self._execute("SAVEPOINT new_stream")
        try:
            change = self._insert_stream(observation)
            (recorded,) = self._insert([change], [observation])
        except MISFITS:
            self._execute("ROLLBACK TO new_stream")
            self._execute("RELEASE new_stream")
            raise
        self._execute("RELEASE new_stream")
        self._changes[observation.seeds] = change
        return recorded

    def _insert_stream(self, observation: Observation) -> _StreamChange:
        stream_id = uuid4()
        begun_us = self._received_us
        if isinstance(observation, Bet) and observation.received_us is not None:
            begun_us = observation.received_us
        row = (str(stream_id), *observation.seeds, begun_us, begun_us)
        key = self._execute(statements.INSERT_STREAM, row).lastrowid or 0
        return _StreamChange(key, stream_id, is_new=True)

    def _insert(self, changes: Sequence[_StreamChange], run: Sequence[Observation]) -> list[Outcome]:
        if isinstance(run[0], Bet):
            return self._insert_bets(changes, run)  # type: ignore[arg-type]  # a run is of one kind
        return self._insert_rounds(changes, run)  # type: ignore[arg-type]

    def _insert_bets(self, changes: Sequence[_StreamChange], bets: Sequence[Bet]) -> list[Outcome]:
        rows = [inserted_values(bet, self._received_us) for bet in bets]
        values: list[Any] = []
        for change, row in zip(changes, rows, strict=True):
            values.append(change.key)
            values += row
        inserted = self._execute(statements.insert_bets(len(rows)), values).fetchall()
        # Of the same bet twice in one statement, the first is the one that was inserted.
        new_ids = {(key, antebot_bet_id): bet_id for bet_id, key, antebot_bet_id in inserted}
        outcomes: list[Outcome] = []
        for change, bet, row in zip(changes, bets, rows, strict=True):
            bet_id = new_ids.pop((change.key, bet.antebot_bet_id), None)
            if bet_id is None:
                outcomes.append(change.outcome(is_new=False))
            else:
                change.bets.append(stored_bet(bet_id, row))
                outcomes.append(change.outcome(is_new=True))
        return outcomes

    def _insert_rounds(self, changes: Sequence[_StreamChange], beats: Sequence[Heartbeat]) -> list[Outcome]:
        values: list[Any] = []
        for change, beat in zip(changes, beats, strict=True):
            values += statements.round_values(change.key, beat)
        inserted = self._execute(statements.insert_rounds(len(beats)), values).fetchall()
        new_rounds = set(inserted)
        outcomes: list[Outcome] = []
        results: list[Any] = []
        for change, beat in zip(changes, beats, strict=True):
            is_new = (change.key, beat.nonce) in new_rounds
            if is_new:
                new_rounds.remove((change.key, beat.nonce))
                change.watched.append(beat.nonce)
                if not beat.is_stand_in:
                    change.results.append(beat)
            elif not beat.is_stand_in:
                results.append(statements.round_values(change.key, beat))
            outcomes.append(change.outcome(is_new))
        if results:
            values = list(chain.from_iterable(results))
            self._execute(statements.replace_stand_ins(len(results)), values)
        return outcomes

    def _add_to_totals(self, change: _StreamChange, is_live: bool, imported: int) -> BetsStored:
        bets = change.bets
        nonces = [bet.nonce for bet in bets]
        runs = runs_of(nonces + change.watched)
        multipliers = [bet.round_result for bet in bets]
        values = {
            "key": change.key,
            "seen_us": self._seen_us(change),
            "bets": len(bets),
            "highest": max(multipliers, default=None),
            "lowest": min(multipliers, default=None),
            "multipliers": finite(sum(multipliers)),
            "last_nonce": max(nonces, default=None),
            "is_run": len(runs) == 1,
            "first_round": runs[0][0],
            "last_round": runs[-1][1],
        }
        # Taking all rows ends the statement, so that the commit finds nothing open.
        (row,) = self._execute(statements.ADD_TO_TOTALS, values).fetchall()
        stream = stream_from_row(row, self._add_to_currencies(change))
        if not are_counted(stream, runs):
            stream = add_rounds(self._execute, stream, runs)
        if sum(total.bets for total in stream.totals) < stream.total_bets:
            # It also has bets of currencies that none of these are of.
            every = self._execute(statements.SELECT_TOTALS, (change.key,)).fetchall()
            stream = replace(stream, totals=totals_from_rows(every))
        return BetsStored(stream, tuple(bets), change.is_new, is_live, imported, tuple(change.results))

    def _seen_us(self, change: _StreamChange) -> int:
        """When the stream is seen last: now, unless all that came for it was received earlier."""
        dated = [bet.received_us for bet in change.bets if bet.received_us != self._received_us]
        if not dated:
            return self._received_us
        values = (min(dated), max(dated), change.key)
        ((seen_us,),) = self._execute(statements.REACH_BACK, values).fetchall()
        is_all = len(dated) == len(change.bets) and not change.watched
        return int(seen_us) if is_all else self._received_us

    def _add_to_currencies(self, change: _StreamChange) -> tuple[CurrencyTotal, ...]:
        """Add the new bets to the totals of their currencies; returns those, and no others."""
        rows = []
        for currency, bets in by_currency(change.bets).items():
            new = total_of(currency, bets)
            rows.append((change.key, bets[0].id, currency or "", new.bets, new.wagered, new.paid_out))
        if not rows:
            return ()
        statement = statements.add_to_currencies(len(rows))
        return totals_from_rows(self._execute(statement, tuple(chain.from_iterable(rows))).fetchall())


def _runs(observations: Sequence[Observation]) -> Iterator[Sequence[Observation]]:
    """The same in order, parted where bets and heartbeats change, and where a statement is full."""
    if len(observations) == 1:
        yield observations
        return
    for _, same in groupby(observations, type):
        while run := list(islice(same, ROWS_PER_STATEMENT)):
            yield run
