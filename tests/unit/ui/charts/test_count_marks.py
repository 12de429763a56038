"""Counts beside what is expected of them."""

import numpy as np
import pytest

from liveapp.ui import theme
from liveapp.ui.charts.axes import NumberAxis
from liveapp.ui.charts.count_marks import NONE_AT, CountAxis, CountMarks, Counts
from liveapp.ui.charts.plot import Plot
from liveapp.ui.charts.shown_range import ShownRange

COUNTS = Counts(
    observed=np.array([120, 7, 0]),
    expected=np.array([118.0, 9.5, 0.01]),
    lows=np.array([90, 2, 0]),
    highs=np.array([150, 20, 1]),
)
MANY = Counts(np.array([50_000]), np.array([50_100.0]), np.array([49_300]), np.array([50_700]))


@pytest.fixture
def plot(theme, qtbot) -> Plot:
    made = Plot(NumberAxis("bottom"), CountAxis("left"))
    qtbot.addWidget(made)
    made.resize(400, 240)
    shown = ShownRange()
    shown.set_whole(0, 2)
    made.show_across(shown.shown, shown.full)
    return made


@pytest.fixture
def marks(plot) -> CountMarks:
    made = CountMarks()
    made.add_to(plot)
    made.apply_colors(theme.colors(plot.palette()))
    return made


def counts_at(item) -> list[float]:
    return [round(float(10**y), 6) for y in item.getData()[1]]


def test_what_was_seen_is_marked_and_none_has_a_mark_of_its_own(plot, marks) -> None:
    marks.draw(plot, COUNTS)
    assert counts_at(marks._seen) == [120, 7]
    assert counts_at(marks._none) == [NONE_AT]
    assert marks._none.getData()[0].tolist() == [2.0]


def test_where_nothing_can_be_compared_there_are_no_ranges(plot, marks) -> None:
    nothing = np.zeros(0, np.int64)
    marks.draw(plot, Counts(COUNTS.observed, COUNTS.expected, nothing, nothing))
    assert len(marks._ranges.opts["x0"]) == 0
    assert counts_at(marks._seen) == [120, 7]


def test_each_expectation_is_a_line_as_wide_as_its_range(plot, marks) -> None:
    marks.draw(plot, COUNTS)
    x, y = marks._expected.getData()
    assert x.tolist() == [-0.4, 0.4, 0.6, 1.4, 1.6, 2.4]
    assert [round(float(10**one), 6) for one in y] == [118, 118, 9.5, 9.5, NONE_AT, NONE_AT]


def test_everything_that_is_drawn_is_in_view(plot, marks) -> None:
    for counts in (COUNTS, MANY):
        marks.draw(plot, counts)
        low, high = (10**end for end in plot.box.viewRange()[1])
        assert low < max(counts.lows.min(), NONE_AT)
        assert high > max(counts.observed.max(), counts.highs.max())


def test_the_axis_has_a_place_for_none_and_whole_counts_above(plot) -> None:
    assert tick_texts(plot, -0.5, 3.0) == ["1", "10", "100", "1,000", "0"]
    assert tick_texts(plot, 1.0, 3.0) == ["10", "100", "1,000"]


def tick_texts(plot: Plot, low: float, high: float) -> list[str]:
    levels = plot.left.tickValues(low, high, 200.0)
    return [text for spacing, ticks in levels for text in plot.left.tickStrings(ticks, 1.0, spacing)]


def test_nothing_is_drawn_of_nothing(plot, marks) -> None:
    marks.draw(plot, COUNTS)
    marks.clear(plot)
    assert not len(marks._seen.getData()[0])
    assert not len(marks._none.getData()[0])
