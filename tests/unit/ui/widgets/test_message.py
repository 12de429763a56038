"""A message and what it offers."""

import pytest

from liveapp.ui.widgets.message import Message, ToastKind


@pytest.fixture
def message(questions):
    return Message(ToastKind.GOOD, "Deleted", "Undo", 0, questions)


def test_an_offer_is_taken_once(qtbot, message):
    taken = []
    message.action_triggered.connect(lambda: taken.append(1))
    message.act()
    message.act()
    assert taken == [1]
    assert message.is_seen


def test_an_offer_that_ended_cannot_be_taken(qtbot, message):
    taken = []
    message.action_triggered.connect(lambda: taken.append(1))
    with qtbot.waitSignal(message.changed):
        message.end_action()
    message.act()
    assert taken == []
    assert message.action_text is None
