"""What is said of the chart of the pace."""

from datetime import UTC

import numpy as np

from liveapp.domain.clock import HOUR_US, SECOND_US
from liveapp.domain.statistics.pictures.pace import pace_picture
from liveapp.domain.statistics.pictures.span import Span
from liveapp.ui.charts.pace_words import NOTHING, caption, pace_text, reading_words
from tests.unit.domain.statistics.pictures.makers import bets_of

NOON_US = 1_769_601_600 * SECOND_US
TIMES = NOON_US + np.array([0, 2, 5, 12, 14, 200, 201]) * SECOND_US


def picture_of(times):
    return pace_picture(
        bets_of(range(1, len(times) + 1), received_us=times), Span(NOON_US, NOON_US + HOUR_US), 5_000
    )


def test_a_pace_has_a_digit_behind_the_point_where_it_is_slow() -> None:
    assert [pace_text(pace) for pace in (2.44, 6.0, 83.7, 12_000.0)] == [
        "2.4 a minute",
        "6 a minute",
        "84 a minute",
        "12,000 a minute",
    ]


def test_bars_and_pauses_are_told() -> None:
    assert caption(picture_of(TIMES)) == (
        "Bars: bets a minute, 10 s each, by local time. "
        "Shaded: 1 pause of 1 min or longer, 3 min 6 s together."
    )
    assert caption(picture_of(TIMES[:5])).endswith("No pause of 1 min or longer.")
    assert caption(picture_of(TIMES[:0])) == NOTHING


def test_a_bar_is_told_with_its_time_its_pace_and_its_first_nonce() -> None:
    picture = picture_of(TIMES)
    assert reading_words(picture, 1, UTC) == (
        "2026-01-28 12:00:10 to 12:00:20: 2 bets, 12 a minute, from nonce 4 on"
    )
    assert reading_words(picture, 5, UTC) == "2026-01-28 12:00:50 to 12:01:00: no bets"
