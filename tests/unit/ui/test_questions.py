import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread

from liveapp.domain.errors import StoreLocked
from liveapp.ui.questions import Questions
from tests.window_fixtures import LIMIT_MS


def test_an_answer_comes_in_the_thread_of_the_window(questions: Questions, qtbot) -> None:
    receiver = QObject()
    answers = []
    questions.ask(
        receiver,
        lambda _: threading.current_thread(),
        lambda thread: answers.append((thread, QThread.currentThread())),
    )
    qtbot.waitUntil(lambda: bool(answers), timeout=LIMIT_MS)
    ((worked_in, arrived_in),) = answers
    assert worked_in is not threading.main_thread()
    assert arrived_in == questions.thread()


def test_a_cancelled_question_is_not_answered(questions: Questions, qtbot) -> None:
    receiver = QObject()
    answers = []
    is_started, may_go_on = threading.Event(), threading.Event()

    def work(question) -> str:
        is_started.set()
        may_go_on.wait(LIMIT_MS / 1000)
        return "cancelled" if question.is_cancelled() else "asked for"

    question = questions.ask(receiver, work, answers.append)
    assert is_started.wait(LIMIT_MS / 1000)
    question.cancel()
    may_go_on.set()
    questions.ask(receiver, lambda _: "later", answers.append)
    qtbot.waitUntil(lambda: "later" in answers, timeout=LIMIT_MS)
    assert answers == ["later"]


def test_an_answer_for_a_destroyed_receiver_is_dropped(questions: Questions, qtbot) -> None:
    receiver = QObject()
    answers = []
    may_go_on = threading.Event()
    questions.ask(receiver, lambda _: may_go_on.wait(LIMIT_MS / 1000), answers.append)
    with qtbot.waitSignal(receiver.destroyed, timeout=LIMIT_MS):
        receiver.deleteLater()
    may_go_on.set()
    other = QObject()
    questions.ask(other, lambda _: time.sleep(0.05), lambda _: answers.append("other"))
    qtbot.waitUntil(lambda: "other" in answers, timeout=LIMIT_MS)
    assert answers == ["other"]


def _locked(_question) -> None:
    raise StoreLocked("Another program holds the database")


def test_a_fault_of_the_store_goes_to_the_one_who_asked(questions: Questions, qtbot) -> None:
    receiver = QObject()
    failures = []
    questions.ask(receiver, _locked, lambda _: None, failures.append)
    qtbot.waitUntil(lambda: bool(failures), timeout=LIMIT_MS)
    assert isinstance(failures[0], StoreLocked)


def test_a_fault_that_nobody_takes_is_told_by_a_signal(questions: Questions, qtbot) -> None:
    receiver = QObject()
    with qtbot.waitSignal(questions.fault_met, timeout=LIMIT_MS) as failed:
        questions.ask(receiver, _locked, lambda _: None)
    assert isinstance(failed.args[0], StoreLocked)


def test_a_bug_reaches_the_hook_for_unexpected_errors(questions: Questions, qtbot) -> None:
    receiver = QObject()

    def bug(_question) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        questions.ask(receiver, bug, lambda _: None)
        qtbot.waitUntil(lambda: bool(caught), timeout=LIMIT_MS)
    assert caught[0][0] is ZeroDivisionError


def test_stopping_waits_for_what_runs_and_leaves_no_thread(qapp) -> None:
    questions = Questions()
    receiver = QObject()
    ended = []
    is_started = threading.Event()

    def work(question) -> None:
        is_started.set()
        while not question.is_cancelled():
            time.sleep(0.01)
        ended.append(True)

    questions.ask(receiver, work, lambda _: pytest.fail("was answered after the stop"))
    assert is_started.wait(LIMIT_MS / 1000)
    questions.stop()
    questions.stop()
    assert ended == [True]
    assert questions.ask(
        receiver, lambda _: 1, lambda _: pytest.fail("was asked after the stop")
    ).is_cancelled()
    assert not [one for one in threading.enumerate() if one.name.startswith("liveapp-question")]
