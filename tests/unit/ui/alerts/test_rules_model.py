"""The table of rules."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.alerts.rules_model import RuleColumn, RulesModel
from liveapp.ui.alerts.stream_names import StreamNames
from tests.unit.ui.alerts.values import FIRST_NAME, HIGH, PROFIT, QUIET, RULES

CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def model(qapp, window, names: StreamNames) -> RulesModel:
    made = RulesModel(window)
    made.show_rules(RULES, names.names())
    return made


def row_texts(model: RulesModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in RuleColumn]


def test_a_row_tells_what_for_whom_and_how(model) -> None:
    assert row_texts(model, 0) == ["No bet for 5 minutes", "all streams together", "", "", "5 min"]
    assert row_texts(model, 1) == ["A multiplier of at least 1,000×", FIRST_NAME, "", "", "none"]
    assert row_texts(model, 2) == ["Profit above 0.5 BTC", "every stream", "✓", "✓", "5 min"]
    assert row_texts(model, 3)[1] == "a deleted stream"


def test_a_tick_says_whether_a_rule_is_on_and_all_is_read_aloud(model) -> None:
    states = [model.index(row, 0).data(CHECK) for row in range(2)]
    assert states == [Qt.CheckState.Checked, Qt.CheckState.Unchecked]
    assert model.index(0, 1).data(CHECK) is None
    aloud = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert aloud.startswith(f"Off: A multiplier of at least 1,000×, for {FIRST_NAME}.")
    assert "It tells each time." in aloud


def test_a_switch_that_is_turned_is_told_and_waits_for_who_keeps_the_rules(model, qtbot) -> None:
    with qtbot.waitSignal(model.switched) as switched:
        assert model.setData(model.index(1, 0), Qt.CheckState.Checked, CHECK)
    assert switched.args == [1]
    assert model.index(1, 0).data(CHECK) == Qt.CheckState.Unchecked
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.flags(model.index(1, 1)) & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.setData(model.index(1, 0), "other words")


def test_rules_that_stay_keep_their_rows(model, names, qtbot) -> None:
    turned = (QUIET, replace(HIGH, is_on=True), *RULES[2:])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_rules(turned, names.names())
    assert model.rules == turned
    with qtbot.waitSignal(model.modelReset):
        model.show_rules((PROFIT, QUIET), names.names())
    assert (model.row_of(QUIET.id), model.row_of(HIGH.id)) == (1, None)
