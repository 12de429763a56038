"""What is said of the chart of the outcomes."""

import numpy as np

from liveapp.domain.statistics.pictures.outcomes import OutcomesPicture
from liveapp.ui.charts.outcomes_words import reading_words

PICTURE = OutcomesPicture(
    difficulty="expert",
    rounds=5_000,
    multipliers=np.array([1.0, 1.63]),
    observed=np.array([2_012, 0]),
    expected=np.array([1_999.2, 0.34]),
    lows=np.array([1_893, 0]),
    highs=np.array([2_107, 3]),
)


def test_an_outcome_is_told_beside_what_is_expected_and_what_fair_streams_show() -> None:
    assert reading_words(PICTURE, 0) == (
        "0 safe pumps (1.00×): seen 2,012, expected 1,999.2; 998 of 1,000 fair streams see 1,893–2,107"
    )
    assert reading_words(PICTURE, 1) == (
        "1 safe pump (1.63×): seen 0, expected 0.34; 998 of 1,000 fair streams see 0–3"
    )
