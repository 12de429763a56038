"""Rows of the tables turned into values of the domain."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from liveapp.domain.bets import SeedPair
from liveapp.domain.streams import Stream
from liveapp.storage.tables import LiveStream

STREAM_FIELDS = (
    LiveStream.id,
    LiveStream.uuid,
    LiveStream.server_seed_hashed,
    LiveStream.client_seed,
    LiveStream.created_at,
    LiveStream.last_seen_at,
    LiveStream.total_bets,
    LiveStream.highest_multiplier,
    LiveStream.lowest_multiplier,
    LiveStream.sum_multipliers,
    LiveStream.wagered,
    LiveStream.paid_out,
    LiveStream.last_nonce,
    LiveStream.notes,
    LiveStream.notes_revision,
)
"""What `stream_from_row` reads, in its order."""


def stream_from_row(row: Sequence[Any]) -> Stream:
    """A stream from a row of `STREAM_FIELDS`."""
    key, uuid, server_seed_hashed, client_seed, created_at, last_seen_at, total_bets, *totals = row
    highest, lowest, sum_multipliers, wagered, paid_out, last_nonce, notes, notes_revision = totals
    # By place, as this is done for each commit: in the order of the fields of `Stream`.
    return Stream(
        key,
        _uuid(uuid),
        SeedPair(server_seed_hashed, client_seed),
        created_at,
        last_seen_at,
        total_bets,
        _real(highest),
        _real(lowest),
        float(sum_multipliers),
        float(wagered),
        float(paid_out),
        last_nonce,
        notes,
        notes_revision,
    )


_uuid = lru_cache(maxsize=1024)(UUID)
"""The same few streams get most of the bets, and to read a UUID takes longer than the rest of the row."""


def _real(value: float | None) -> float | None:
    """A REAL as a float: SQLite's RETURNING gives whole ones as integers."""
    return None if value is None else float(value)
