"""What is asked of something that is being read, answered in turn."""

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from liveapp.ui.analysis.asked_work import AskedWork
from liveapp.ui.analysis.lone_work import LoneWork

ANALYSED = [1, 2, 3]


@pytest.fixture
def told() -> list[object]:
    """What was told, in turn: None where it went on."""
    return []


@pytest.fixture
def asked(questions, told) -> AskedWork:
    work = LoneWork(questions, questions, lambda: None, told.append)
    return AskedWork(work, lambda: told.append(None))


def test_the_first_that_asked_is_answered_first(asked, questions, told, qtbot) -> None:
    asked.add(questions, sum, told.append)
    asked.add(questions, len, told.append)
    asked.answer(lambda: ANALYSED)
    qtbot.waitUntil(lambda: told == [None, 6])
    asked.answer(lambda: ANALYSED)
    qtbot.waitUntil(lambda: told == [None, 6, None, 3])
    assert not asked.is_waiting


def test_who_asks_no_more_is_passed_over(asked, questions, told) -> None:
    gone = QObject(questions)
    asked.add(gone, sum, told.append)
    delete(gone)
    asked.add(questions, sum, told.append).cancel()
    assert not asked.is_waiting


def test_who_is_gone_by_then_is_told_nothing(asked, questions, told, qtbot) -> None:
    receiver = QObject(questions)
    asked.add(receiver, sum, told.append)
    asked.answer(lambda: ANALYSED)
    delete(receiver)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [None]


def test_a_question_that_ends_in_an_error_waits_no_more(asked, questions, told, qtbot) -> None:
    question = asked.add(questions, lambda _: 1 / 0, told.append)
    with qtbot.captureExceptions() as errors:
        asked.answer(lambda: ANALYSED)
        qtbot.waitUntil(lambda: bool(errors))
    assert question.is_cancelled()


def test_all_that_waits_is_cancelled(asked, questions, told) -> None:
    question = asked.add(questions, sum, told.append)
    asked.drop()
    assert question.is_cancelled()
    assert not asked.is_waiting
