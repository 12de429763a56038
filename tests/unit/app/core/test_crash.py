"""Errors that nobody expected, from threads and from slots, are logged and told."""

import sys
import threading
from collections.abc import Callable

import pytest

from liveapp.app.core.crash import telling_of_crashes
from tests.conftest import LogWatch

Told = list[tuple[str, str]]


def fail() -> None:
    raise ZeroDivisionError("one by none")


def raise_in_thread() -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def raise_in_slot() -> None:
    """As Qt's binding hands over what a slot raised."""
    try:
        fail()
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)


@pytest.fixture
def told() -> Told:
    return []


@pytest.mark.parametrize("happen", [raise_in_thread, raise_in_slot])
def test_an_unexpected_error_is_logged_and_told_with_its_trace(
    happen: Callable[[], None], told: Told, log_watch: LogWatch
) -> None:
    log_watch.expect("Unexpected error")
    with telling_of_crashes(lambda *texts: told.append(texts)):
        happen()
    ((summary, details),) = told
    assert summary == "ZeroDivisionError: one by none"
    assert "in fail" in details
    (record,) = log_watch.records
    assert record.exc_info
    assert record.exc_info[0] is ZeroDivisionError


def test_errors_of_many_threads_are_all_told(told: Told, log_watch: LogWatch) -> None:
    log_watch.expect("Unexpected error")
    with telling_of_crashes(lambda *texts: told.append(texts)):
        threads = [threading.Thread(target=fail) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(told) == 10


def test_ctrl_c_is_no_error(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    with telling_of_crashes(lambda *texts: told.append(texts)):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def leave_by_error(told: Told) -> None:
    with telling_of_crashes(lambda *texts: told.append(texts)):
        fail()


def test_the_hooks_are_put_back_at_the_end_of_the_block_however_it_ends(told: Told) -> None:
    before = sys.excepthook, threading.excepthook
    with telling_of_crashes(lambda *texts: told.append(texts)):
        assert sys.excepthook is not before[0]
        assert threading.excepthook is not before[1]
    assert (sys.excepthook, threading.excepthook) == before
    with pytest.raises(ZeroDivisionError):
        leave_by_error(told)
    assert (sys.excepthook, threading.excepthook) == before
    assert told == []
