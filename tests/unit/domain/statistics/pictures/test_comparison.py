"""Several streams' profits over the number of their bets."""

from itertools import accumulate

import numpy as np
import pytest

from liveapp.domain.statistics.pictures.comparison import START, ComparisonPicture, comparison_picture
from liveapp.domain.statistics.pictures.courses import Course
from liveapp.domain.statistics.pictures.profit import LARGEST_DRAWN
from liveapp.domain.statistics.pictures.span import Span
from tests.unit.domain.statistics.pictures.makers import bets_of


def course_of(*gains: float, most_steps: int = 1_000, **values: object) -> Course:
    payouts = [gain + 5.0 for gain in gains]
    bets = bets_of(range(100, 100 + 3 * len(gains), 3), amounts=5.0, payouts=payouts, **values)
    return Course().extended(bets, most_steps)


def drawn(picture: ComparisonPicture, place: int) -> list[object]:
    x, y = picture.curves[place].line()
    return list(zip(x.tolist(), y.tolist(), strict=True))


def test_every_stream_begins_at_nothing_and_is_counted_from_its_own_first_bet() -> None:
    picture = comparison_picture([course_of(1, -2), course_of(3, 3, 3)], None, 1_000)
    assert picture.longest == 3
    assert drawn(picture, 0) == [(0, 0.0), (1, 1.0), (2, -1.0)]
    assert drawn(picture, 1) == [(0, 0.0), (1, 3.0), (2, 6.0), (3, 9.0)]
    assert [curve.profit for curve in picture.curves] == [-1.0, 9.0]


def test_a_pixel_keeps_its_lowest_and_highest() -> None:
    gains = [4.0, -5.0, -5.0, 5.0, 2.0, -1.0]
    (curve,) = comparison_picture([course_of(*gains)], Span(1, 6), 2).curves
    profits = list(accumulate(gains))
    assert curve.numbers.tolist() == [3, 6]
    assert curve.lows.tolist() == [min(profits[:3]), min(profits[3:])]
    assert curve.highs.tolist() == [max(profits[:3]), max(profits[3:])]
    assert curve.profits.tolist() == [profits[2], profits[5]]


def test_a_part_has_the_points_beside_it_so_that_the_line_reaches_the_edges() -> None:
    (curve,) = comparison_picture([course_of(1, 1, 1, 1, 1)], Span(3, 4), 100).curves
    assert (curve.before, curve.after) == ((2, 2.0), (5, 5.0))
    assert curve.numbers.tolist() == [3, 4]


def test_a_stream_that_ended_before_a_part_has_nothing_there_and_one_without_bets_nothing_at_all() -> None:
    ended, none = comparison_picture([course_of(1, 1), Course()], Span(10, 20), 100).curves
    assert (ended.numbers.tolist(), ended.before, ended.after) == ([], (2, 2.0), None)
    assert (none.bets, none.profit, none.before, none.after) == (0, 0.0, None, None)
    assert comparison_picture([Course()], None, 100).longest == 0
    assert comparison_picture([course_of(1)], None, 100).curves[0].before == START


def test_the_nearest_pixel_is_found_but_none_beyond_the_last_bet() -> None:
    (curve,) = comparison_picture([course_of(*[1.0] * 9)], Span(1, 9), 3).curves
    assert curve.numbers.tolist() == [3, 6, 9]
    assert [curve.place_at(number) for number in (1, 4, 5, 9, 10)] == [0, 0, 1, 2, None]


def test_an_expectation_is_that_of_all_bets_or_none_is_told() -> None:
    whole, partly = comparison_picture(
        [course_of(1, 1), course_of(1, 1, targets=[1.63, 7.0])], None, 9
    ).curves
    assert (whole.has_expectation, partly.has_expectation) == (True, False)
    assert whole.expected.tolist() == pytest.approx([5 * (1.63 * 0.6 - 1), 10 * (1.63 * 0.6 - 1)])
    assert not comparison_picture([Course()], None, 9).curves[0].has_expectation


def test_how_coarse_a_picture_is_can_be_told() -> None:
    fine, coarse = course_of(*[1.0] * 9), course_of(*[1.0] * 9, most_steps=3)
    assert comparison_picture([fine, coarse], None, 100).bets_a_step == 4
    assert comparison_picture([], None, 100).bets_a_step == 1


def test_amounts_stop_where_their_differences_are_still_numbers() -> None:
    bets = bets_of([1, 2], amounts=[1e308, 0.0], payouts=[0.0, 1.7e308])
    (curve,) = comparison_picture([Course().extended(bets, 10)], None, 10).curves
    assert curve.profits.tolist() == [-LARGEST_DRAWN, LARGEST_DRAWN]
    assert np.isfinite([*curve.expected, curve.profit]).all()


def test_its_numbers_are_rows_that_say_whose_they_are() -> None:
    picture = comparison_picture([course_of(1.0), course_of(2.0, 2.0, targets=7.0)], None, 100)
    header, *rows = picture.rows(["one", "two"])
    assert header == ("stream", "last_bet", "lowest_profit", "highest_profit", "profit", "expected_profit")
    assert rows == [
        ("one", 1, 1.0, 1.0, 1.0, pytest.approx(5 * (1.63 * 0.6 - 1))),
        ("two", 1, 2.0, 2.0, 2.0, None),
        ("two", 2, 4.0, 4.0, 4.0, None),
    ]
