"""The table of ranges of missing nonces."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from liveapp.ui.gaps.ranges_model import RangeColumn, RangesModel

RANGES = [(3035, 3037), (3051, 3051), (8000, 8999)]


@pytest.fixture
def model(qapp, qtmodeltester) -> RangesModel:
    made = RangesModel()
    made.show_ranges(RANGES)
    return made


def shown(model: RangesModel, role: int = Qt.ItemDataRole.UserRole) -> list[tuple[object, ...]]:
    return [
        tuple(model.index(row, column).data(role) for column in RangeColumn)
        for row in range(model.rowCount())
    ]


def test_each_range_is_a_row_with_its_ends_and_its_length(model, qtmodeltester) -> None:
    assert shown(model) == [(3035, 3037, 3), (3051, 3051, 1), (8000, 8999, 1000)]
    assert shown(model, Qt.ItemDataRole.DisplayRole)[2] == ("8,000", "8,999", "1,000")
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "3 rounds are missing: 3,035–3,037"
    assert model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == "1 round is missing: 3,051"
    qtmodeltester.check(model)


@pytest.mark.parametrize("before", [[], [1], [1, 2, 3], [1, 3, 5, 7]])
@pytest.mark.parametrize("after", [[], [1], [2], [1, 3], [0, 1, 2, 3, 4], [1, 9], [5, 6, 7], [2, 3, 4, 7, 8]])
def test_whatever_came_before_it_shows_what_it_was_handed(model, before, after) -> None:
    for numbers in (before, after):
        model.show_ranges([(number, number) for number in numbers])
    assert shown(model) == [(number, number, 1) for number in after]
    assert model.ranges == [(number, number) for number in after]


def rows_of(indexes: Sequence[QPersistentModelIndex]) -> list[int]:
    return [index.row() if index.isValid() else -1 for index in indexes]


def test_rows_that_stay_keep_their_choice_when_others_come_and_go(model) -> None:
    kept = [QPersistentModelIndex(model.index(row, 0)) for row in range(3)]
    model.show_ranges([(3035, 3035), (3037, 3037), *RANGES[1:], (9500, 9501)])
    assert rows_of(kept) == [-1, 2, 3]
    model.show_ranges(RANGES[1:])
    assert rows_of(kept) == [-1, 0, 1]


def test_what_is_the_same_changes_no_row(model, qtbot) -> None:
    with qtbot.assertNotEmitted(model.rowsRemoved), qtbot.assertNotEmitted(model.rowsInserted):
        model.show_ranges(list(RANGES))
