"""Auto-follow: the stream that last received a bet is shown."""

import pytest
from PySide6.QtCore import QObject

from liveapp.ui.streams import auto_follow
from liveapp.ui.streams.auto_follow import AutoFollow


@pytest.fixture
def parent(qapp):
    made = QObject()
    yield made
    made.deleteLater()


@pytest.fixture
def follow(parent) -> AutoFollow:
    made = AutoFollow(parent)
    made.action.setChecked(True)
    return made


@pytest.fixture
def wanted(follow) -> list[int]:
    keys: list[int] = []
    follow.stream_requested.connect(keys.append)
    return keys


def test_a_bet_elsewhere_is_followed_at_once_and_one_on_the_shown_stream_is_none(follow, wanted) -> None:
    follow.note_bet(1, is_shown=True)
    assert wanted == []
    follow.note_bet(2, is_shown=False)
    assert wanted == [2]


def test_switched_off_nothing_is_followed(follow, wanted) -> None:
    follow.action.setChecked(False)
    follow.note_bet(2, is_shown=False)
    assert wanted == []


def test_soon_after_a_jump_only_the_latest_stream_is_followed(follow, wanted, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(auto_follow, "PAUSE_S", 2.0)
    follow.note_bet(1, is_shown=False)
    follow.note_bet(2, is_shown=False)
    follow.note_bet(3, is_shown=False)
    assert wanted == [1]
    qtbot.waitUntil(lambda: wanted == [1, 3])


def test_a_jump_that_waits_is_dropped_when_its_stream_is_shown_or_it_is_switched_off(
    follow, wanted, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(auto_follow, "PAUSE_S", 1.0)
    follow.note_bet(1, is_shown=False)
    follow.note_bet(2, is_shown=False)
    follow.note_bet(2, is_shown=True)
    qtbot.wait(1200)
    assert wanted == [1]
