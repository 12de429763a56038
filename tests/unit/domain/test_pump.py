"""Outcomes of Pump against published vectors and a recorded evening."""

import hmac
import json
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES, MAX_NONCE
from liveapp.domain.pump import (
    MULTIPLIERS,
    POPS,
    POSITIONS,
    SeedPairOutcomes,
    hash_server_seed,
    multiplier,
    safe_pumps,
)

DATA = Path(__file__).parent.parent.parent / "data"
VECTORS = json.loads((DATA / "pump.json").read_text(encoding="utf-8"))
SESSION = json.loads((DATA / "session.expected.json").read_text(encoding="utf-8"))


def test_the_tables_are_those_of_the_casino() -> None:
    tables = {name: list(table) for name, table in MULTIPLIERS.items()}
    assert tables == VECTORS["tables"]
    assert VECTORS["pops"] == POPS
    assert tuple(POPS) == DIFFICULTIES == tuple(MULTIPLIERS)


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_every_number_of_safe_pumps_has_its_multiplier_and_each_is_higher(difficulty: str) -> None:
    table = MULTIPLIERS[difficulty]
    assert len(table) == POSITIONS - POPS[difficulty] + 1
    assert list(table) == sorted(set(table))
    assert table[0] == 1.0


@pytest.mark.parametrize(
    "outcome", VECTORS["outcomes"], ids=lambda outcome: f"{outcome['difficulty']}-{outcome['nonce']}"
)
def test_published_outcomes_come_out(outcome: dict[str, Any]) -> None:
    where = (outcome["server_seed"], outcome["client_seed"], outcome["nonce"], outcome["difficulty"])
    assert safe_pumps(*where) == outcome["safe_rounds"]
    assert multiplier(*where) == outcome["multiplier"]


@pytest.mark.parametrize("pair", VECTORS["hashes"] + SESSION["streams"])
def test_a_server_seeds_hash_is_that_of_its_text(pair: dict[str, str]) -> None:
    assert hash_server_seed(pair["server_seed"]) == pair["server_seed_hashed"]


def test_every_bet_of_a_recorded_evening_can_be_proved() -> None:
    server_seeds = {stream["server_seed_hashed"]: stream["server_seed"] for stream in SESSION["streams"]}
    proved = 0
    with (DATA / "session.jsonl").open(encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            seed = server_seeds[item["serverSeedHashed"]]
            difficulty = item.get("difficulty", "expert")
            assert multiplier(seed, item["clientSeed"], item["nonce"], difficulty) == item["roundResult"]
            proved += 1
    assert proved == SESSION["posts"]


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_outcomes_stay_within_the_table(difficulty: str) -> None:
    pumps = [safe_pumps("server", "client", nonce, difficulty) for nonce in range(500)]
    assert min(pumps) == 0
    assert max(pumps) <= POSITIONS - POPS[difficulty]


def test_seeds_may_hold_any_text() -> None:
    assert multiplier("ü\U0001f600", "my seed/é:1", 2**63 - 1, "easy") in MULTIPLIERS["easy"]


def test_an_unknown_difficulty_is_an_error() -> None:
    with pytest.raises(KeyError):
        multiplier("a", "b", 1, "impossible")


def drawn_as_told(server_seed: str, client_seed: str, nonce: int, difficulty: str) -> int:
    """Safe pumps as the rules of the game tell them: every float, a list of positions, its lowest one."""
    draws = b"".join(
        hmac.digest(server_seed.encode(), f"{client_seed}:{nonce}:{cursor}".encode(), "sha256")
        for cursor in range(4)
    )
    positions = list(range(POSITIONS))
    popped = []
    for (number,) in list(struct.iter_unpack(">I", draws))[: POPS[difficulty]]:
        popped.append(positions.pop(int(number / 2**32 * len(positions))))
    return min(popped)


SEEDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)


@given(SEEDS, SEEDS, st.integers(0, MAX_NONCE), st.sampled_from(DIFFICULTIES))
@example("", "", 0, "expert")
@example("s" * 64, "c", MAX_NONCE, "expert")
@example("s" * 65, "a:b:c", 1, "hard")
@example("\u00fc\U0001f600" * 50, "\u00e9%d", 10**18, "medium")
def test_outcomes_are_those_that_the_rules_of_the_game_give(
    server_seed: str, client_seed: str, nonce: int, difficulty: str
) -> None:
    outcomes = SeedPairOutcomes(server_seed, client_seed)
    assert outcomes.of(difficulty)(nonce) == drawn_as_told(server_seed, client_seed, nonce, difficulty)


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_rounds_in_a_row_come_out_as_the_rules_of_the_game_give_them(difficulty: str) -> None:
    seeds = ("a server seed", "a client seed")
    safe_pumps_of = SeedPairOutcomes(*seeds).of(difficulty)
    rounds = range(2_000)
    assert [safe_pumps_of(nonce) for nonce in rounds] == [
        drawn_as_told(*seeds, n, difficulty) for n in rounds
    ]


@given(SEEDS, SEEDS, st.integers(0, MAX_NONCE), st.integers(0, 3))
def test_a_digest_is_the_hmac_that_the_standard_library_gives(
    server_seed: str, client_seed: str, nonce: int, cursor: int
) -> None:
    message = f"{client_seed}:{nonce}:{cursor}".encode()
    expected = hmac.digest(server_seed.encode(), message, "sha256")
    assert SeedPairOutcomes(server_seed, client_seed).digest(nonce, cursor) == expected
