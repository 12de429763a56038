"""What is said of the chart of the waits."""

from dataclasses import replace

import numpy as np

from liveapp.domain.statistics.pictures.waits import Waits, waits_picture
from liveapp.ui.charts.waits_words import NOTHING, QUANTILES, caption, reading_words

CHANCE = 0.01
WAITS = Waits(400.02, np.arange(1, 101) * 4, 77, CHANCE)
PICTURE = waits_picture(WAITS)


def test_what_is_drawn_is_told_and_how_long_it_is_since_the_last_hit() -> None:
    assert caption(PICTURE).startswith(
        "Rounds that each of 100 hits of 400.02× or more took. Dashed: 77 rounds since the last one."
    )


def test_shares_of_mean_waits_are_told_of_small_chances_alone() -> None:
    assert caption(PICTURE).endswith(QUANTILES)
    assert QUANTILES not in caption(waits_picture(replace(WAITS, chance=0.4)))


def test_why_nothing_is_drawn_is_told() -> None:
    assert caption(None) == NOTHING
    assert "not all of one difficulty" in caption(waits_picture(replace(WAITS, chance=None)))
    assert "too few" in caption(waits_picture(replace(WAITS, waits=np.array([5]))))


def test_no_words_say_what_the_next_round_brings() -> None:
    for said in (caption(PICTURE), reading_words(PICTURE, 0)):
        assert not any(word in said.lower() for word in ("due", "hot", "cold", "soon", "next"))


def test_a_column_is_told_beside_what_is_expected_and_what_fair_streams_show() -> None:
    last = len(PICTURE.firsts) - 1
    assert reading_words(PICTURE, 0).startswith(f"Waits of 1 to {PICTURE.lasts[0]} rounds: seen ")
    assert f"{PICTURE.firsts[last]:,} and more rounds" in reading_words(PICTURE, last)
    assert "998 of 1,000 fair streams see" in reading_words(PICTURE, 0)
