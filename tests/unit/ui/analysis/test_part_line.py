"""The line that tells which bets charts and waits are about."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QRadioButton

from liveapp.ui.analysis.part_line import BY_OUTCOME, Part, PartLine
from tests.shell import visible_words

ALL = Part(12_345, 12_000, "", is_chosen=False, by_outcome=False)
SHOWN = replace(ALL, shown=1204, words="Min 2.00× · <b>hard</b>", is_chosen=True)


@pytest.fixture
def line(light_theme, qtbot) -> PartLine:
    made = PartLine()
    qtbot.addWidget(made)
    made.show()
    return made


def choices(line: PartLine) -> list[QRadioButton]:
    return [button for button in line.findChildren(QRadioButton) if button.isVisible()]


def test_without_a_filter_there_is_nothing_to_choose(line) -> None:
    line.show_part(ALL)
    assert choices(line) == []
    assert "All 12,345 rounds" in visible_words(line)


def test_with_a_filter_all_rounds_or_these_are_chosen_and_the_filter_is_told(line, qtbot) -> None:
    line.show_part(replace(SHOWN, is_chosen=False))
    everything, these = choices(line)
    assert (everything.text(), these.text()) == ("All 12,345 rounds", "These 1,204")
    assert everything.isChecked()
    assert SHOWN.words in visible_words(line)
    with qtbot.waitSignal(line.chosen) as told:
        these.click()
    assert told.args == [True]


def test_what_holds_is_shown_without_being_told_again(line, qtbot) -> None:
    with qtbot.assertNotEmitted(line.chosen):
        line.show_part(SHOWN)
        line.show_part(replace(SHOWN, is_chosen=False))
        line.show_part(SHOWN)
    assert choices(line)[1].isChecked()


def test_a_single_round_is_not_all_of_several(line) -> None:
    line.show_part(replace(SHOWN, rounds=1, words=""))
    assert "1 round" in visible_words(line)


def test_bets_that_were_picked_by_how_they_ended_say_what_is_theirs(line) -> None:
    line.show_part(SHOWN)
    assert BY_OUTCOME not in visible_words(line)
    line.show_part(replace(SHOWN, by_outcome=True))
    assert BY_OUTCOME in visible_words(line)
    line.show_part(replace(SHOWN, by_outcome=True, is_chosen=False))
    assert BY_OUTCOME not in visible_words(line)
