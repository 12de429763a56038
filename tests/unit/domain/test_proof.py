"""Judging a bet by its computed round, row by row of the contract."""

from dataclasses import replace
from typing import Any

import pytest

from liveapp.domain.proof import BetToProve, Mismatch, judge, judge_all, mismatches_in, to_prove
from liveapp.domain.pump import MULTIPLIERS, multiplier, safe_pumps
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import StreamProof, Verdict
from tests.unit.ui.bets.values import stored_bet
from tests.values import make_stream

RIGHT, RESULT, PAYOUT, UNKNOWN = Verdict


def bet(**changes: Any) -> BetToProve:
    """An easy bet of 2.0 without a target that reached 1.07, two pumps."""
    values: dict[str, Any] = {
        "id": 1,
        "nonce": 1,
        "amount": 2.0,
        "payout": 0.0,
        "difficulty": "easy",
        "round_target": None,
        "round_result": 1.07,
        "is_stand_in": False,
    }
    return BetToProve(**(values | changes))


def stand_in(**changes: Any) -> BetToProve:
    return bet(is_stand_in=True, **changes)


@pytest.mark.parametrize(
    ("recorded", "verdict"),
    [
        (1.07, RIGHT),
        (1.06, RIGHT),
        (1.08, RIGHT),
        (1.11, RESULT),
        (1.02, RESULT),
        (0.0, RESULT),
        (5.0, RESULT),
    ],
)
def test_a_result_is_right_where_it_belongs_to_the_computed_class(recorded: float, verdict: Verdict) -> None:
    assert judge(bet(round_result=recorded), 2) == (verdict, 1.07)


@pytest.mark.parametrize(
    ("target", "payout", "verdict", "expected"),
    [
        (1.02, 2.04, RIGHT, 1.07),
        (1.07, 2.14, RIGHT, 1.07),
        (1.07, 2.16, RIGHT, 1.07),  # within a hundredth
        (1.07, 2.17, PAYOUT, 2.14),
        (1.07, 2.1, PAYOUT, 2.14),
        (1.07, 0.0, PAYOUT, 2.14),  # reached, and not paid
        (1.11, 0.0, RIGHT, 1.07),
        (1.11, 2.22, PAYOUT, 0.0),  # missed, and paid
        (1.11, 1e-9, PAYOUT, 0.0),
        (1.5, 3.0, RIGHT, 1.07),  # no multiplier of this table: nothing to compare a payout with
        (None, 99.0, RIGHT, 1.07),
    ],
)
def test_a_payout_is_what_the_target_gives_by_the_computed_round(
    target: float | None, payout: float, verdict: Verdict, expected: float
) -> None:
    found, right = judge(bet(round_target=target, payout=payout), 2)
    assert found is verdict
    assert right == pytest.approx(expected)


def test_a_target_from_another_table_in_circulation_counts_as_its_class() -> None:
    assert judge(bet(round_target=1.08, payout=2.16), 2).verdict is RIGHT


def test_the_result_is_judged_before_the_payout() -> None:
    assert judge(bet(round_result=1.11, round_target=1.11, payout=2.22), 2) == (RESULT, 1.07)


def test_tiny_amounts_are_compared_to_eight_digits() -> None:
    dust = bet(amount=1e-8, round_target=1.07, payout=0.0)
    assert judge(dust, 2).verdict is PAYOUT
    assert judge(dust._replace(payout=1e-8), 2).verdict is RIGHT


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"round_target": 1.07, "payout": 2.14, "round_result": 1.07}, RIGHT),
        ({"round_target": 1.11, "payout": 0.0, "round_result": 0.0}, RIGHT),
        ({"round_target": 1.07, "payout": 0.0, "round_result": 0.0}, PAYOUT),
        ({"payout": 2.14, "round_result": 1.07}, RIGHT),
        ({"payout": 0.0, "round_result": 0.0}, UNKNOWN),
        ({"payout": 2.04, "round_result": 1.02}, UNKNOWN),
        ({"round_target": 1.5, "payout": 0.0, "round_result": 0.0}, UNKNOWN),
        ({"amount": 0.0, "payout": 0.0, "round_result": 1.07}, RIGHT),
        ({"amount": 0.0, "payout": 0.0, "round_result": 0.0}, UNKNOWN),
    ],
)
def test_a_stand_in_is_judged_by_its_payout_alone(changes: dict[str, Any], verdict: Verdict) -> None:
    assert judge(stand_in(**changes), 2).verdict is verdict


def test_each_bet_is_judged_by_its_own_nonce_and_difficulty() -> None:
    bets = [
        bet(
            id=nonce, nonce=nonce, difficulty=difficulty, round_result=multiplier("s", "c", nonce, difficulty)
        )
        for nonce, difficulty in enumerate(MULTIPLIERS, 10)
    ]
    assert judge_all("s", "c", bets) == [(one.id, RIGHT) for one in bets]
    assert RIGHT not in [verdict for _, verdict in judge_all("s", "c", [bets[0]._replace(round_result=99.0)])]


def test_mismatches_tell_what_was_recorded_and_what_would_be_right() -> None:
    nonce = next(n for n in range(100) if safe_pumps("s", "c", n, "easy") >= 2)
    reached = multiplier("s", "c", nonce, "easy")
    right = bet(id=1, nonce=nonce, round_result=reached)
    wrong = bet(id=2, nonce=nonce, round_result=99.0)
    unpaid = bet(id=3, nonce=nonce, round_result=reached, round_target=1.02)
    assert mismatches_in("s", "c", [right, wrong, unpaid]) == (
        Mismatch(2, nonce, 99.0, reached, RESULT),
        Mismatch(3, nonce, 0.0, 2.04, PAYOUT),
    )


def test_bets_wait_for_a_verdict_only_where_the_seed_is_known() -> None:
    stream: Stream = make_stream(total_bets=10)
    assert stream.unjudged_bets == 0
    assert replace(stream, proof=StreamProof(True, 5, 2, 1)).unjudged_bets == 2


def test_of_a_recorded_bet_what_is_compared_is_its_own() -> None:
    recorded = stored_bet(id=5, nonce=9, round_target=2.5, is_stand_in=True)
    compared = to_prove(recorded)
    assert compared._asdict() == {name: getattr(recorded, name) for name in BetToProve._fields}
