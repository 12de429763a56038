"""Auto-follow below the list: its check, and that it is paused."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel

from liveapp.ui.streams.auto_follow import AutoFollow
from liveapp.ui.streams.follow_line import PAUSED, FollowLine


@pytest.fixture
def follow(qapp) -> Iterator[AutoFollow]:
    parent = QObject()
    yield AutoFollow(parent)
    parent.deleteLater()


@pytest.fixture
def line(theme, follow, qtbot) -> FollowLine:
    made = FollowLine(follow)
    qtbot.addWidget(made)
    made.show()
    return made


def words(line) -> list[str]:
    return [label.text() for label in line.findChildren(QLabel) if label.isVisible()]


def test_the_check_and_the_action_are_one(line, follow) -> None:
    line.check.click()
    assert follow.action.isChecked()
    follow.action.trigger()
    assert not line.check.isChecked()


def test_a_pause_is_told_with_a_way_to_resume_that_the_keyboard_reaches(line, follow, qtbot) -> None:
    assert words(line) == []
    follow.action.setChecked(True)
    follow.note_user_acted()
    assert words(line) == [PAUSED]
    assert line.resume_button.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(line.resume_button, Qt.Key.Key_Space)
    assert not follow.is_paused
    assert words(line) == []


def test_taking_the_check_away_while_it_is_paused_switches_it_off(line, follow) -> None:
    follow.action.setChecked(True)
    follow.note_user_acted()
    line.check.click()
    assert not follow.action.isChecked()
    assert words(line) == []


def test_it_says_what_pauses_it_and_that_only_the_user_ends_that(line) -> None:
    label = next(label for label in line.findChildren(QLabel) if label.text() == PAUSED)
    assert "stays paused until you resume it" in " ".join(label.toolTip().split())
