"""A real database in a temporary folder, and bets to put into it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from liveapp.domain.bets import Bet, SeedPair
from liveapp.storage import Store, open_store

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


@pytest.fixture
def database_path(tmp_path: Path) -> Path:
    return tmp_path / "liveapp.sqlite3"


@pytest.fixture
def store(database_path: Path) -> Iterator[Store]:
    store = open_store(database_path)
    yield store
    store.close()
