"""Values that tests of the list of streams share."""

from dataclasses import replace
from uuid import UUID

from liveapp.domain.bets import SeedPair
from liveapp.domain.streams import Stream
from liveapp.domain.totals import CurrencyTotal

NOW_US = 1_795_000_000_000_000
PLAIN = Stream(
    key=1,
    id=UUID(int=1),
    seeds=SeedPair("1a2b3c4d5e" + "f0" * 27, "my-client"),
    created_us=NOW_US,
    last_seen_us=NOW_US,
    total_bets=1234,
    highest_multiplier=24.5,
    lowest_multiplier=1.0,
    sum_multipliers=2468.0,
    last_nonce=1234,
    rounds=1234,
    first_round=1,
    last_round=1234,
    totals=(CurrencyTotal(None, 1234, wagered=10.0, paid_out=7.5),),
    notes=None,
    notes_revision=0,
    alias=None,
    is_pinned=False,
)


def make_stream(key: int = 1, **changes: object) -> Stream:
    return replace(PLAIN, key=key, id=UUID(int=key), **changes)  # type: ignore[arg-type]
