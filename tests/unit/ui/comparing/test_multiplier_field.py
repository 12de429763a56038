"""Where the multiplier is chosen whose hits are compared."""

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.pump import MULTIPLIERS
from liveapp.ui.comparing.multiplier_field import EVERY_ROUND, FIRST, MultiplierField
from liveapp.ui.widgets.formatting import multiplier_text


@pytest.fixture
def field(theme, qtbot) -> MultiplierField:
    made = MultiplierField()
    qtbot.addWidget(made)
    made.show()
    return made


def type_in(qtbot, field: MultiplierField, text: str) -> None:
    field.field.selectAll()
    qtbot.keyClicks(field.field, text)
    qtbot.keyClick(field.field, Qt.Key.Key_Return)


def test_it_begins_with_one_that_every_difficulty_reaches(field) -> None:
    assert field.field.text() == multiplier_text(FIRST)
    assert all(table[0] < FIRST < table[-1] for table in MULTIPLIERS.values())


def test_a_typed_one_is_chosen_with_comma_or_point(field, qtbot) -> None:
    with qtbot.waitSignal(field.chosen) as told:
        type_in(qtbot, field, "34,68")
    assert told.args == [34.68]
    assert field.field.text() == "34.68×"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("1", EVERY_ROUND), ("much", "“much” is not a number."), ("9,000,000", "No round reaches more than")],
)
def test_it_says_why_something_cannot_be_chosen(field, qtbot, typed, said) -> None:
    with qtbot.assertNotEmitted(field.chosen):
        type_in(qtbot, field, typed)
    assert field.problem.text().startswith(said)
    assert field.problem.isVisible()
    qtbot.keyClick(field.field, Qt.Key.Key_Backspace)
    assert not field.problem.isVisible()


def test_an_emptied_field_chooses_nothing(field, qtbot) -> None:
    with qtbot.assertNotEmitted(field.chosen):
        field.field.clear()
        qtbot.keyClick(field.field, Qt.Key.Key_Return)
    assert not field.problem.isVisible()


def test_steps_are_those_of_the_difficulties_that_were_played(field, qtbot) -> None:
    field.show_difficulties(["expert"])
    steps = field.fill_steps().actions()
    assert [one.text() for one in steps] == [multiplier_text(one) for one in MULTIPLIERS["expert"][1:]]
    with qtbot.waitSignal(field.chosen) as told:
        steps[2].trigger()
    assert told.args == [MULTIPLIERS["expert"][3]]
    field.show_difficulties(["easy", "expert"])
    assert [one.text() for one in field.fill_steps().actions()] == ["easy", "expert"]
    field.show_difficulties([])
    assert len(field.fill_steps().actions()) == len(MULTIPLIERS)
