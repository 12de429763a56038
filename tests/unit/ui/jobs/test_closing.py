"""Closing the window while work runs."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.importing import ImportSource
from liveapp.domain.jobs import Backup, DatabaseCheck, FileImport, Finished, JobEnded, JobRequest, JobStarted
from liveapp.ui.jobs.closing import ClosingDialog
from tests.shell import button, visible_words

IMPORT = FileImport((ImportSource(Path("/in/bets.csv")),))


@pytest.fixture
def window(live_shell):
    return live_shell.window


def start(window, *requests: JobRequest) -> None:
    window.apply_job_events([JobStarted(number, request) for number, request in enumerate(requests)])


def end(window, number: int, request: JobRequest) -> None:
    window.apply_job_events([JobEnded(number, request, Finished(None))])


def question(window) -> ClosingDialog | None:
    return next((one for one in window.findChildren(ClosingDialog) if one.isVisible()), None)


def test_a_window_without_work_closes_at_once(window, qtbot) -> None:
    with qtbot.waitSignal(window.closed):
        assert window.close()
    assert question(window) is None


def test_work_that_runs_is_named_with_what_is_lost_and_enter_goes_on(window, qtbot) -> None:
    start(window, IMPORT, Backup())
    with qtbot.assertNotEmitted(window.closed):
        assert not window.close()
    words = visible_words(question(window))
    assert "2 jobs still run." in words
    assert "The import of bets.csv: what was stored until then stays" in words
    assert "The backup: older ones are kept" in words
    qtbot.waitUntil(question(window).isActiveWindow)
    qtbot.keyClick(question(window), Qt.Key.Key_Return)
    assert window.isVisible()
    assert question(window) is None


def test_whoever_agrees_closes_it(window, qtbot) -> None:
    start(window, IMPORT)
    window.actions_by_name["quitAction"].trigger()
    with qtbot.waitSignal(window.closed):
        button(question(window), "Close now").click()
    assert not window.isVisible()


def test_asked_twice_there_is_one_question(window) -> None:
    start(window, IMPORT)
    assert not window.close()
    assert not window.close()
    assert len(window.findChildren(ClosingDialog)) == 1


def test_the_question_goes_with_the_work_and_the_window_stays(window) -> None:
    start(window, IMPORT, Backup())
    assert not window.close()
    end(window, 1, Backup())
    assert "The import of bets.csv still runs." in visible_words(question(window))
    assert "stops it; what was stored until then stays." in visible_words(question(window))
    end(window, 0, IMPORT)
    assert question(window) is None
    assert window.isVisible()


def test_the_question_goes_where_the_program_stops_meanwhile(window) -> None:
    start(window, IMPORT)
    assert not window.close()
    window.stop()
    assert question(window) is None


def test_what_nobody_asked_for_holds_nothing(window, qtbot) -> None:
    start(window, DatabaseCheck(is_asked_for=False), Backup(is_asked_for=False))
    with qtbot.waitSignal(window.closed):
        assert window.close()


def test_the_program_itself_closes_it_whatever_runs(window, qtbot) -> None:
    start(window, IMPORT)
    assert not window.close()
    with qtbot.waitSignal(window.closed):
        window.close_now()
    assert question(window) is None
