"""Rows of the tables turned into values of the domain."""

from collections.abc import Sequence
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
"""In the order that `stream_from_row` reads."""


def stream_from_row(row: Sequence[Any]) -> Stream:
    """A stream from a row of `STREAM_FIELDS`."""
    key, uuid, server_seed_hashed, client_seed, created_us, last_seen_us, total_bets, *rest = row
    highest, lowest, multipliers, wagered, paid_out, last_nonce, notes, notes_revision = rest
    return Stream(
        key=key,
        id=UUID(uuid),
        seeds=SeedPair(server_seed_hashed, client_seed),
        created_us=created_us,
        last_seen_us=last_seen_us,
        total_bets=total_bets,
        # SQLite's RETURNING gives whole REAL values as integers.
        highest_multiplier=None if highest is None else float(highest),
        lowest_multiplier=None if lowest is None else float(lowest),
        sum_multipliers=float(multipliers),
        wagered=float(wagered),
        paid_out=float(paid_out),
        last_nonce=last_nonce,
        notes=notes,
        notes_revision=notes_revision,
    )
