"""What Stirling's formula lacks: ln Γ(x) = (x - 1/2) ln x - x + ln(2π)/2 + correction(x).

Formulas from differences of ln Γ are written with it, since the large terms then cancel on paper and not in
floats.
"""

from math import lgamma, log, pi
from typing import Any

import numpy as np

from liveapp.domain.statistics.columns import Floats

_COEFFICIENTS = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188)
"""Of 1/x, 1/x³, …: from `_LARGE` on, the next term is below 1e-16."""

_LARGE = 16
_HALF_LOG_2_PI = log(2 * pi) / 2


def correction(x: float) -> float:
    """The correction for one positive number."""
    return float(lgamma(x) - _formula(x, log(x)) if x < _LARGE else _series(x))


def corrections(x: Floats) -> Floats:
    """The correction for each of many positive numbers."""
    result: Floats = _series(np.maximum(x, _LARGE))
    small = x < _LARGE
    result[small] = _of_small(x[small])
    return result


def _of_small(x: Floats) -> Floats:
    """By Γ(x) = Γ(x + 16) ÷ (x (x + 1) … (x + 15))."""
    product, shifted = x.copy(), x + _LARGE
    for step in range(1, _LARGE):
        product *= x + step
    log_gamma = _formula(shifted, np.log(shifted)) + _series(shifted) - np.log(product)
    return np.asarray(log_gamma - _formula(x, np.log(x)))


def _series(x: Any) -> Any:
    square, total = x * x, 0.0
    for coefficient in reversed(_COEFFICIENTS):
        total = total / square + coefficient
    return total / x


def _formula(x: Any, log_x: Any) -> Any:
    return (x - 0.5) * log_x - x + _HALF_LOG_2_PI
