import threading
import time

import pytest
from conftest import LIMIT_MS
from PySide6.QtCore import QObject, QThread

from liveapp.domain.errors import StoreLocked
from liveapp.ui.questions import StoreQueries


def test_an_answer_comes_in_the_thread_of_the_window(queries: StoreQueries, qtbot) -> None:
    receiver = QObject()
    answers = []
    queries.run(
        receiver,
        lambda _: threading.current_thread(),
        lambda thread: answers.append((thread, QThread.currentThread())),
    )
    qtbot.waitUntil(lambda: bool(answers), timeout=LIMIT_MS)
    ((worked_in, arrived_in),) = answers
    assert worked_in is not threading.main_thread()
    assert arrived_in == queries.thread()


def test_a_cancelled_question_is_not_answered(queries: StoreQueries, qtbot) -> None:
    receiver = QObject()
    answers = []
    is_started, may_go_on = threading.Event(), threading.Event()

    def work(query) -> str:
        is_started.set()
        may_go_on.wait(LIMIT_MS / 1000)
        return "cancelled" if query.is_cancelled() else "asked for"

    query = queries.run(receiver, work, answers.append)
    assert is_started.wait(LIMIT_MS / 1000)
    query.cancel()
    may_go_on.set()
    queries.run(receiver, lambda _: "later", answers.append)
    qtbot.waitUntil(lambda: "later" in answers, timeout=LIMIT_MS)
    assert answers == ["later"]


def test_an_answer_for_a_destroyed_receiver_is_dropped(queries: StoreQueries, qtbot) -> None:
    receiver = QObject()
    answers = []
    may_go_on = threading.Event()
    queries.run(receiver, lambda _: may_go_on.wait(LIMIT_MS / 1000), answers.append)
    with qtbot.waitSignal(receiver.destroyed, timeout=LIMIT_MS):
        receiver.deleteLater()
    may_go_on.set()
    other = QObject()
    queries.run(other, lambda _: time.sleep(0.05), lambda _: answers.append("other"))
    qtbot.waitUntil(lambda: "other" in answers, timeout=LIMIT_MS)
    assert answers == ["other"]


def _locked(_query) -> None:
    raise StoreLocked("Another program holds the database")


def test_a_fault_of_the_store_goes_to_the_one_who_asked(queries: StoreQueries, qtbot) -> None:
    receiver = QObject()
    failures = []
    queries.run(receiver, _locked, lambda _: None, failures.append)
    qtbot.waitUntil(lambda: bool(failures), timeout=LIMIT_MS)
    assert isinstance(failures[0], StoreLocked)


def test_a_fault_that_nobody_takes_is_told_by_a_signal(queries: StoreQueries, qtbot) -> None:
    receiver = QObject()
    with qtbot.waitSignal(queries.failed, timeout=LIMIT_MS) as failed:
        queries.run(receiver, _locked, lambda _: None)
    assert isinstance(failed.args[0], StoreLocked)


def test_a_bug_reaches_the_hook_for_unexpected_errors(queries: StoreQueries, qtbot) -> None:
    receiver = QObject()

    def bug(_query) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        queries.run(receiver, bug, lambda _: None)
        qtbot.waitUntil(lambda: bool(caught), timeout=LIMIT_MS)
    assert caught[0][0] is ZeroDivisionError


def test_stopping_waits_for_what_runs_and_leaves_no_thread(qapp) -> None:
    queries = StoreQueries()
    receiver = QObject()
    ended = []
    is_started = threading.Event()

    def work(query) -> None:
        is_started.set()
        while not query.is_cancelled():
            time.sleep(0.01)
        ended.append(True)

    queries.run(receiver, work, lambda _: pytest.fail("was answered after the stop"))
    assert is_started.wait(LIMIT_MS / 1000)
    queries.stop()
    queries.stop()
    assert ended == [True]
    assert queries.run(
        receiver, lambda _: 1, lambda _: pytest.fail("was asked after the stop")
    ).is_cancelled()
    assert not [one for one in threading.enumerate() if one.name.startswith("liveapp-query")]
