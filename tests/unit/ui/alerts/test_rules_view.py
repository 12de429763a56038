"""The list of rules does by keys all that can be done with a rule."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from liveapp.ui.alerts.rules_model import RuleColumn, RulesModel
from liveapp.ui.alerts.rules_view import RulesView
from liveapp.ui.theme import apply_theme
from tests.unit.ui.alerts.values import RULES

KEYS = [
    (Qt.Key.Key_Space, "switch_requested"),
    (Qt.Key.Key_Return, "edit_requested"),
    (Qt.Key.Key_Enter, "edit_requested"),
    (Qt.Key.Key_Delete, "remove_requested"),
]


@pytest.fixture
def view(window, names, qtbot) -> RulesView:
    model = RulesModel(window)
    model.show_rules(RULES, names.names())
    made = RulesView(model, window)
    made.resize(600, 200)
    made.show()
    return made


@pytest.mark.parametrize(("key", "signal"), KEYS)
def test_keys_act_on_the_chosen_rule_whichever_cell_has_the_cursor(view, qtbot, key, signal) -> None:
    view.setCurrentIndex(view.model().index(1, RuleColumn.REST))
    with qtbot.waitSignal(getattr(view, signal)):
        qtbot.keyClick(view, key)
    assert view.chosen_row == 1


def test_alt_with_an_arrow_moves_a_rule_and_the_arrow_alone_goes_on(view, qtbot) -> None:
    view.selectRow(1)
    for key, step in ((Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 1)):
        with qtbot.waitSignal(view.move_requested) as moved:
            qtbot.keyClick(view, key, Qt.KeyboardModifier.AltModifier)
        assert moved.args == [step]
    assert view.chosen_row == 1
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen_row == 2


def test_a_double_click_edits_but_on_a_switch_it_is_two_clicks(view, qtbot) -> None:
    viewport, left = view.viewport(), Qt.MouseButton.LeftButton
    switch = view.switch_rect(1).center()
    words = view.visualRect(view.model().index(1, RuleColumn.RULE)).center()
    assert not view.switch_rect(1).contains(words)
    qtbot.mouseClick(viewport, left, pos=words)
    with qtbot.waitSignal(view.edit_requested), qtbot.assertNotEmitted(view.model().switched):
        qtbot.mouseDClick(viewport, left, pos=words)
    with qtbot.waitSignal(view.model().switched), qtbot.assertNotEmitted(view.edit_requested):
        qtbot.mouseClick(viewport, left, pos=switch)
        qtbot.mouseDClick(viewport, left, pos=switch)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_switches_have_the_outline_of_check_boxes_in_every_theme(view, qapp, choice) -> None:
    apply_theme(qapp, choice)
    option = QStyleOptionViewItem()
    view.itemDelegateForColumn(RuleColumn.RULE).initStyleOption(option, view.model().index(0, 0))
    assert option.palette.window().color() == QApplication.palette("QCheckBox").window().color()
    apply_theme(qapp, "light")


def test_in_a_narrow_list_the_streams_name_gives_way_before_the_rule(view) -> None:
    def widths() -> tuple[int, int]:
        return view.columnWidth(RuleColumn.RULE), view.columnWidth(RuleColumn.STREAM)

    view.resize(1000, 200)
    wide = widths()
    view.resize(480, 200)
    narrow = widths()
    assert narrow[1] < wide[1]
    assert narrow[0] > narrow[1]
    view.resize(1000, 200)
    assert widths() == wide
    view.setColumnWidth(RuleColumn.STREAM, 250)
    view.resize(480, 200)
    assert widths()[1] == 250
