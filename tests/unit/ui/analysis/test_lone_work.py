"""Work of which there is never more than one thing at a time."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject

from liveapp.domain.errors import StoreUnavailable
from liveapp.ui.analysis.lone_work import LoneWork


@pytest.fixture
def told() -> list[object]:
    """What was told, in turn: None where something has ended."""
    return []


@pytest.fixture
def lone(questions, told) -> LoneWork:
    made = LoneWork(questions, QObject(questions), lambda: told.append(None), told.append)
    assert not made.is_running
    return made


def test_an_answer_is_taken_after_the_end_is_told(lone, told, qtbot) -> None:
    lone.begin(lambda _: 7, told.append)
    assert lone.is_running
    qtbot.waitUntil(lambda: told == [None, 7])
    assert not lone.is_running


def test_a_fault_is_told(lone, told, qtbot) -> None:
    fault = StoreUnavailable("no")

    def fail(_: Any) -> None:
        raise fault

    lone.begin(fail, told.append)
    qtbot.waitUntil(lambda: told == [None, fault])
    assert not lone.is_running


def test_an_error_is_raised_in_the_windows_thread(lone, told, qtbot) -> None:
    with qtbot.captureExceptions() as errors:
        lone.begin(lambda _: 1 / 0, told.append)
        qtbot.waitUntil(lambda: bool(errors))
    assert [kind for kind, _, _ in errors] == [ZeroDivisionError]
    assert told == [None]
    assert not lone.is_running


def test_what_is_hurried_ends_early_with_an_answer(lone, told, qtbot) -> None:
    hurried = threading.Event()

    def work(is_cancelled: Any) -> bool:
        hurried.wait()
        return is_cancelled()

    lone.begin(work, told.append)
    lone.hurry()
    hurried.set()
    qtbot.waitUntil(lambda: told == [None, True])


def test_of_what_is_dropped_nothing_is_told(lone, told, qtbot) -> None:
    may_end, seen = threading.Event(), []

    def work(is_cancelled: Any) -> None:
        may_end.wait()
        seen.append(is_cancelled())

    lone.begin(work, told.append)
    lone.drop()
    assert not lone.is_running
    may_end.set()
    lone.begin(lambda _: 8, told.append)
    qtbot.waitUntil(lambda: told == [None, 8])
    assert seen in ([True], [])
