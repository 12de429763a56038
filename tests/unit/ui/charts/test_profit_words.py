"""What is said of the chart of the profit."""

from dataclasses import replace

import numpy as np
import pytest

from liveapp.domain.statistics.pictures.profit import ProfitPicture
from liveapp.domain.statistics.pictures.span import Span
from liveapp.ui.charts.profit_words import caption, reading_words
from tests.unit.domain.statistics.pictures.makers import bets_of, profit_picture


@pytest.fixture
def picture() -> ProfitPicture:
    return profit_picture(bets_of(range(1, 201), targets=2.8), 0, Span(1, 200), 200)


def test_what_is_drawn_is_told(picture) -> None:
    assert caption(picture).startswith("Line: profit. Dashed: what the targets give on average. Areas:")


def test_bands_that_are_not_drawn_are_not_told(picture) -> None:
    assert "Shaded" in caption(picture, is_shaded=True)
    assert "Shaded" not in caption(picture)
    assert "from 10 expected wins on" in caption(replace(picture, band_from=None))


def test_bets_that_the_expectation_leaves_out_are_told(picture) -> None:
    told = caption(replace(picture, expected_over=150, is_compared=False))
    assert "The expectation is that of 150 of 200 bets, whose targets are in the table" in told
    assert "Areas" not in told
    assert "Too much is missing" in caption(replace(picture, is_compared=False))
    assert "Nothing tells what to expect" in caption(replace(picture, expected_over=0))
    assert caption(replace(picture, bets=0)) == "No bets yet."


def test_a_place_is_read_out_with_its_expectation_where_there_is_one(picture) -> None:
    assert reading_words(picture, 1, "btc").startswith("Nonce 2: profit −2 BTC, expected −0.")
    uncompared = reading_words(replace(picture, is_compared=False), 1, "btc")
    assert "expected" in uncompared
    assert "±" not in uncompared
    without = replace(picture, expected_over=0, profits=np.full(200, 3.5))
    assert reading_words(without, 1, None) == "Nonce 2: profit +3.5"
