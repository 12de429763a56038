"""Cumulative profit of each pixel."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.statistics.pictures.profit import LARGEST_DRAWN, ProfitCurve
from liveapp.domain.statistics.pictures.span import Span, pixel_columns
from tests.unit.domain.statistics.pictures.makers import bets_of, first_of, profit_picture

NONCES = st.one_of(st.integers(0, 60), st.integers(MAX_NONCE - 30, MAX_NONCE))


@settings(max_examples=60)
@given(
    st.lists(st.tuples(NONCES, st.integers(-5, 5), st.integers(0, 1)), max_size=30),
    NONCES,
    NONCES,
    st.integers(0, 12),
)
def test_no_low_or_high_of_a_pixel_is_lost_and_zooming_changes_no_profit(
    bets: list[tuple[int, int, int]], first: int, last: int, width: int
) -> None:
    bets.sort(key=lambda bet: bet[0])
    columns = bets_of(
        [nonce for nonce, _, _ in bets],
        amounts=[5.0] * len(bets),
        payouts=[gain + 5.0 for _, gain, _ in bets],
        currencies=[currency for _, _, currency in bets],
    )
    ours = [(nonce, gain) for nonce, gain, currency in bets if currency == 1]
    profits = np.cumsum([gain for _, gain in ours], dtype=np.float64).tolist()
    after = list(zip([nonce for nonce, _ in ours], profits, strict=True))
    span = Span(first, last)
    picture = profit_picture(columns, 1, span, width)
    wanted = []
    pixels = pixel_columns(span, width)
    for begin, end in zip(pixels.firsts.tolist(), pixels.lasts.tolist(), strict=True):
        inside = [(nonce, profit) for nonce, profit in after if begin <= nonce <= end]
        if inside:
            peak = max(0.0, *(profit for nonce, profit in after if nonce <= end))
            values = [profit for _, profit in inside]
            wanted.append((inside[0][0], inside[-1][0], min(values), max(values), values[-1], peak))
    ends, lowest, highest = (picture.firsts, picture.lasts), picture.lows, picture.highs
    found = zip(*ends, lowest, highest, picture.profits, picture.peaks, strict=True)
    assert list(found) == wanted
    assert picture.bets == len(ours)
    if first <= last:
        assert picture.before == next((bet for bet in reversed(after) if bet[0] < first), None)
        assert picture.after == next((bet for bet in after if bet[0] > last), None)


def test_the_curve_reaches_every_low_and_high_and_both_edges() -> None:
    bets = bets_of([1, 2, 3, 4, 5, 9], payouts=[2.0, 0.0, 0.0, 4.0, 0.0, 1.0])
    nonces, profits = profit_picture(bets, 0, Span(2, 5), 1).curve()
    assert list(zip(nonces.tolist(), profits.tolist(), strict=True)) == [
        (1, 1.0), (5, -1.0), (5, 2.0), (5, 1.0), (9, 1.0)
    ]  # fmt: skip


def test_where_each_bet_has_its_pixel_the_curve_has_a_point_for_each() -> None:
    bets = bets_of([1, 2, 7], payouts=[2.0, 0.0, 5.0])
    nonces, profits = profit_picture(bets, 0, Span(0, 10), 1_000).curve()
    assert (nonces.tolist(), profits.tolist()) == ([1, 2, 7], [1.0, 0.0, 4.0])


@pytest.mark.parametrize("span", [Span(3.2, 3.8), Span(5, 8), Span(20, 30), Span(-9, -1), Span(8, 5)])
def test_a_span_without_bets_has_no_pixel_but_what_is_beside_it(span: Span) -> None:
    picture = profit_picture(bets_of([3, 4, 10], payouts=2.0), 0, span, 100)
    assert len(picture.profits) == len(picture.expected) == len(picture.deviations) == 0
    beside = {3: 1.0, 4: 2.0, 10: 3.0}
    assert picture.before in [None, *beside.items()]
    assert picture.after in [None, *beside.items()]
    assert (picture.before is None) == (span.last < 0)
    assert (picture.after is None) == (span.first >= 20)


def test_without_a_bet_there_is_nothing() -> None:
    picture = profit_picture(bets_of([]), 0, Span(1, 100), 100)
    assert [len(array) for array in picture.curve()] == [0, 0]
    assert (picture.before, picture.after, picture.band_from, picture.bets) == (None, None, None, 0)
    assert picture.have_band.tolist() == []


def test_expectation_and_deviation_count_since_the_stream_began() -> None:
    bets = bets_of(range(1, 101), targets=1.63, amounts=2.0)
    picture = profit_picture(bets, 0, Span(50, 100), 2)
    assert picture.lasts.tolist() == [74, 100]
    assert picture.expected.tolist() == pytest.approx([74 * 2 * (1.63 * 0.6 - 1), 200 * (1.63 * 0.6 - 1)])
    assert picture.deviations.tolist() == pytest.approx([2 * 1.63 * (n * 0.24) ** 0.5 for n in (74, 100)])
    assert picture.expected_over == 100


def test_the_highest_profit_so_far_may_lie_before_the_span() -> None:
    bets = bets_of([1, 2, 3, 4, 5], payouts=[4.0, 0.0, 0.0, 3.0, 2.0])
    assert profit_picture(bets, 0, Span(2, 5), 10).peaks.tolist() == [3.0, 3.0, 3.0, 4.0]
    lost = bets_of([1, 2], payouts=0.0)
    assert profit_picture(lost, 0, Span(2, 2), 10).peaks.tolist() == [0.0]


def test_the_band_holds_from_the_nonce_on_by_which_ten_wins_were_expected() -> None:
    bets = bets_of(range(1, 101), targets=1.63)
    picture = profit_picture(bets, 0, Span(1, 100), 10)
    assert picture.band_from == 17
    assert picture.have_band.tolist() == [False] + [True] * 9
    assert profit_picture(first_of(bets, 16), 0, Span(1, 100), 10).have_band.tolist() == [False] * 2


def test_amounts_stop_where_their_differences_are_still_numbers() -> None:
    bets = bets_of([1, 2, 3], amounts=[1e308, 0, 1e308], payouts=[0, 1.7e308, 1.7e308], targets=34.68)
    picture = profit_picture(bets, 0, Span(1, 3), 10)
    assert picture.profits.tolist() == [-LARGEST_DRAWN, LARGEST_DRAWN, LARGEST_DRAWN]
    assert np.isfinite([*picture.expected, *picture.deviations, *picture.peaks]).all()


def test_a_kept_curve_draws_further_bets_as_a_new_one_does() -> None:
    bets = bets_of(range(1, 301), payouts=np.arange(300) % 4, currencies=np.arange(300) % 2)
    kept, span = ProfitCurve(1), Span(100, 290)
    for count in (100, 101, 300):
        rows = list(kept.picture(first_of(bets, count), span, 40).rows())
        assert rows == list(profit_picture(first_of(bets, count), 1, span, 40).rows())
    assert rows[0] == (
        "first_nonce", "last_nonce", "lowest_profit", "highest_profit", "profit",
        "expected_profit", "deviation", "highest_profit_so_far",
    )  # fmt: skip
    assert rows[1][:2] == (100, 102)
