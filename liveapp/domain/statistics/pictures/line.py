"""A line that loses no low and no high, though there are more values than pixels."""

import numpy as np

from liveapp.domain.statistics.columns import Floats, Integers

Point = tuple[int, float]
"""Where, and how much."""


def line_through(
    places: Integers,
    values: tuple[Floats, Floats, Floats],
    before: Point | None = None,
    after: Point | None = None,
) -> tuple[Integers, Floats]:
    """Where and how high a line goes that reaches the lowest, highest and last value of each place.

    `values` are these three, in that order. `before` and `after` are points beside all places, if any.
    """
    levels = np.stack(values, axis=1)
    counts = levels != values[2][:, np.newaxis]
    counts[:, 2] = True
    x, y = np.repeat(places, counts.sum(axis=1)), levels[counts]
    if before is not None:
        x, y = np.insert(x, 0, before[0]), np.insert(y, 0, before[1])
    if after is not None:
        x, y = np.append(x, after[0]), np.append(y, after[1])
    return x, y
