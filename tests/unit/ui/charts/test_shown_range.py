"""Which part of a stream is shown: zoomed, moved, and followed while it grows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.statistics.pictures.span import Span
from liveapp.ui.charts.shown_range import ShownRange


@pytest.fixture
def shown(qapp) -> ShownRange:
    made = ShownRange()
    made.set_whole(1001, 2000)
    return made


def test_everything_is_shown_and_goes_on_with_the_stream(shown) -> None:
    assert (shown.ends, shown.is_zoomed) == ((1001, 2000), False)
    shown.set_whole(1001, 2345)
    assert shown.ends == (1001, 2345)


def test_a_part_stays_the_same_nonces_while_the_stream_grows_at_either_end(shown) -> None:
    shown.show_part(Span(99.0, 199.0))
    assert shown.ends == (1100, 1200)
    shown.set_whole(1001, 9000)
    shown.set_whole(501, 9000)
    assert shown.ends == (1100, 1200)


def test_what_is_under_the_pointer_stays_there_while_one_zooms(shown) -> None:
    shown.zoom(4.0, 250.0)
    now = shown.shown
    assert (250.0 - now.first) / (now.last - now.first) == pytest.approx(0.2549, abs=0.01)
    shown.zoom(0.01)
    assert not shown.is_zoomed


def test_one_moves_to_the_ends_and_no_further(shown) -> None:
    shown.pan(50.0)
    assert not shown.is_zoomed
    shown.show_part(Span(100.0, 200.0))
    shown.pan(-1e6)
    assert shown.ends == (1001, 1091)
    shown.pan(1e6)
    assert shown.ends == (1910, 2000)


def test_a_part_is_never_narrower_than_can_be_drawn(shown) -> None:
    shown.zoom(1e9, 500.0)
    assert shown.shown.last - shown.shown.first == pytest.approx(10.0)


def test_reset_shows_everything_and_tells_once(shown, qtbot) -> None:
    told = []
    shown.zoom(2.0)
    shown.moved.connect(lambda: told.append("moved"))
    shown.changed.connect(lambda: told.append("changed"))
    shown.reset()
    shown.reset()
    assert told == ["moved", "changed"]
    shown.set_whole(1001, 2001)
    shown.set_whole(1001, 2001)
    assert told == ["moved", "changed", "changed"]


@settings(max_examples=60)
@given(
    st.integers(0, MAX_NONCE),
    st.integers(0, MAX_NONCE),
    st.lists(st.tuples(st.floats(0.2, 50.0), st.floats(0.0, 1.0), st.floats(-1.0, 1.0)), max_size=6),
)
def test_whatever_is_done_what_is_shown_lies_in_what_there_is(one, other, steps) -> None:
    first, last = sorted((one, other))
    shown = ShownRange()
    shown.set_whole(first, last)
    for factor, at, by in steps:
        now = shown.shown
        shown.zoom(factor, now.first + at * (now.last - now.first))
        shown.pan(by * (now.last - now.first))
        full, part = shown.full, shown.shown
        slack = 1e-6 * (full.last - full.first)
        assert full.first - slack <= part.first < part.last <= full.last + slack
        begin, end = shown.ends
        assert first <= begin <= end <= last
