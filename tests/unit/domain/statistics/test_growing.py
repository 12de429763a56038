"""Columns that grow hold what was added, in order."""

from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.statistics import growing
from liveapp.domain.statistics.columns import Codes, Integers
from liveapp.domain.statistics.growing import GrowingColumns, part_of


@dataclass(frozen=True, slots=True)
class Pair:
    numbers: Integers
    codes: Codes


def pair(*numbers: int) -> Pair:
    return Pair(np.array(numbers, np.int64), np.array(numbers, np.uint8))


def rows(columns: GrowingColumns[Pair]) -> list[int]:
    view = columns.view
    assert view.numbers.tolist() == view.codes.tolist()
    return view.numbers.tolist()


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 255), max_size=9) | st.integers(0, 40), max_size=12))
def test_what_is_there_is_what_was_added_but_for_what_was_cut(steps) -> None:
    columns, expected = GrowingColumns(pair(1, 2)), [1, 2]
    with_little_room(columns)
    for step in steps:
        if isinstance(step, int):
            expected = expected[:step]
            columns.cut(min(step, len(columns)))
        else:
            expected += step
            columns.extend(pair(*step))
        assert rows(columns) == expected
        assert len(columns) == len(expected)


def with_little_room(columns: GrowingColumns[Pair]) -> None:
    """Fill the room that is made first, so that little is left of it."""
    columns.extend(pair(*[7] * (growing.LEAST_ROOM)))
    columns.cut(2)


def test_rows_that_are_all_alike_take_no_memory_until_one_differs() -> None:
    columns = GrowingColumns(pair())
    columns.extend(pair(*[7] * 2000))
    columns.extend(pair(*[7] * 2000))
    assert columns.view.numbers.strides == (0,)
    adopted = GrowingColumns(columns.view)
    adopted.extend(pair(7, 7))
    assert adopted.view.numbers.strides == (0,)
    adopted.extend(pair(7, 8))
    assert rows(adopted) == [7] * 4003 + [8]
    assert adopted.view.numbers.strides == (8,)


def test_rows_that_came_after_a_cut_to_nothing_may_differ_from_those_before() -> None:
    columns = GrowingColumns(pair())
    columns.extend(pair(7, 7))
    columns.cut(0)
    columns.extend(pair(8, 9))
    assert rows(columns) == [8, 9]


def test_a_view_keeps_its_rows_while_others_are_added() -> None:
    columns = GrowingColumns(pair(1, 2))
    view = columns.view
    for number in range(200):
        columns.extend(pair(*range(number, number + 20)))
    assert view.numbers.tolist() == [1, 2]


def test_rows_are_seldom_copied() -> None:
    columns = GrowingColumns(pair())
    rooms = set()
    for number in range(1_000):
        columns.extend(pair(*range(number % 200, number % 200 + 20)))
        rooms.add(id(columns.view.numbers.base))
    assert len(rooms) < 20


def test_some_rows_are_those_of_every_array() -> None:
    for wanted in (slice(1, 3), np.array([False, True, True, False])):
        part = part_of(pair(4, 5, 6, 7), wanted)
        assert part.numbers.tolist() == part.codes.tolist() == [5, 6]
