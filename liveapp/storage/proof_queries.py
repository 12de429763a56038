"""What is asked about proofs, as queries."""

from __future__ import annotations

from typing import Any

from peewee import ModelSelect, fn

from liveapp.domain.proof import BetToProve
from liveapp.domain.verdicts import DIFFERING
from liveapp.storage.bet_columns import COLUMN_OF
from liveapp.storage.bet_queries import has_verdict
from liveapp.storage.tables import LiveBet, LiveStream, SeedAlias

PROVEN_FIELDS = tuple(COLUMN_OF[name] for name in BetToProve._fields)
"""What `bet_to_prove` reads."""


def bet_to_prove(row: tuple[Any, ...]) -> BetToProve:
    """A bet from a row of `PROVEN_FIELDS`."""
    return BetToProve(*(*row[:-1], row[-1] == 1))


def seed_of(server_seed_hashed: str) -> ModelSelect[SeedAlias]:
    """The server seed that this hash committed to, if it is known."""
    return SeedAlias.select(SeedAlias.server_seed).where(
        SeedAlias.server_seed_hashed == server_seed_hashed.lower()
    )


def of_hash(streams: ModelSelect[LiveStream], server_seed_hashed: str) -> ModelSelect[LiveStream]:
    """Those of the streams that this hash committed to, last seen first."""
    query = streams.where(fn.LOWER(LiveStream.server_seed_hashed) == server_seed_hashed.lower())
    return query.order_by(LiveStream.last_seen_at.desc(), LiveStream.uuid)


def unproven(streams: ModelSelect[LiveStream]) -> ModelSelect[LiveStream]:
    """Those of the streams whose seed is known and that have bets without a verdict."""
    judged: Any = LiveStream.verified + LiveStream.mismatched + LiveStream.unverifiable
    return streams.where(LiveStream.is_revealed == 1, judged < LiveStream.total_bets)


def bets_without_verdict(stream_key: int, after_id: int, limit: int) -> ModelSelect[LiveBet]:
    """The first of a stream's bets with ids over `after_id` that are not judged, ids ascending."""
    query = LiveBet.select(*PROVEN_FIELDS).where(
        LiveBet.stream == stream_key, LiveBet.id > after_id, LiveBet.verdict.is_null()
    )
    return query.order_by(LiveBet.id).limit(limit)


def mismatches_of(stream_key: int, limit: int) -> ModelSelect[LiveBet]:
    """The first of a stream's bets that differ, by nonce, then by id, as `PROVEN_FIELDS`."""
    query = LiveBet.select(*PROVEN_FIELDS).where(LiveBet.stream == stream_key, *has_verdict(DIFFERING))
    return query.order_by(LiveBet.nonce, LiveBet.id).limit(limit)
