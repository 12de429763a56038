"""Ctrl-C and SIGTERM close the window as a click would."""

import os
import signal

import pytest

from liveapp.app.windowed.quit_signals import quitting_on_signals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_wakes_qt_and_quits(qtbot, number) -> None:
    quits: list[bool] = []
    with quitting_on_signals(lambda: quits.append(True)):
        os.kill(os.getpid(), number)
        qtbot.waitUntil(lambda: quits == [True])


def test_after_the_block_signals_do_what_they_did_before(qapp) -> None:
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(number) for number in numbers]
    with quitting_on_signals(lambda: None):
        assert [signal.getsignal(number) for number in numbers] != before
    assert [signal.getsignal(number) for number in numbers] == before
    assert signal.set_wakeup_fd(-1) == -1


def test_the_handlers_are_put_back_after_an_error_too(qapp) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(ZeroDivisionError), quitting_on_signals(lambda: None):
        raise ZeroDivisionError
    assert signal.getsignal(signal.SIGTERM) == before
