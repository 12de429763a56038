"""A first start without room: one line, nothing half made, and the next start with room works."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.faults.calls import SYNCS, WRITES, Call
from tests.faults.conftest import ProgramFactory, spread
from tests.faults.disks import file_limit, needs_mounts, resize, small_disk
from tests.faults.lab import Ended, Lab
from tests.faults.starts import FIRST_START, comes_up_and_works
from tests.faults.strace import needs_strace
from tests.samples import TAKES_ALL

SHARES = 4 if TAKES_ALL else 2
CALLS = 4

NEEDING_ROOM = (*WRITES, "openat", "mkdir", "rename")

PAGE = 4096
SIZES_BYTES = [0, 1, 43, 100, 512, PAGE, 3 * PAGE, 32 * 1024, 40 * 1024, 52 * 1024, 64 * 1024, 120 * 1024]
DISK_PAGES = range(1, 48)


def problems_of(ended: Ended) -> str:
    """How a start without room broke its promise: to work as ever, or to end with one line."""
    if ended.output:
        found = [] if ended.status == 0 else [f"listened, then ended with status {ended.status}"]
        # Bytes 18 and 19 of the header tell how SQLite writes: 2 is ahead, into a log.
        if (ended.data / "liveapp.sqlite3").read_bytes()[18:20] != b"\x02\x02":
            found.append("recorded without a write-ahead log")
    else:
        lines = ended.errors.splitlines()
        found = [] if ended.status == 1 else [f"ended with status {ended.status}"]
        if len(lines) != 1 or not lines[0].startswith("liveapp: error: "):
            found.append(f"{len(lines)} lines on standard error, the last {lines[-1:]}")
    if "Traceback" in ended.errors:
        found.append("a traceback")
    if left := [path.name for path in ended.data.glob("*.part")]:
        found.append(f"left {left}")
    return "; ".join(found)


@needs_strace
@pytest.mark.parametrize("share", range(SHARES))
def test_a_first_start_in_which_one_write_finds_no_room_says_so_in_a_line(
    lab: Lab, program_factory: ProgramFactory, share: int
) -> None:
    calls = lab.calls(FIRST_START, NEEDING_ROOM)
    check_each(lab, program_factory, spread(calls, CALLS)[share::SHARES], "ENOSPC")


@needs_strace
def test_a_first_start_in_which_one_sync_fails_says_so_in_a_line(
    lab: Lab, program_factory: ProgramFactory
) -> None:
    check_each(lab, program_factory, spread(lab.calls(FIRST_START, SYNCS), 2), "EIO")


def check_each(lab: Lab, program_factory: ProgramFactory, calls: Sequence[Call], error: str) -> None:
    found = {}
    for call in calls:
        ended = lab.failed_at(FIRST_START, call, error)
        assert ended.struck_at, f"never came to {call}"
        if problems := problems_of(ended):
            found[str(call)] = problems
        comes_up_and_works(program_factory, ended.home)
        lab.forget(ended)
    assert not found, "\n".join(f"{error} at {call}: {problems}" for call, problems in found.items())


def without_room(disks: ExitStack, pages: int, home: Path) -> None:
    """Make the data folder a disk of so many pages."""
    (home / "data").mkdir(mode=0o700)
    disks.enter_context(small_disk(home / "data", pages * PAGE))


@needs_mounts
@pytest.mark.parametrize("share", range(2))
def test_a_first_start_on_a_disk_that_is_too_small_says_so_in_a_line(
    tmp_path: Path, program_factory: ProgramFactory, share: int
) -> None:
    found = {}
    for pages in spread(DISK_PAGES, 4)[share::2]:
        lab = Lab(tmp_path / f"{pages}-pages")
        with ExitStack() as disks:
            prepare = partial(without_room, disks, pages)
            ended = lab.run(replace(FIRST_START, prepare=prepare))
            if problems := problems_of(ended):
                found[pages] = problems
            resize(ended.data, 2**23)
            comes_up_and_works(program_factory, ended.home)
    assert not found, "\n".join(f"{pages} pages: {problems}" for pages, problems in found.items())


@pytest.mark.skipif(os.name != "posix", reason="needs limits of POSIX")
def test_a_first_start_whose_files_may_not_grow_says_so_in_a_line(
    lab: Lab, program_factory: ProgramFactory
) -> None:
    found = {}
    for size_bytes in spread(SIZES_BYTES, 2):
        ended = lab.run(replace(FIRST_START, preexec=file_limit(size_bytes)))
        if problems := problems_of(ended):
            found[size_bytes] = problems
        comes_up_and_works(program_factory, ended.home)
    assert not found, "\n".join(f"{size} bytes: {problems}" for size, problems in found.items())
