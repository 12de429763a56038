"""Multipliers are typed, or chosen from the table."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.waits.chooser import MultiplierChooser


@pytest.fixture
def chooser(theme, qtbot) -> MultiplierChooser:
    made = MultiplierChooser()
    qtbot.addWidget(made)
    made.show_difficulty("expert")
    made.show_chosen((9.08,))
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "multiplier"),
    [("400.02", 400.02), ("400,02", 400.02), (" 1,000 ", 1000.0), ("1.5x", 1.5), ("11 200,65", 11200.65)],
)
def test_a_multiplier_is_typed_with_point_or_comma(chooser, qtbot, typed: str, multiplier: float) -> None:
    qtbot.keyClicks(chooser.field, typed)
    with qtbot.waitSignal(chooser.add_requested) as asked:
        qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    assert asked.args == [multiplier]


def test_what_is_no_number_is_told_until_it_is_changed(chooser, qtbot) -> None:
    qtbot.keyClicks(chooser.field, "<b>many")
    with qtbot.assertNotEmitted(chooser.add_requested):
        chooser.add_button.click()
    assert chooser.problem.text() == "“<b>many” is not a number."
    assert chooser.problem.isVisible()
    assert chooser.field.text() == "<b>many"
    qtbot.keyClick(chooser.field, Qt.Key.Key_Backspace)
    assert not chooser.problem.isVisible()


def test_nothing_typed_asks_for_nothing(chooser, qtbot) -> None:
    with qtbot.assertNotEmitted(chooser.add_requested):
        chooser.add_button.click()
    assert not chooser.problem.isVisible()


def test_the_table_is_offered_with_each_steps_chance_but_not_what_every_round_reaches(chooser) -> None:
    chooser.steps.aboutToShow.emit()
    texts = [action.text() for action in chooser.steps.actions()]
    assert len(texts) == 15
    assert texts[0] == "1.63×\t1 in 1.67"
    assert "1,066.73×\t1 in 1,088" in texts
    assert [action.isChecked() for action in chooser.steps.actions()].count(True) == 1


def test_a_step_is_added_and_one_that_is_there_removed(chooser, qtbot) -> None:
    chooser.steps.aboutToShow.emit()
    there, other = chooser.steps.actions()[3], chooser.steps.actions()[4]
    with qtbot.waitSignal(chooser.remove_requested) as removed:
        there.trigger()
    with qtbot.waitSignal(chooser.add_requested) as added:
        other.trigger()
    assert (removed.args, added.args) == ([9.08], [17.34])


def test_without_a_difficulty_nothing_can_be_asked_for(chooser) -> None:
    assert chooser.about.text() == "Kept for expert"
    chooser.show_difficulty(None)
    assert not any(one.isEnabled() for one in (chooser.field, chooser.add_button, chooser.steps_button))
    chooser.steps.aboutToShow.emit()
    assert chooser.steps.actions() == []
    assert chooser.about.text() == ""
