"""Outcomes beside their expectation."""

from math import ceil, floor

import numpy as np
import pytest

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.outcome_classes import chance_of_reaching
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.binomial import central_range
from liveapp.domain.statistics.chi_square import goodness_of_fit
from liveapp.domain.statistics.outcomes import OutcomeFigures
from liveapp.domain.statistics.pictures.outcomes import outcomes_picture


def figures_of(difficulty: str, counts: list[int]) -> OutcomeFigures:
    counts = counts + [0] * (len(MULTIPLIERS[difficulty]) - len(counts))
    return OutcomeFigures(difficulty, sum(counts), tuple(counts), goodness_of_fit(difficulty, counts))


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_each_class_has_what_was_seen_beside_what_is_expected_and_its_own_range(difficulty: str) -> None:
    picture = outcomes_picture(figures_of(difficulty, [700, 200, 90, 10]))
    assert picture.observed.tolist()[:5] == [700, 200, 90, 10, 0]
    assert picture.multipliers.tolist() == list(MULTIPLIERS[difficulty])
    for pumps, expected in enumerate(picture.expected.tolist()):
        chance = chance_of_reaching(difficulty, pumps) - chance_of_reaching(difficulty, pumps + 1)
        assert expected == pytest.approx(float(1_000 * chance), rel=1e-12)
        assert (picture.lows[pumps], picture.highs[pumps]) == central_range(1_000, float(chance))
        assert picture.lows[pumps] <= ceil(expected)
        assert floor(expected) <= picture.highs[pumps]


def test_the_rows_hold_a_class_each() -> None:
    picture = outcomes_picture(figures_of("expert", [6, 4]))
    header, first, second, *_ = picture.rows()
    assert header == ("safe_pumps", "multiplier", "observed", "expected", "range_low", "range_high")
    assert first[:3] == (0, 1.0, 6)
    assert second[:3] == (1, 1.63, 4)
    assert first[3] == pytest.approx(4.0)
    assert np.sum(picture.expected) == pytest.approx(10)
