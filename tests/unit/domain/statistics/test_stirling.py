"""What Stirling's formula lacks, beside ln Γ itself and the digits of its constants."""

from math import exp, lgamma, log, pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.statistics.stirling import correction, corrections

positive = st.floats(-15, 6).map(lambda power: 10**power)


@settings(max_examples=25)
@given(st.lists(positive, min_size=1, max_size=20))
def test_one_and_many_agree_and_give_ln_gamma(numbers: list[float]) -> None:
    for x, many in zip(numbers, corrections(np.array(numbers)).tolist(), strict=True):
        assert correction(x) == pytest.approx(many, rel=1e-12, abs=1e-13)
        stirling = (x - 0.5) * log(x) - x + log(2 * pi) / 2
        assert stirling + many == pytest.approx(lgamma(x), rel=1e-14, abs=1e-13)


@pytest.mark.parametrize(
    ("x", "known"),
    [  # ln (x - 1)! less the formula, by 45 digits
        (1, 0.0810614667953272582197),
        (15, 0.00555473355196280137104),
        (16, 0.00520765591960964044072),
        (100, 0.000833330555634914683381),
    ],
)
def test_the_corrections_have_all_their_digits(x: float, known: float) -> None:
    assert correction(x) == pytest.approx(known, rel=3e-14 if x >= 16 else 1e-12)
    assert exp(corrections(np.array([float(x)]))[0]) == pytest.approx(exp(known), rel=1e-14)


def test_of_no_numbers_there_are_no_corrections() -> None:
    assert corrections(np.zeros(0)).tolist() == []
