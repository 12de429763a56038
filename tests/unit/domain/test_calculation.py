"""A round's calculation, step by step, beside the engine, the vectors and OpenSSL."""

import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.bets import SeedPair
from liveapp.domain.calculation import calculate, digest_command, hash_command
from liveapp.domain.proof import BetToProve, judge
from liveapp.domain.pump import MULTIPLIERS, POPS, hash_server_seed, safe_pumps
from liveapp.domain.verdicts import Verdict
from tests.unit.domain.test_pump import VECTORS

SERVER_SEED = "0f" * 32
SEEDS = SeedPair(hash_server_seed(SERVER_SEED), "my-client")

texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=200)


def bet(**changes: object) -> BetToProve:
    plain = BetToProve(1, 1234, 0.5, 0.0, "expert", None, 1.0, False)
    return plain._replace(**changes)  # type: ignore[arg-type]


@given(texts, texts, st.integers(0, 2**63 - 1), st.sampled_from(sorted(POPS)))
def test_the_steps_lead_to_what_the_engine_says(server_seed, client_seed, nonce, difficulty) -> None:
    steps = calculate(server_seed, SeedPair("", client_seed), bet(nonce=nonce, difficulty=difficulty))
    assert steps.safe_pumps == safe_pumps(server_seed, client_seed, nonce, difficulty)
    assert steps.multiplier == MULTIPLIERS[difficulty][steps.safe_pumps]
    assert steps.judgement == judge(steps.bet, steps.safe_pumps)
    assert steps.computed_hash == hash_server_seed(server_seed)


@given(st.integers(1, 10**9), st.sampled_from(sorted(POPS)))
def test_each_step_follows_from_the_one_before(nonce, difficulty) -> None:
    steps = calculate(SERVER_SEED, SEEDS, bet(nonce=nonce, difficulty=difficulty))
    assert [digest.message for digest in steps.digests] == [
        f"my-client:{nonce}:{cursor}" for cursor in range(2 if difficulty == "expert" else 1)
    ]
    drawn = b"".join(digest.value for digest in steps.digests)
    left = list(range(25))
    for number, draw in enumerate(steps.draws):
        assert draw.number.to_bytes(4) == drawn[4 * number : 4 * number + 4]
        assert 0 <= draw.part < 1
        assert draw.left == len(left)
        assert draw.index == int(draw.part * draw.left)
        assert left.pop(draw.index) == draw.position
    assert len(left) == 25 - POPS[difficulty]
    assert steps.safe_pumps == min(draw.position for draw in steps.draws)


def test_a_target_that_is_reached_pays_and_one_that_is_missed_does_not() -> None:
    steps = calculate(SERVER_SEED, SEEDS, bet())
    reached, missed = MULTIPLIERS["expert"][steps.safe_pumps], MULTIPLIERS["expert"][steps.safe_pumps + 1]
    for target, payout in ((reached, 0.5 * reached), (missed, 0.0)):
        steps = calculate(SERVER_SEED, SEEDS, bet(round_target=target, round_result=reached, payout=payout))
        assert steps.target_payout == payout
        assert steps.judgement.verdict is Verdict.VERIFIED
    assert steps.target_pumps == steps.safe_pumps + 1


@pytest.mark.parametrize("target", [None, 7777.0])
def test_without_a_target_of_the_table_nothing_is_said_of_the_payout(target) -> None:
    steps = calculate(SERVER_SEED, SEEDS, bet(round_target=target))
    assert steps.target_pumps is steps.target_payout is None


def test_the_server_seed_is_in_no_text_that_a_log_could_take() -> None:
    steps = calculate(SERVER_SEED, SEEDS, bet())
    assert SERVER_SEED not in repr(steps)
    assert steps.digests[0].value.hex() not in repr(steps)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the command openssl")
@pytest.mark.parametrize(
    ("server_seed", "client_seed"),
    [
        (SERVER_SEED, "my-client"),
        ('it\'s $HOME `id` %s \\n "x" ; exit 1 #', "-n it's %d \\0 & | ! $(id)"),
        ("ключ" * 50, "клиент\u2028\t\n"),
        ("a", " "),
    ],
)
def test_openssl_gives_the_same_digests_by_the_lines_that_are_told(server_seed, client_seed) -> None:
    steps = calculate(server_seed, SeedPair("", client_seed), bet())
    commands = [hash_command(server_seed)]
    commands += [digest_command(server_seed, digest.message) for digest in steps.digests]
    ran = subprocess.run(
        ["sh", "-c", "\n".join(commands)], capture_output=True, text=True, check=True, timeout=60
    )
    told = [line.split()[-1] for line in ran.stdout.splitlines()]
    assert told == [steps.computed_hash, *(digest.value.hex() for digest in steps.digests)]
    assert not ran.stderr


@pytest.mark.parametrize("vector", VECTORS["outcomes"])
def test_the_published_outcomes_come_out(vector) -> None:
    seeds = SeedPair("", vector["client_seed"])
    steps = calculate(
        vector["server_seed"], seeds, bet(nonce=vector["nonce"], difficulty=vector["difficulty"])
    )
    assert (steps.safe_pumps, steps.multiplier) == (vector["safe_rounds"], vector["multiplier"])
