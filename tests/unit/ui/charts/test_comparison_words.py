"""What is said of the chart that compares."""

from liveapp.domain.statistics.pictures.comparison import comparison_picture
from liveapp.domain.statistics.pictures.courses import Course
from liveapp.domain.statistics.words import COMPARED
from liveapp.ui.charts.comparison_words import (
    CAPTION,
    EXPECTED,
    caption,
    in_currency,
    legend_names,
    reading_words,
)
from tests.unit.domain.statistics.pictures.makers import bets_of

WON = Course().extended(bets_of([1, 2, 3], payouts=[3.0, 0.0, 2.5]), 100)
UNTOLD = Course().extended(bets_of([1], targets=7.0), 100)
NONE = Course()


def picture_of(*courses: Course):
    return comparison_picture(courses, None, 100)


def test_it_says_what_is_drawn_and_that_it_ranks_nothing() -> None:
    assert caption(picture_of(WON, NONE), False) == f"{CAPTION} {COMPARED}"
    assert caption(picture_of(NONE), False) == "No bets yet."


def test_it_says_whose_expectation_cannot_be_drawn() -> None:
    assert caption(picture_of(WON, NONE), True) == f"{CAPTION} {EXPECTED} {COMPARED}"
    assert "B: none, as not all bets have a target of the table." in caption(picture_of(WON, UNTOLD), True)


def test_it_says_how_coarse_long_streams_are() -> None:
    coarse = Course().extended(bets_of(range(1, 5_001)), 4)
    assert "in steps of up to 2,048 bets" in caption(picture_of(WON, coarse), False)


def test_a_stream_without_the_currency_is_named_as_such() -> None:
    names = ["one", "two"]
    assert legend_names(names, picture_of(WON, NONE), "btc") == ["one", "no bets in BTC · two"]
    assert legend_names(names, picture_of(NONE, WON), None)[0] == "no bets without a currency · one"
    assert legend_names(names, None, "btc") == names
    assert in_currency("eth") == "in ETH"


def test_every_stream_is_read_out_and_one_that_has_ended_by_its_end() -> None:
    picture = picture_of(WON, UNTOLD, NONE)
    assert reading_words(picture.curves, 1, "btc") == "Bet 1: A +2 · B −1 BTC"
    assert reading_words(picture.curves, 3, None) == "Bet 3: A +2.5 · B ended at −1"
