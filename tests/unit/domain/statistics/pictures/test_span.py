"""How a span's nonces are shared out among pixels."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.statistics.pictures.span import Span, highest, pixel_columns, reduced, shares

NONCES = st.one_of(st.integers(0, 60), st.integers(MAX_NONCE - 60, MAX_NONCE))
ENDS = st.one_of(NONCES, st.floats(-20, 80), st.sampled_from([-inf, inf, -1, MAX_NONCE + 1, 2.0**63]))


@pytest.mark.parametrize(
    ("span", "numbers"),
    [
        (Span(3, 7), range(3, 8)),
        (Span(2.5, 7.5), range(3, 8)),
        (Span(5.2, 5.8), range(6, 6)),
        (Span(7, 3), range(7, 7)),
        (Span(-9, -3), range(0)),
        (Span(-inf, inf), range(MAX_NONCE + 1)),
        (Span(MAX_NONCE - 1, 2.0**64), range(MAX_NONCE - 1, MAX_NONCE + 1)),
        (Span(2.0**64, 2.0**65), range(MAX_NONCE + 1, MAX_NONCE + 1)),
    ],
)
def test_a_span_holds_the_whole_numbers_between_its_ends_that_a_nonce_can_be(
    span: Span, numbers: range
) -> None:
    assert (span.numbers.start, span.numbers.stop) == (numbers.start, numbers.stop)


@settings(max_examples=40)
@given(ENDS, ENDS, st.integers(0, 12))
def test_columns_follow_one_another_without_a_break_and_are_as_wide_as_one_another(
    first: float, last: float, width: int
) -> None:
    span = Span(first, last)
    columns = pixel_columns(span, width)
    firsts, lasts = columns.firsts.tolist(), columns.lasts.tolist()
    number = span.numbers.stop - span.numbers.start
    assert len(firsts) == len(lasts) == min(width, number)
    if firsts:
        assert (firsts[0], lasts[-1]) == (span.numbers.start, span.numbers.stop - 1)
        assert firsts[1:] == [last + 1 for last in lasts[:-1]]
        assert {
            last - first + 1 - number // len(firsts) for first, last in zip(firsts, lasts, strict=True)
        } <= {0, 1}


@settings(max_examples=60)
@given(st.lists(NONCES, max_size=30), ENDS, ENDS, st.integers(0, 12), st.data())
def test_each_value_in_the_span_is_in_the_column_that_holds_its_nonce(
    nonces: list[int], first: float, last: float, width: int, data: st.DataObject
) -> None:
    nonces.sort()
    span, ascending = Span(first, last), np.array(nonces, np.int64)
    are_ours = [data.draw(st.booleans()) for _ in nonces]
    places = data.draw(st.sampled_from([None, np.flatnonzero(np.array(are_ours, np.bool_))]))
    ours = nonces if places is None else [nonces[place] for place in places]
    found = shares(ascending, span, width, places)
    assert ours[found.start : found.stop] == [n for n in ours if n in span.numbers]
    columns = pixel_columns(span, width)
    parts = {
        column: ours[start:end]
        for column, start, end in zip(
            found.columns.tolist(), found.starts.tolist(), found.ends.tolist(), strict=True
        )
    }
    for column in range(len(columns.firsts)):
        inside = [n for n in ours if columns.firsts[column] <= n <= columns.lasts[column]]
        assert parts.pop(column, []) == inside
    assert not parts


@settings(max_examples=60)
@given(
    st.lists(st.tuples(NONCES, st.sampled_from([1.0, 2.0, 3.0, nan])), max_size=30),
    ENDS,
    ENDS,
    st.integers(1, 12),
)
def test_no_extreme_of_a_column_is_lost(
    values: list[tuple[int, float]], first: float, last: float, width: int
) -> None:
    values.sort(key=lambda value: value[0])
    numbers = np.array([number for _, number in values])
    parts = shares(np.array([nonce for nonce, _ in values], np.int64), Span(first, last), width)
    highs, places = highest(numbers, parts)
    lows = reduced(np.fmin.reduceat, numbers, parts)
    for part, (start, end) in enumerate(zip(parts.starts, parts.ends, strict=True)):
        known = [value for value in numbers[start:end].tolist() if value == value]
        if known:
            assert (lows[part], highs[part]) == (min(known), max(known))
            assert places[part] == start + numbers[start:end].tolist().index(max(known))
        else:
            assert places[part] == -1
            assert np.isnan([lows[part], highs[part]]).all()
    assert len(highs) == len(places) == len(parts.columns)
