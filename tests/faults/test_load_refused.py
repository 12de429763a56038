"""Disks that fill up or fail while bets are posted: 503, nothing acknowledged is lost, then it goes on."""

from pathlib import Path

import pytest

from tests.faults.calls import SYNCS, WRITES
from tests.faults.conftest import ProgramFactory
from tests.faults.disks import needs_mounts, resize, small_disk
from tests.faults.load import Acknowledged, Load
from tests.faults.strace import failing, needs_attachment


def database_files(data: Path) -> list[Path]:
    return [data / f"liveapp.sqlite3{end}" for end in ("", "-wal", "-shm", "-journal")]


@needs_attachment
@pytest.mark.parametrize(
    ("names", "error", "when"),
    [
        (WRITES, "ENOSPC", "1+"),
        # One call of many fails: the commit it belongs to is refused, the next one may pass.
        (WRITES, "ENOSPC", "3+7"),
        (WRITES, "EIO", "1+"),
        (SYNCS, "EIO", "1+"),
        (SYNCS, "EIO", "2+3"),
    ],
)
def test_what_is_acknowledged_beside_failing_calls_is_stored(
    tmp_path: Path, program_factory: ProgramFactory, names: tuple[str, ...], error: str, when: str
) -> None:
    program = program_factory(tmp_path)
    acknowledged = Acknowledged()
    load = Load(program.url)
    load.wait_for(20)
    with failing(program.process.pid, names, error, database_files(tmp_path / "data"), when):
        load.wait_for_status(503, times=8)
        before = len(load.acknowledged), len(load.rounds)
        load.wait_for_status(503, times=8)
        if when == "1+":
            assert (len(load.acknowledged), len(load.rounds)) == before
    load.wait_for(20)
    load.stop()
    assert set(load.statuses) == {200, 503}
    acknowledged.add(load)
    acknowledged.add_refused(load)
    acknowledged.check(tmp_path / "data")
    assert program.stop() == 0
    acknowledged.check(tmp_path / "data")
    assert "Traceback" not in program.errors


@needs_mounts
def test_a_full_disk_refuses_until_there_is_room(tmp_path: Path, program_factory: ProgramFactory) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    acknowledged = Acknowledged()
    with small_disk(data, 3 * 2**20):
        program = program_factory(tmp_path)
        load = Load(program.url)
        load.wait_for_status(503, times=8)
        acknowledged.bets += list(load.acknowledged)
        acknowledged.check(data)
        resize(data, 64 * 2**20)
        load.wait_for(20)
        load.stop()
        assert set(load.statuses) == {200, 503}
        acknowledged.add(load)
        acknowledged.add_refused(load)
        assert program.stop() == 0
        acknowledged.check(data)
        assert "Traceback" not in program.errors
