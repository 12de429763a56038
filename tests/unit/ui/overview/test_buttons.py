"""What can be done with the overview's rows."""

import pytest

from liveapp.ui.overview.buttons import OverviewButtons


@pytest.mark.parametrize(
    ("chosen", "opens", "compares"), [(0, False, False), (1, True, False), (2, False, True), (9, False, True)]
)
def test_one_stream_is_opened_and_several_are_compared(theme, qtbot, chosen, opens, compares) -> None:
    buttons = OverviewButtons()
    qtbot.addWidget(buttons)
    buttons.offer(chosen, 9)
    assert (buttons.open.isEnabled(), buttons.compare.isEnabled()) == (opens, compares)
    assert buttons.copy.isEnabled()
    assert buttons.csv.isEnabled()


def test_of_no_rows_nothing_is_copied_or_written(theme, qtbot) -> None:
    buttons = OverviewButtons()
    qtbot.addWidget(buttons)
    buttons.offer(0, 0)
    assert not buttons.copy.isEnabled()
    assert not buttons.csv.isEnabled()
