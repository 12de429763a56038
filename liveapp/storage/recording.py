"""One transaction's recording: observations in, rows and running totals out."""

import sqlite3
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from liveapp.domain.bets import Bet, Heartbeat, Observation, SeedPair, StoredBet
from liveapp.domain.errors import BetRefused, Refused
from liveapp.domain.events import BetsStored, StoreEvent
from liveapp.domain.ports import Recorded
from liveapp.storage import statements
from liveapp.storage.rows import stream_from_row

MISFITS = (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError)
"""What SQLite raises for a value that a constraint, an integer column or UTF-8 cannot take: only that
statement is undone, the transaction goes on."""


@dataclass(slots=True)
class _StreamChange:
    """What this transaction adds to one stream."""

    key: int
    id: UUID
    is_new: bool
    is_touched: bool = False
    bets: list[StoredBet] = field(default_factory=list)


class Recording:
    """Stores observations inside an open transaction.

    Rows are inserted at once; the totals of the streams are brought up to date by `finish`, once
    for each stream. Whoever commits must have called `finish`. `known` spares looking up a stream
    again; whoever hides a stream or rolls back must empty it.
    """

    def __init__(
        self, connection: sqlite3.Connection, received_us: int, known: dict[SeedPair, tuple[int, UUID]]
    ) -> None:
        self._execute = connection.execute
        self._received_us = received_us
        self._known = known
        self._changes: dict[SeedPair, _StreamChange] = {}

    def record(self, observation: Observation) -> Recorded | Refused:
        """Insert one observation; one that a constraint refuses leaves nothing behind."""
        change = self._changes.get(observation.seeds) or self._find_stream(observation.seeds)
        try:
            if change is None:
                return self._record_in_new_stream(observation)
            return self._insert(change, observation)
        except MISFITS as error:
            return BetRefused(f"The bet does not fit the database: {error}")

    def finish(self) -> list[StoreEvent]:
        """Update the totals of every stream that got something; returns what to tell after the commit."""
        return [self._add_to_totals(change) for change in self._changes.values() if change.is_touched]

    def _find_stream(self, seeds: SeedPair) -> _StreamChange | None:
        if seeds not in self._known:
            values = (seeds.server_seed_hashed, seeds.client_seed)
            row = self._execute(statements.FIND_STREAM, values).fetchone()
            if row is None:
                return None
            self._known[seeds] = (row[0], UUID(row[1]))
        key, stream_id = self._known[seeds]
        change = self._changes[seeds] = _StreamChange(key, stream_id, is_new=False)
        return change

    def _record_in_new_stream(self, observation: Observation) -> Recorded:
        """A stream and its first observation, or neither."""
        self._execute("SAVEPOINT new_stream")
        try:
            change = self._insert_stream(observation.seeds)
            recorded = self._insert(change, observation)
        except MISFITS:
            self._execute("ROLLBACK TO new_stream")
            self._execute("RELEASE new_stream")
            raise
        self._execute("RELEASE new_stream")
        self._changes[observation.seeds] = change
        return recorded

    def _insert_stream(self, seeds: SeedPair) -> _StreamChange:
        stream_id = uuid4()
        now = self._received_us
        row = (str(stream_id), seeds.server_seed_hashed, seeds.client_seed, now, now)
        key = self._execute(statements.INSERT_STREAM, row).lastrowid or 0
        return _StreamChange(key, stream_id, is_new=True)

    def _insert(self, change: _StreamChange, observation: Observation) -> Recorded:
        if isinstance(observation, Bet):
            accepted = self._insert_bet(change, observation)
        else:
            accepted = self._insert_round(change, observation)
        change.is_touched = change.is_touched or accepted
        return Recorded(change.id, accepted)

    def _insert_bet(self, change: _StreamChange, bet: Bet) -> bool:
        values = (
            bet.antebot_bet_id,
            self._received_us,
            bet.date_time_us,
            bet.nonce,
            bet.amount,
            bet.payout,
            bet.difficulty,
            bet.round_target,
            bet.round_result,
            bet.payout_multiplier,
            bet.currency,
        )
        cursor = self._execute(statements.INSERT_BET, (change.key, *values))
        if cursor.rowcount != 1:
            return False
        # Its checks are among the bet's own, so this cannot fail where the bet was taken.
        self._execute(statements.INSERT_ROUND, (change.key, bet.nonce, bet.round_result))
        change.bets.append(StoredBet(cursor.lastrowid or 0, *values))
        return True

    def _insert_round(self, change: _StreamChange, heartbeat: Heartbeat) -> bool:
        row = (change.key, heartbeat.nonce, heartbeat.round_result)
        return self._execute(statements.INSERT_ROUND, row).rowcount == 1

    def _add_to_totals(self, change: _StreamChange) -> BetsStored:
        bets = change.bets
        multipliers = [bet.round_result for bet in bets]
        values = {
            "key": change.key,
            "seen_us": self._received_us,
            "bets": len(bets),
            "highest": max(multipliers, default=None),
            "lowest": min(multipliers, default=None),
            "multipliers": _finite_sum(multipliers),
            "wagered": _finite_sum(bet.amount for bet in bets),
            "paid_out": _finite_sum(bet.payout for bet in bets),
            "last_nonce": max((bet.nonce for bet in bets), default=None),
        }
        # Taking all rows ends the statement, so that the commit finds nothing open.
        (row,) = self._execute(statements.ADD_TO_TOTALS, values).fetchall()
        return BetsStored(stream_from_row(row), tuple(bets), change.is_new)


def _finite_sum(values: Iterable[float]) -> float:
    return min(sum(values), sys.float_info.max)
