"""A number with its unit, and what is wrong with it below."""

import pytest

from liveapp.domain.alerts.rules import NoBet
from liveapp.ui.alerts.kinds import KINDS
from liveapp.ui.alerts.number_entry import NumberEntry


@pytest.fixture
def entry(theme, qtbot) -> NumberEntry:
    made = NumberEntry(KINDS[NoBet].fields[0], 2.5)
    qtbot.addWidget(made)
    return made


def test_it_begins_with_its_number(entry) -> None:
    assert (entry.edit.text(), entry.value, entry.problem) == ("2.5", 2.5, "")
    assert entry.edit.accessibleName() == "No bet for"


def test_what_makes_no_sense_is_told_below_and_to_screen_readers_until_it_does(entry, qtbot) -> None:
    with qtbot.waitSignals((entry.changed, entry.resized)):
        entry.edit.setText("0")
    assert entry.value is None
    assert entry.problem == "The minutes must be between 0.1 and 10,080."
    assert entry.edit.accessibleDescription() == entry.problem
    with qtbot.assertNotEmitted(entry.resized):
        entry.edit.setText("x")
    assert entry.problem == "“x” is not a number."
    with qtbot.waitSignals((entry.changed, entry.resized)):
        entry.edit.setText("0,5")
    assert (entry.value, entry.problem) == (0.5, "")
