"""What is said of the chart of the multipliers."""

from dataclasses import replace

import numpy as np
import pytest

from liveapp.domain.statistics.pictures.skyline import Skyline
from liveapp.domain.statistics.pictures.span import Span
from liveapp.ui.charts.skyline_words import caption, reading_words


@pytest.fixture
def picture() -> Skyline:
    return Skyline(
        span=Span(1, 20),
        firsts=np.array([1, 11]),
        lasts=np.array([10, 20]),
        multipliers=np.array([4.95, 400.02]),
        nonces=np.array([3, 12]),
        multiplier=4.95,
        hits=2,
        hit_nonces=np.array([3, 12]),
        hit_multipliers=np.array([4.95, 400.02]),
    )


def test_hits_are_counted_where_a_multiplier_is_chosen(picture) -> None:
    assert caption(picture).endswith("Diamonds: 2 hits of 4.95× or more.")
    assert "Diamonds" not in caption(replace(picture, multiplier=None))


def test_hits_that_are_not_marked_one_by_one_are_told(picture) -> None:
    assert caption(replace(picture, hits=5000)).endswith("; the highest of each pixel is marked.")


def test_a_pixel_is_read_out_with_its_nonces_and_a_single_one_by_itself(picture) -> None:
    assert reading_words(picture, 1, 12) == "Nonce 12: 400.02×, a hit"
    unmarked = replace(picture, hit_nonces=np.zeros(0, np.int64), hit_multipliers=np.zeros(0))
    assert reading_words(unmarked, 1, 12) == "Nonces 11–20: highest 400.02×, at 12"
    single = replace(unmarked, lasts=np.array([10, 11]))
    assert reading_words(single, 1, 11) == "Nonce 11: 400.02×"
