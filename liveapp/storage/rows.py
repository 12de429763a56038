"""Rows of the tables turned into values of the domain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from peewee import ModelSelect

from liveapp.domain.bets import SeedPair
from liveapp.domain.streams import Stream
from liveapp.domain.totals import CurrencyTotal
from liveapp.domain.verdicts import UNREVEALED, StreamProof
from liveapp.storage.tables import LiveStream, StreamTotal

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
    LiveStream.last_nonce,
    LiveStream.rounds,
    LiveStream.first_round,
    LiveStream.last_round,
    LiveStream.notes,
    LiveStream.notes_revision,
    LiveStream.own_alias,
    LiveStream.is_pinned,
    LiveStream.is_revealed,
    LiveStream.verified,
    LiveStream.mismatched,
    LiveStream.unverifiable,
)
"""What `stream_from_row` reads. It finds each by its name, so that their order means nothing."""

TOTAL_FIELDS = (
    StreamTotal.first_bet_id,
    StreamTotal.currency,
    StreamTotal.bets,
    StreamTotal.wagered,
    StreamTotal.paid_out,
)
"""What `totals_from_rows` reads, in this order."""

_STREAM_COLUMNS = tuple(field.column_name for field in STREAM_FIELDS)


def living_streams() -> ModelSelect[LiveStream]:
    """The rows of all streams that are not deleted."""
    return LiveStream.select(*STREAM_FIELDS).where(LiveStream.deleted_at.is_null())


def stream_from_row(row: Sequence[Any], totals: tuple[CurrencyTotal, ...]) -> Stream:
    """A stream from a row of `STREAM_FIELDS`, and its totals by currency."""
    value = dict(zip(_STREAM_COLUMNS, row, strict=True))
    return Stream(
        key=value["id"],
        id=_uuid(value["uuid"]),
        seeds=SeedPair(value["server_seed_hashed"], value["client_seed"]),
        created_us=value["created_at"],
        last_seen_us=value["last_seen_at"],
        total_bets=value["total_bets"],
        highest_multiplier=_real(value["highest_multiplier"]),
        lowest_multiplier=_real(value["lowest_multiplier"]),
        sum_multipliers=float(value["sum_multipliers"]),
        last_nonce=value["last_nonce"],
        rounds=value["rounds"],
        first_round=value["first_round"],
        last_round=value["last_round"],
        totals=totals,
        notes=value["notes"],
        notes_revision=value["notes_revision"],
        alias=value["alias"],
        is_pinned=bool(value["is_pinned"]),
        proof=_proof(value["is_revealed"], value["verified"], value["mismatched"], value["unverifiable"]),
    )


def totals_from_rows(rows: Iterable[tuple[Any, ...]]) -> tuple[CurrencyTotal, ...]:
    """A stream's totals from rows of `TOTAL_FIELDS`, in whatever order these come."""
    return tuple(
        [
            CurrencyTotal(currency or None, bets, float(wagered), float(paid_out))
            for _, currency, bets, wagered, paid_out in sorted(rows)
        ]
    )


_uuid = lru_cache(maxsize=1024)(UUID)
"""The same few streams get most of the bets, and to read a UUID takes longer than the rest of the row."""


def _proof(is_revealed: int, verified: int, mismatched: int, unverifiable: int) -> StreamProof:
    return StreamProof(True, verified, mismatched, unverifiable) if is_revealed else UNREVEALED


def _real(value: float | None) -> float | None:
    """A REAL as a float: SQLite's RETURNING gives whole ones as integers."""
    return None if value is None else float(value)
