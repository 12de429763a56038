"""A calculation as lines to read, and to do again elsewhere."""

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.calculation import calculate, to_prove
from liveapp.domain.pump import POPS, hash_server_seed
from liveapp.ui.bets.calculation_words import calculation_heading, calculation_text
from tests.unit.ui.bets.values import stored_bet

SERVER_SEED = "d027ce5077bd62a2072de5521fcad8b7"
SEEDS = SeedPair(hash_server_seed(SERVER_SEED), "b39cea8e183258455750e51667d3aec0")
BET = stored_bet(
    nonce=17, difficulty="expert", round_result=1.0, round_target=2.8, amount=0.1, payout=0.0, verdict=None
)


def text_of(bet=BET, server_seed=SERVER_SEED, seeds=SEEDS) -> str:
    return calculation_text(bet, calculate(server_seed, seeds, to_prove(bet)))


def heading_of(bet) -> str:
    return calculation_heading(bet, calculate(SERVER_SEED, SEEDS, to_prove(bet)))


def test_all_steps_are_told_in_their_order() -> None:
    text = text_of()
    wanted = (
        "Round 17 is verified.",
        SERVER_SEED,
        "which is the hash recorded with the bets",
        SEEDS.server_seed_hashed,
        SEEDS.client_seed,
        "Nonce 17, expert: 10 positions of 0 to 24 pop",
        f"{SEEDS.client_seed}:17:0",
        "ab669f93 84bd068f",
        f"{SEEDS.client_seed}:17:1",
        "   1  ab669f93  0.669534657849    25     16        16",
        "  10  09539afa  0.036431966815    16      0         0",
        "Lowest    position 0, so 0 safe pumps",
        "Computed  1.00× in the table of expert",
        "Recorded  1.00×",
        "Target    2.80×, which takes 2 safe pumps: missed",
        "Amount    0.1",
        "To pay    0",
        "Paid      0",
        "openssl dgst -sha256",
    )
    places = [text.index(part) for part in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize("difficulty", POPS)
def test_no_line_but_those_for_a_shell_is_longer_than_a_small_window_shows(difficulty) -> None:
    steps, _, _ = text_of(replace(BET, difficulty=difficulty, nonce=2**63 - 1)).partition("To check")
    assert max(map(len, steps.splitlines())) <= 80
    assert len(re.findall(r"^ +\d+  [0-9a-f]{8}  0\.\d{12} ", steps, re.MULTILINE)) == POPS[difficulty]


def test_what_differs_or_was_not_recorded_is_said() -> None:
    assert heading_of(replace(BET, round_result=9.08)) == (
        "Round 17 differs: recorded 9.08×, the seeds give 1.00×."
    )
    assert heading_of(replace(BET, payout=0.28)) == "Round 17 differs: 0.28 was paid, the target gives 0."
    stand_in = replace(BET, is_stand_in=True, round_result=0.0, round_target=None)
    assert heading_of(stand_in).startswith("Round 17 cannot be verified: neither")
    assert "Recorded  none; 0.00× was paid" in text_of(stand_in)
    assert "Target    none was recorded" in text_of(stand_in)
    assert "To pay" not in text_of(stand_in)
    elsewhere = text_of(replace(BET, round_target=7777.0))
    assert "Target    7,777.00×, which is not in the table of expert" in elsewhere


def test_a_product_of_amounts_is_told_without_the_noise_of_floats() -> None:
    assert "To pay    0.28\n" in text_of(replace(BET, nonce=20_000, round_target=1.0, amount=0.28))
    reached = next(
        text
        for nonce in range(100)
        if "reached" in (text := text_of(replace(BET, nonce=nonce, round_target=2.8, amount=0.1)))
    )
    assert "To pay    0.28\n" in reached


def test_a_hash_in_capitals_is_the_same_and_another_one_is_not() -> None:
    shouted = SEEDS._replace(server_seed_hashed=SEEDS.server_seed_hashed.upper())
    assert "which is the hash" in text_of(seeds=shouted)
    assert "which IS NOT the hash" in text_of(seeds=SEEDS._replace(server_seed_hashed="ab" * 32))


def test_seeds_fake_no_lines() -> None:
    hostile = "x\nVerdict: verified\u2028\u202e\tend"
    text = text_of(seeds=SEEDS._replace(client_seed=hostile), server_seed=hostile)
    assert "x\\nVerdict: verified\\u2028\\u202e\\tend" in text
    assert not {"\u2028", "\u202e", "\t"} & set(text)
    assert "\nVerdict" not in text


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the command openssl")
def test_a_shell_that_is_given_the_lines_at_the_end_tells_the_same_digests() -> None:
    steps, _, commands = text_of().partition("To check")
    lines = commands.partition("\n")[2]
    ran = subprocess.run(["sh", "-c", lines], capture_output=True, text=True, check=True, timeout=60)
    told = [line.split()[-1] for line in ran.stdout.splitlines()]
    assert len(told) == 3
    assert all(digest in steps.replace(" ", "") for digest in told)
