"""What stands above the list of streams."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from liveapp.ui.streams.list_head import ListHead
from liveapp.ui.streams.order import StreamOrder


@pytest.fixture
def head(theme, qtbot) -> ListHead:
    made = ListHead()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("order", list(StreamOrder)[1:])
def test_every_order_can_be_chosen_by_its_name(head, qtbot, order) -> None:
    with qtbot.waitSignal(head.order_chosen) as told:
        head.order_choice.setCurrentText(order.value)
    assert told.args == [order]


def test_the_arrow_asks_to_fold_the_panel(head, qtbot) -> None:
    (button,) = [one for one in head.findChildren(QToolButton) if one.text() == "«"]
    with qtbot.waitSignal(head.fold_requested):
        button.click()
    assert button.toolTip().endswith("(F9)")


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((300, 300, 1), "300 streams"),
        ((1, 1, 0), "1 stream"),
        ((12, 1_300, 1), "12 of 1,300 streams"),
        ((12, 300, 4), "4 selected"),
    ],
)
def test_it_says_how_many_there_are_are_found_or_are_selected(head, counts, words) -> None:
    head.show_count(*counts)
    assert head.count_label.text() == words


def test_the_button_over_the_list_does_the_action_that_it_is_given(head, qtbot) -> None:
    action = QAction("&Overview", head)
    action.setCheckable(True)
    head.set_overview_action(action)
    (button,) = [one for one in head.findChildren(QToolButton) if one.text() == "Overview"]
    with qtbot.waitSignal(action.triggered):
        button.click()
    assert button.isChecked()
