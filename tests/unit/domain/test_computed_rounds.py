"""Rounds computed from their seeds, against published ones."""

import json
from pathlib import Path

import pytest

from liveapp.domain.computed_rounds import ComputedRound, compute_round
from liveapp.domain.pump import hash_server_seed

VECTORS = json.loads((Path(__file__).parent.parent.parent / "data" / "pump.json").read_text(encoding="utf-8"))


def test_every_published_round_comes_out_with_what_it_was_computed_from() -> None:
    for of in VECTORS["outcomes"]:
        where = (of["client_seed"], of["nonce"], of["difficulty"])
        assert compute_round(of["server_seed"], *where) == ComputedRound(
            hash_server_seed(of["server_seed"]), *where, of["safe_rounds"], of["multiplier"]
        )


def test_the_server_seed_is_not_repeated() -> None:
    assert "a seed" not in repr(compute_round("a seed", "client", 1, "easy"))


def test_another_game_has_no_rounds() -> None:
    with pytest.raises(KeyError):
        compute_round("a seed", "client", 1, "extreme")
