"""A start that is killed at any call that changes a file: the next one comes up, and nothing is lost."""

import shutil
import signal
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.faults.conftest import ProgramFactory, spread
from tests.faults.lab import Lab
from tests.faults.load import Acknowledged, Load
from tests.faults.starts import FIRST_START, comes_up_and_works
from tests.faults.strace import needs_strace
from tests.samples import TAKES_ALL

SHARES = 4 if TAKES_ALL else 2
CALLS = 4


@needs_strace
@pytest.mark.parametrize("share", range(SHARES))
def test_a_first_start_killed_at_any_call_leaves_a_folder_that_the_next_start_takes(
    lab: Lab, program_factory: ProgramFactory, share: int
) -> None:
    calls = lab.calls(FIRST_START)
    assert len(calls) > 40
    for call in spread(calls, CALLS)[share::SHARES]:
        ended = lab.killed_at(FIRST_START, call)
        assert ended.status == -signal.SIGKILL, f"never came to {call}"
        comes_up_and_works(program_factory, ended.home)
        lab.forget(ended)


@pytest.fixture
def killed(tmp_path: Path, program_factory: ProgramFactory) -> tuple[Path, Acknowledged]:
    """The home that a program left when it was killed under a load, and what it had acknowledged."""
    home, acknowledged = tmp_path / "killed", Acknowledged()
    home.mkdir()
    program = program_factory(home)
    load = Load(program.url)
    load.wait_for(100)
    program.stop(signal.SIGKILL)
    load.stop()
    acknowledged.add(load)
    assert (home / "data" / "liveapp.sqlite3-wal").stat().st_size
    return home, acknowledged


@needs_strace
def test_a_start_after_a_kill_that_is_killed_itself_loses_nothing(
    lab: Lab, program_factory: ProgramFactory, killed: tuple[Path, Acknowledged]
) -> None:
    home, acknowledged = killed
    start = replace(FIRST_START, prepare=partial(shutil.copytree, home, dirs_exist_ok=True))
    for call in spread(lab.calls(start), 2):
        ended = lab.killed_at(start, call)
        assert ended.status == -signal.SIGKILL, f"never came to {call}"
        survivor = program_factory(ended.home)
        acknowledged.check(ended.data)
        assert survivor.stop() == 0
        acknowledged.check(ended.data)
        lab.forget(ended)
