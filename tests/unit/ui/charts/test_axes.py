"""Axes: numbers as the window writes them, exact however large."""

import pytest
from PySide6.QtGui import QFont

from liveapp.domain.bets import MAX_NONCE
from liveapp.ui.charts.axes import BetsAxis, LogAxis, NonceAxis, NumberAxis, nice_step, tick_text


def words(axis, low: float, high: float, size_px: float = 1000.0) -> list[str]:
    return [
        text
        for step, ticks in axis.tickValues(low, high, size_px)
        for text in axis.tickStrings(ticks, 1.0, step)
    ]


@pytest.mark.parametrize(
    ("width", "most", "step"), [(10, 10, 1), (10, 5, 2), (10, 4, 5), (0.3, 3, 0.1), (7e-8, 4, 2e-8)]
)
def test_steps_are_one_two_or_five_and_no_more_than_have_room(width, most, step) -> None:
    assert nice_step(width, most) == pytest.approx(step)


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (0.0, 5.0, "0"),
        (1e-17, 0.1, "0"),
        (12_500.0, 500.0, "12,500"),
        (-0.25, 0.05, "−0.25"),
        (-0.00000005, 1e-8, "−0.00000005"),
        (3e-12, 1e-12, "0.00000000"),
        (2.5e12, 5e11, "2.5e+12"),
    ],
)
def test_ticks_have_the_decimals_that_their_step_needs_and_eight_at_most(value, step, text) -> None:
    assert tick_text(value, step) == text


def test_a_number_is_told_whatever_unit_is_drawn(qapp) -> None:
    axis = NumberAxis("left")
    axis.set_font(QFont())
    axis.unit = 1e20
    assert words(axis, 0.0, 4.0, 100)[1:] == ["2e+20", "4e+20"]


def test_nothing_has_no_ticks(qapp) -> None:
    axis = NumberAxis("left")
    assert words(axis, 1.0, 1.0) == []
    assert words(axis, float("-inf"), 1.0) == []


def test_nonces_are_whole_and_exact_up_to_the_largest(qapp) -> None:
    axis = NonceAxis()
    axis.origin = MAX_NONCE - 20
    assert words(axis, -1.0, 20.0)[-1] == f"{(MAX_NONCE // 5) * 5:,}"
    assert words(axis, 0.2, 0.8) == []


def test_an_axis_of_bets_says_so_and_has_room_for_it(qapp) -> None:
    bets, nonces = BetsAxis(), NonceAxis()
    for axis in (bets, nonces):
        axis.set_font(qapp.font())
    assert bets.label.toPlainText().strip() == "bets"
    assert bets.height() > nonces.height()
    bets.setTextPen("#123456")
    assert bets.label.defaultTextColor().name() == "#123456"


def test_nonces_side_by_side_are_told_one_by_one(qapp) -> None:
    axis = NonceAxis()
    axis.origin = 7
    assert words(axis, -0.5, 3.5) == ["7", "8", "9", "10"]


def test_logarithms_are_told_as_the_numbers_they_are_of(qapp) -> None:
    axis = LogAxis("left", "×")
    assert words(axis, -0.1, 3.1) == ["1×", "10×", "100×", "1,000×"]
    assert words(axis, -0.1, 1.1) == ["1×", "2×", "5×", "10×"]


def test_where_there_is_little_room_fewer_powers_of_ten_are_told(qapp) -> None:
    axis = LogAxis("left", "×")
    axis.set_font(QFont())
    assert len(words(axis, 0.0, 6.0, 80)) < 4
