"""A program under a load, killed at a call of its commits or beside them: what was acknowledged is there."""

from pathlib import Path

import pytest

from tests.faults.conftest import ProgramFactory
from tests.faults.load import Acknowledged, Load
from tests.faults.strace import HANG_LIMIT_S, killing, needs_attachment
from tests.program import Program
from tests.samples import TAKES_ALL, TAKES_MORE

KILLS = [
    ("pwrite64", 1, "-wal"),
    ("pwrite64", 30, "-wal"),
    ("fdatasync", 1, "-wal"),
    ("fdatasync", 9, "-wal"),
    ("pwrite64", 1, ""),
    ("pwrite64", 20, ""),
    ("fdatasync", 1, ""),
    ("write", 7, "log"),
]
"""Call, its number in a thread, and the file. A checkpoint writes into the database itself."""

SOME_KILLS = [KILLS[1], KILLS[2], *([KILLS[5]] if TAKES_MORE else [])]
"""It takes a load of some seconds to come to a checkpoint."""


@needs_attachment
@pytest.mark.parametrize(("name", "number", "file"), KILLS if TAKES_ALL else SOME_KILLS)
def test_nothing_acknowledged_is_lost_by_a_kill_at_a_call(
    tmp_path: Path, program_factory: ProgramFactory, name: str, number: int, file: str
) -> None:
    acknowledged = Acknowledged()
    program = program_factory(tmp_path)
    load = Load(program.url)
    load.wait_for(20)
    path = tmp_path / "data" / ("liveapp.log" if file == "log" else f"liveapp.sqlite3{file}")
    with killing(program.process.pid, name, number, [path]):
        assert program.process.wait(HANG_LIMIT_S) == -9
    load.stop()
    acknowledged.add(load)
    survivor = program_factory(tmp_path)
    acknowledged.check(tmp_path / "data")
    goes_on(survivor, acknowledged)
    acknowledged.check(tmp_path / "data")


def goes_on(program: Program, acknowledged: Acknowledged) -> None:
    """It takes a load as before, and ends well."""
    load = Load(program.url, turn=1)
    load.wait_for(20)
    load.stop()
    assert set(load.statuses) == {200}
    acknowledged.add(load)
    assert program.stop() == 0
