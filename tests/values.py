"""Makers of the domain's values: bets as they are observed and as they are stored, and streams."""

from collections.abc import Collection
from itertools import pairwise
from typing import Any
from uuid import UUID

from liveapp.domain.bets import Bet, SeedPair, StoredBet
from liveapp.domain.streams import Stream

PAIR = SeedPair("31e090138db3f164846e06c71d6c0e81ad0f47f304c7f02834d30c63118b052c", "client")


def make_bet(nonce: int, seeds: SeedPair = PAIR, **changes: Any) -> Bet:
    """A plain bet whose id is its nonce, unless told otherwise."""
    values: dict[str, Any] = {
        "antebot_bet_id": str(nonce),
        "amount": 1.0,
        "payout": 0.0,
        "difficulty": "easy",
        "round_result": 1.0,
    }
    return Bet(seeds=seeds, nonce=nonce, **(values | changes))


def stored_bet(**changes: Any) -> StoredBet:
    """A recorded bet; `changes` replace its fields."""
    values: dict[str, Any] = {
        "id": 1,
        "antebot_bet_id": "a",
        "received_us": 1_772_388_023_870_001,
        "date_time_us": None,
        "nonce": 7,
        "amount": 0.5,
        "payout": 2.0,
        "difficulty": "easy",
        "round_target": None,
        "round_result": 34.68,
        "payout_multiplier": None,
        "currency": None,
    }
    return StoredBet(**(values | changes))


def make_stream(**changes: Any) -> Stream:
    """A stream without bets; `changes` replace its fields."""
    values: dict[str, Any] = {
        "key": 1,
        "id": UUID(int=1),
        "seeds": PAIR,
        "created_us": 0,
        "last_seen_us": 1_000_000,
        "total_bets": 0,
        "highest_multiplier": None,
        "lowest_multiplier": None,
        "sum_multipliers": 0.0,
        "last_nonce": None,
        "rounds": 0,
        "first_round": None,
        "last_round": None,
        "totals": (),
        "notes": None,
        "notes_revision": 0,
        "alias": None,
        "is_pinned": False,
    }
    return Stream(**(values | changes))


def gaps_of(known: Collection[int]) -> list[tuple[int, int]]:
    """First and last nonce of each gap between known ones, found by going through all of them."""
    return [(before + 1, after - 1) for before, after in pairwise(sorted(set(known))) if after > before + 1]
