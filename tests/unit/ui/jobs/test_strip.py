"""The strip of jobs at the window's bottom."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from liveapp.domain.jobs import (
    Cancelled,
    CsvExport,
    DeletionRest,
    Finished,
    JobEnded,
    JobProgressed,
    JobStarted,
    Progress,
)
from liveapp.ui.jobs.line import JobLine
from liveapp.ui.jobs.strip import JobStrip
from tests.shell import delete_what_waits
from tests.unit.ui.streams.values import PLAIN

EXPORT = CsvExport(PLAIN, Path("bets.csv"))


@pytest.fixture
def strip(theme, qtbot) -> JobStrip:
    made = JobStrip()
    qtbot.addWidget(made)
    return made


def lines(strip: JobStrip) -> list[str]:
    delete_what_waits()
    return [line.text for line in strip.findChildren(JobLine)]


def test_it_takes_room_only_while_something_runs(strip) -> None:
    assert strip.isHidden()
    strip.apply([JobStarted(1, EXPORT)])
    assert not strip.isHidden()
    strip.apply([JobEnded(1, EXPORT, Finished(None))])
    assert strip.isHidden()
    assert lines(strip) == []


def test_each_job_has_a_line_of_its_own(strip) -> None:
    strip.apply([JobStarted(1, EXPORT), JobStarted(2, EXPORT), JobProgressed(2, Progress(3, 4))])
    assert lines(strip) == ["Exporting 1a2b3c4d5e …", "Exporting 1a2b3c4d5e: 3 of 4 bets"]
    strip.apply([JobEnded(1, EXPORT, Cancelled(None))])
    assert lines(strip) == ["Exporting 1a2b3c4d5e: 3 of 4 bets"]
    assert not strip.isHidden()


def test_cancel_tells_which_job(strip, qtbot) -> None:
    strip.apply([JobStarted(7, EXPORT)])
    with qtbot.waitSignal(strip.cancel_requested) as asked:
        strip.findChild(QPushButton).click()
    assert asked.args == [7]


def test_work_that_goes_on_unseen_is_not_shown(strip) -> None:
    rest = DeletionRest()
    strip.apply([JobStarted(1, rest), JobProgressed(1, Progress(1)), JobEnded(1, rest, Finished(None))])
    strip.apply([JobStarted(2, rest)])
    assert strip.isHidden()
