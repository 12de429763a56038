"""Looking into files, by the real jobs."""

from pathlib import Path

import pytest

from liveapp.domain.importing import FileFormat
from liveapp.domain.jobs import Failed, FilePreviews, JobEnded
from liveapp.ui.importing.previewing import Previewing
from tests.shell import FIRST_SEEDS
from tests.unit.ui.importing.files import write_payloads


@pytest.fixture
def look(shell, qtbot):
    """Looks into files; `known`, `shares` and `ended` are what was told."""

    class Looking:
        def __init__(self, *paths: Path) -> None:
            self.known, self.shares, self.ended = [], [], []
            self.previewing = Previewing(shell.jobs, paths, shell.window)
            self.previewing.known.connect(self.known.extend)
            self.previewing.progressed.connect(self.shares.append)
            self.previewing.finished.connect(lambda: self.ended.append(True))
            shell._bridge.jobs_changed.connect(self.previewing.apply)
            self.previewing.start()

        def wait(self) -> "Looking":
            qtbot.waitUntil(lambda: bool(self.ended))
            return self

    return Looking


@pytest.fixture
def files(tmp_path) -> list[Path]:
    return [write_payloads(tmp_path / f"{number}.jsonl", FIRST_SEEDS, 1, 2) for number in range(5)]


def test_each_file_is_told_in_its_turn_and_the_end_once(look, files) -> None:
    looking = look(*files).wait()
    assert [one.path for one in looking.known] == files
    assert {(one.format, one.bets) for one in looking.known} == {(FileFormat.JSON_LINES, 2)}
    assert looking.shares == sorted(looking.shares)
    assert looking.shares[-1] == 1.0
    assert looking.ended == [True]


def test_the_first_file_is_told_before_the_others(look, files, qtbot) -> None:
    looking = look(*files)
    qtbot.waitUntil(lambda: bool(looking.known))
    assert len(looking.known) == 1
    looking.wait()


def test_without_files_it_ends_at_once(look) -> None:
    assert look().ended == [True]


def test_a_file_that_is_skipped_is_not_told_and_the_others_are(look, files) -> None:
    looking = look(*files)
    for path in (files[0], files[3], Path("elsewhere")):
        looking.previewing.skip(path)
    looking.wait()
    assert [one.path for one in looking.known] == [files[1], files[2], files[4]]
    assert looking.shares[-1] == 1.0


def test_after_its_stop_nothing_is_told(look, files, shell, qtbot) -> None:
    looking = look(*files)
    looking.previewing.stop()
    looking.previewing.stop()
    other = look(files[0]).wait()
    assert len(other.known) == 1
    assert looking.known == looking.ended == []


def test_files_that_could_not_be_looked_into_are_told_as_not_readable(look, files) -> None:
    looking = look(files[0])
    request = FilePreviews((files[0],))
    job_id = looking.previewing._job_id
    looking.previewing.apply([JobEnded(job_id, request, Failed(OSError(5, "Input/output error")))])
    assert [(one.format, one.detail) for one in looking.known] == [(None, "Input/output error")]


def test_a_program_that_stops_looks_into_nothing(shell, files, qtbot) -> None:
    shell.jobs.stop()
    previewing = Previewing(shell.jobs, files, shell.window)
    with qtbot.waitSignal(previewing.fault_met):
        previewing.start()
