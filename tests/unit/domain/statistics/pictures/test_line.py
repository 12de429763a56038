"""Lines that lose no low and no high."""

import numpy as np

from liveapp.domain.statistics.pictures.line import line_through


def points(values: tuple[list[float], list[float], list[float]], **beside: tuple[int, float]) -> list[object]:
    lows, highs, lasts = (np.array(one, np.float64) for one in values)
    x, y = line_through(np.arange(10, 10 + len(lasts)), (lows, highs, lasts), **beside)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def test_each_place_has_its_low_and_high_before_its_last_and_none_of_them_twice() -> None:
    assert points(([-2.0, 0.0, 1.0], [1.0, 0.0, 3.0], [0.5, 0.0, 3.0])) == [
        (10, -2.0), (10, 1.0), (10, 0.5), (11, 0.0), (12, 1.0), (12, 3.0)
    ]  # fmt: skip


def test_it_reaches_the_points_beside_also_where_there_is_no_place() -> None:
    assert points(([], [], []), before=(1, 4.0), after=(99, 5.0)) == [(1, 4.0), (99, 5.0)]
    assert points(([], [], [])) == []
