"""The line that tells which nonces are shown."""

import pytest

from liveapp.domain.statistics.pictures.span import Span
from liveapp.ui.charts.range_bar import RangeBar


@pytest.fixture
def bar(theme, nonces, qtbot) -> RangeBar:
    made = RangeBar(nonces)
    qtbot.addWidget(made)
    nonces.set_whole(1, 12_345)
    return made


def test_all_nonces_are_told_and_there_is_nothing_to_filter_to(bar) -> None:
    assert bar.label.text() == "All nonces, 1–12,345"
    assert not bar.filter_button.isEnabled()
    assert not bar.all_button.isEnabled()


def test_a_part_is_told_and_can_be_made_the_filter(bar, nonces, qtbot) -> None:
    nonces.show_part(Span(2999.0, 4499.0))
    assert bar.label.text() == "Nonces 3,000–4,500 of 1–12,345"
    with qtbot.waitSignal(bar.filter_requested) as asked:
        bar.filter_button.click()
    assert asked.args == [(3000, 4500)]
    bar.all_button.click()
    assert bar.label.text() == "All nonces, 1–12,345"
