"""Which line is whose."""

import pytest

from liveapp.ui.charts.curve_legend import WIDEST_ENTRY_PX, CurveLegend


@pytest.fixture
def legend(theme, qtbot) -> CurveLegend:
    made = CurveLegend(8)
    qtbot.addWidget(made)
    made.resize(600, 60)
    made.show()
    return made


def told(legend: CurveLegend) -> list[str]:
    return [entry.label.text() for entry in legend.entries if entry.isVisible()]


def test_lines_are_named_by_letters_and_those_without_a_name_are_not_there(legend) -> None:
    assert told(legend) == []
    legend.show_names(["one", "two", "three"])
    assert told(legend) == ["A  one", "B  two", "C  three"]
    legend.show_names(["two"])
    assert told(legend) == ["A  two"]


def test_a_long_name_leaves_room_for_others_and_is_whole_in_the_tooltip(legend) -> None:
    legend.show_names(["<b>" + "long" * 40, "two"])
    first = legend.entries[0]
    assert first.sizeHint().width() == WIDEST_ENTRY_PX
    assert "long" * 20 in first.toolTip()


def test_what_has_no_room_goes_on_below(legend, qtbot) -> None:
    legend.show_names([f"a stream with a name {number}" for number in range(8)])
    qtbot.waitUntil(lambda: legend.entries[7].y() > legend.entries[0].y())
    assert legend.heightForWidth(300) > legend.heightForWidth(1_900)


def test_each_sample_is_drawn_in_its_line_s_pattern(legend) -> None:
    legend.show_names(["one", "two"])
    one, two = (entry.grab().toImage() for entry in legend.entries[:2])

    def drawn(image) -> int:
        middle = image.height() // 2
        ground = image.pixelColor(0, 0)
        rows = range(max(0, middle - 3), middle + 3)
        return sum(any(image.pixelColor(x, y) != ground for y in rows) for x in range(30))

    assert drawn(one) == 30
    assert 10 < drawn(two) < 30
