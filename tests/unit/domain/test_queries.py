"""Filters and orders of bets."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES, BetOutcome, StoredBet
from liveapp.domain.queries import BetColumn, BetFilter, BetOrder, sort_key
from liveapp.domain.verdicts import Verdict


def stored(**changes: object) -> StoredBet:
    values: dict[str, object] = {
        "id": 5,
        "antebot_bet_id": "a",
        "received_us": 100,
        "date_time_us": 50,
        "nonce": 7,
        "amount": 0.5,
        "payout": 2.0,
        "difficulty": "hard",
        "round_target": 3.0,
        "round_result": 4.0,
        "payout_multiplier": 6.0,
        "currency": None,
        **changes,
    }
    return StoredBet(**values)  # type: ignore[arg-type]


def test_no_filter_lets_everything_through() -> None:
    assert BetFilter().admits(stored(round_result=0.0))


@given(threshold=st.floats(0, 1e6), result=st.floats(0, 1e6))
def test_the_least_multiplier_is_let_through_itself(threshold: float, result: float) -> None:
    assert BetFilter(min_multiplier=threshold).admits(stored(round_result=result)) == (result >= threshold)
    assert BetFilter(min_multiplier=threshold).admits(stored(round_result=threshold))


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_a_difficulty_lets_only_its_own_through(difficulty: str) -> None:
    assert BetFilter(difficulty=difficulty).admits(stored()) == (difficulty == "hard")


@pytest.mark.parametrize(
    ("outcome", "payout", "is_let_through"),
    [
        (BetOutcome.WON, 0.6, True),
        (BetOutcome.WON, 0.5, False),
        (BetOutcome.WON, 0.4, False),
        (BetOutcome.LOST, 0.4, True),
        (BetOutcome.LOST, 0.5, False),
        (BetOutcome.LOST, 0.6, False),
    ],
)
def test_a_bet_that_got_its_stake_back_was_neither_won_nor_lost(
    outcome: BetOutcome, payout: float, is_let_through: bool
) -> None:
    assert BetFilter(outcome=outcome).admits(stored(amount=0.5, payout=payout)) is is_let_through


def test_a_target_lets_through_what_differs_by_rounding_only() -> None:
    assert BetFilter(target=1.63).admits(stored(round_target=1.63 * (1 + 1e-10)))
    assert BetFilter(target=1.63).admits(stored(round_target=1.63 * (1 - 1e-10)))
    assert not BetFilter(target=1.63).admits(stored(round_target=1.6300001))
    assert not BetFilter(target=1.63).admits(stored(round_target=None))


def test_the_ends_of_ranges_are_let_through() -> None:
    for nonce, is_let_through in ((6, False), (7, True), (9, True), (10, False)):
        assert BetFilter(nonce_from=7, nonce_to=9).admits(stored(nonce=nonce)) is is_let_through
    for time_us, is_let_through in ((49, False), (50, True), (60, True), (61, False)):
        assert (
            BetFilter(time_from_us=50, time_to_us=60).admits(stored(date_time_us=time_us)) is is_let_through
        )


def test_a_bet_without_a_time_of_its_own_counts_by_when_it_was_received() -> None:
    assert BetFilter(time_from_us=100, time_to_us=100).admits(stored(date_time_us=None))
    assert not BetFilter(time_from_us=100, time_to_us=100).admits(stored(date_time_us=50))


def test_both_filters_must_let_a_bet_through() -> None:
    assert BetFilter(4.0, "hard").admits(stored())
    assert not BetFilter(4.1, "hard").admits(stored())
    assert not BetFilter(4.0, "easy").admits(stored())


def test_nobody_has_marked_a_bet_that_has_just_arrived() -> None:
    assert not BetFilter(is_bookmarked=True).admits(stored())


@pytest.mark.parametrize(
    ("column", "key"),
    [
        (BetColumn.NONCE, 7),
        (BetColumn.DATE_TIME, 50),
        (BetColumn.AMOUNT, 0.5),
        (BetColumn.ROUND_RESULT, 4.0),
        (BetColumn.PAYOUT_MULTIPLIER, 6.0),
        (BetColumn.PAYOUT, 2.0),
        (BetColumn.PROFIT, 1.5),
        (BetColumn.DIFFICULTY, 2),
        (BetColumn.ROUND_TARGET, 3.0),
        (BetColumn.RECEIVED, 5),
    ],
)
def test_each_column_orders_by_its_value(column: BetColumn, key: float) -> None:
    assert sort_key(stored(), column) == key


def test_every_column_has_a_key() -> None:
    for column in BetColumn:
        assert isinstance(sort_key(stored(), column), int | float)


def test_missing_values_come_lowest() -> None:
    assert sort_key(stored(round_target=None), BetColumn.ROUND_TARGET) == -inf


def test_a_bet_without_a_time_stands_where_it_was_received() -> None:
    assert sort_key(stored(date_time_us=None, received_us=77), BetColumn.DATE_TIME) == 77


def test_a_payout_multiplier_that_was_not_reported_comes_from_the_amounts() -> None:
    column = BetColumn.PAYOUT_MULTIPLIER
    assert sort_key(stored(payout_multiplier=9.0, amount=0.5, payout=2.0), column) == 9.0
    assert sort_key(stored(payout_multiplier=None, amount=0.5, payout=2.0), column) == 4.0
    assert sort_key(stored(payout_multiplier=None, amount=0.0, payout=2.0), column) == -inf


def test_large_nonces_keep_their_exact_order() -> None:
    assert sort_key(stored(nonce=2**63 - 1), BetColumn.NONCE) > sort_key(
        stored(nonce=2**63 - 2), BetColumn.NONCE
    )


def test_bets_come_by_rising_nonce_unless_told() -> None:
    assert BetOrder() == BetOrder(BetColumn.NONCE, descending=False)


@pytest.mark.parametrize(
    ("bet_filter", "picks_by_outcome"),
    [
        (BetFilter(), False),
        (
            BetFilter(difficulty="easy", target=2.0, nonce_from=1, nonce_to=9, time_from_us=0, time_to_us=9),
            False,
        ),
        (BetFilter(min_multiplier=2.0), True),
        (BetFilter(outcome=BetOutcome.WON), True),
        (BetFilter(is_bookmarked=True), True),
        (BetFilter(verdicts=(Verdict.VERIFIED,)), True),
    ],
)
def test_a_filter_picks_by_outcome_unless_it_asks_for_what_was_known_before(
    bet_filter: BetFilter, picks_by_outcome: bool
) -> None:
    assert bet_filter.picks_by_outcome is picks_by_outcome
