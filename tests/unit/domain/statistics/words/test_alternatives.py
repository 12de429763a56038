"""Pictures in words."""

import numpy as np

from liveapp.domain.statistics.chi_square import goodness_of_fit
from liveapp.domain.statistics.outcomes import OutcomeFigures
from liveapp.domain.statistics.pictures.comparison import comparison_picture
from liveapp.domain.statistics.pictures.courses import Course
from liveapp.domain.statistics.pictures.outcomes import outcomes_picture
from liveapp.domain.statistics.pictures.pace import PacePicture
from liveapp.domain.statistics.pictures.profit import ProfitPicture
from liveapp.domain.statistics.pictures.skyline import Skyline
from liveapp.domain.statistics.pictures.span import Span
from liveapp.domain.statistics.pictures.waits import Waits, waits_picture
from liveapp.domain.statistics.words import (
    COMPARED,
    comparison_alternative,
    outcomes_alternative,
    pace_alternative,
    profit_alternative,
    skyline_alternative,
    waits_alternative,
)
from tests.unit.domain.statistics.pictures.makers import bets_of

COUNTS = (44, 21, 16, 8, 6, 2, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0)
NONE = np.zeros(0, np.int64)


def integers(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def profit(**changes: object) -> ProfitPicture:
    values: dict[str, object] = {
        "span": Span(1, 300),
        "currency": 0,
        "firsts": integers(1, 101, 201),
        "lasts": integers(100, 200, 300),
        "lows": np.array([-2.0, -5.5, -4.0]),
        "highs": np.array([1.0, -2.0, 3.25]),
        "profits": np.array([-2.0, -4.0, 3.0]),
        "expected": np.array([-0.5, -1.0, -1.5]),
        "deviations": np.array([1.0, 2.0, 2.5]),
        "peaks": np.array([1.0, 1.0, 3.25]),
        "before": None,
        "after": None,
        "band_from": 120,
        "bets": 300,
        "expected_over": 300,
    }
    return ProfitPicture(**(values | changes))


def test_a_profit_is_told_by_its_extremes_and_its_end_beside_what_is_expected() -> None:
    assert profit_alternative(profit(), "btc") == (
        "Profit over nonces 1 to 300: lowest −5.5 BTC near nonce 200, highest +3.25 BTC near nonce 300, "
        "+3 BTC at the end. Expected at the end: −1.5 BTC, give or take 2.5 BTC for one deviation."
    )
    assert profit_alternative(profit(band_from=None), None).endswith(
        "Expected at the end: −1.5; fewer than 10 wins are expected, so there is no band."
    )
    assert profit_alternative(profit(expected_over=0), None).endswith("picked by how they ended.")
    assert profit_alternative(profit(firsts=NONE), None) == ("Profit over nonces: no bet lies in this range.")


def test_a_skyline_is_told_by_its_highest_multipliers() -> None:
    picture = Skyline(
        span=Span(1, 400),
        firsts=integers(1, 101, 201, 301),
        lasts=integers(100, 200, 300, 400),
        multipliers=np.array([34.68, np.nan, 1066.73, 34.68]),
        nonces=integers(7, -1, 250, 399),
        multiplier=34.68,
        hits=3,
        hit_nonces=integers(7, 250, 399),
        hit_multipliers=np.array([34.68, 1066.73, 34.68]),
    )
    assert skyline_alternative(picture) == (
        "Multipliers over nonces 1 to 400, highest first: 1,066.73× at nonce 250, 34.68× at nonce 7, "
        "34.68× at nonce 399. 3 hits of 34.68× or more."
    )


def test_a_skyline_without_results_says_so() -> None:
    nothing = Skyline(
        Span(1, 9), integers(1), integers(9), np.array([np.nan]), integers(-1), None, 0, NONE, NONE
    )
    assert skyline_alternative(nothing) == "Multipliers over nonces: no result is known in this range."


def outcomes_words(*counts: int) -> str:
    figures = OutcomeFigures("expert", sum(counts), counts, goodness_of_fit("expert", counts))
    return outcomes_alternative(outcomes_picture(figures))


def test_outcomes_are_told_one_by_one_and_what_is_outside_its_range() -> None:
    ordinary = outcomes_words(*COUNTS)
    assert ordinary.startswith(
        "Outcomes of 100 expert rounds, seen of expected: 1.00× 44 of 40; 1.63× 21 of 25;"
    )
    assert ordinary.endswith("All are inside the range of 998 of 1,000 fair streams.")
    odd = outcomes_words(20, 45, *COUNTS[2:])
    assert "Outside the range of 998 of 1,000 fair streams: 1.00×, 1.63×." in odd


def test_waits_are_told_bin_by_bin_with_the_running_one() -> None:
    waits = integers(*range(1, 31))
    words = waits_alternative(waits_picture(Waits(9.08, waits, 12, 0.1)))
    assert words.startswith("Waits for 9.08× or more: 30 hits, waits in rounds, seen of expected: 1 to ")
    assert " and more " in words
    assert words.endswith("The running wait is 12 rounds.")
    assert "of 998 of 1,000 fair streams." in words


def test_few_waits_are_not_compared() -> None:
    assert waits_alternative(waits_picture(Waits(9.08, integers(4), 1, 0.1))) == (
        "Waits for 9.08× or more: 1 hit, too few to compare their waits. The running wait is 1 round."
    )


def pace(counts: np.ndarray, pauses: int) -> PacePicture:
    return PacePicture(
        span_us=Span(0, 1),
        bar_us=60_000_000,
        begins_us=counts,
        nonces=counts,
        counts=counts,
        bets_a_minute=counts.astype(float),
        pause_us=60_000_000,
        pauses=pauses,
        paused_us=pauses * 3 * 3_600_000_000,
        pauses_from_us=NONE,
        pauses_to_us=NONE,
    )


def test_a_pace_is_told_by_its_highest_and_its_pauses() -> None:
    assert pace_alternative(pace(integers(1_000, 240), 2)) == (
        "Bets a minute over time: 1,240 bets, 1,000 a minute at most. "
        "2 pauses of 1 min or longer, 6 h together."
    )
    assert pace_alternative(pace(integers(1), 0)) == (
        "Bets a minute over time: 1 bet, 1 a minute at most. No pause."
    )
    assert pace_alternative(pace(NONE, 0)) == "Bets a minute over time: no bet lies in this range."


def test_a_comparison_is_told_stream_by_stream_and_ranks_none() -> None:
    won = Course().extended(bets_of([1, 2, 3], amounts=1.0, payouts=[0.0, 4.0, 0.0]), 10)
    picture = comparison_picture([won, Course()], None, 100)
    assert comparison_alternative(picture, ["first", "second"], "btc") == (
        "Profit in BTC over the number of bets. first: 3 bets, +1 BTC at the end, from −1 BTC to +2 BTC "
        f"in this range; second: no bets in it. {COMPARED}"
    )
    beyond = comparison_picture([won], Span(10, 20), 100)
    told = comparison_alternative(beyond, ["first"], None)
    assert "first: 3 bets, +1 at the end, none in this range" in told
    assert told.startswith("Profit in no currency over")
