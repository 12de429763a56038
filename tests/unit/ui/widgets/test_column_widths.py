"""Room that columns share."""

import pytest

from liveapp.ui.widgets.column_widths import MOST_SPREAD, shared

PAIR = [(0, 50, 100), (1, 100, 300)]


@pytest.mark.parametrize(
    ("room", "widths"),
    [(400, [100, 300]), (275, [75, 200]), (150, [50, 100]), (90, [50, 100]), (440, [110, 330])],
)
def test_room_is_shared_in_the_measure_that_each_needs_it(room, widths) -> None:
    assert list(shared(room, PAIR).values()) == widths


def test_with_much_room_columns_stay_near_each_other() -> None:
    assert sum(shared(10_000, PAIR).values()) == 400 * (1 + MOST_SPREAD)
    assert shared(100, []) == {}
