"""The lab strikes where it says, and nowhere else."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.calls import calls_in
from tests.faults.disks import (
    ExtDisk,
    forgets_what_was_not_synced,
    needs_mounts,
    needs_power_cuts,
    resize,
    small_disk,
)
from tests.faults.lab import Command, Lab
from tests.faults.strace import HANG_LIMIT_S, failing, killing, needs_attachment, needs_strace

SCRIPT = """
import os, pathlib, sys
folder = pathlib.Path(sys.argv[1])
folder.mkdir()
for name in ("one", "two", "three"):
    (folder / name).write_text(name)
(folder / "one").rename(folder / "four")
print("done")
"""

COMMAND = Command((sys.executable, "-c", SCRIPT, "{data}"))


WRITER = """
import sys
for path in sys.stdin:
    try:
        with open(path.strip(), "w") as file:
            file.write("x")
        print("ok", flush=True)
    except OSError as error:
        print(error.strerror, flush=True)
"""


class Writer:
    """A process that writes files when told to, and answers how that went."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([sys.executable, "-c", WRITER], stdin=pipe, stdout=pipe, text=True)
        self.pid = self._process.pid

    def __call__(self, path: Path) -> str:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def end(self) -> int:
        self._process.communicate(timeout=HANG_LIMIT_S)
        return self._process.returncode


@pytest.fixture
def writer() -> Iterator[Writer]:
    made = Writer()
    yield made
    made.end()


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@needs_strace
def test_a_run_is_told_call_by_call(lab: Lab) -> None:
    calls = lab.calls(COMMAND)
    assert [(call.name, Path(call.path).name) for call in calls] == [
        ("mkdir", "data"),
        *((call, name) for name in ("one", "two", "three") for call in ("openat", "write")),
        ("rename", "four"),
    ]
    assert lab.count(COMMAND, ["write"]) == 3


@needs_strace
def test_a_kill_leaves_what_was_done_before_the_call(lab: Lab) -> None:
    left = []
    for call in lab.calls(COMMAND):
        ended = lab.killed_at(COMMAND, call)
        assert ended.status == -9
        assert call.path.rpartition("/")[2] in ended.struck_at
        left.append([*names_in(ended.data), *(p.read_text() for p in sorted(ended.data.glob("*")))])
    assert left == [
        [],
        [],
        ["one", ""],
        ["one", "one"],
        ["one", "two", "one", ""],
        ["one", "two", "one", "two"],
        ["one", "three", "two", "one", "", "two"],
        ["one", "three", "two", "one", "three", "two"],
    ]


@needs_strace
def test_one_call_fails_and_the_others_do_not(lab: Lab) -> None:
    write = lab.calls(COMMAND, ["write"])[1]
    ended = lab.failed_at(COMMAND, write, "ENOSPC")
    assert ended.status == 1
    assert "No space left on device" in ended.errors
    assert "(INJECTED)" in ended.struck_at
    assert names_in(ended.data) == ["one", "two"]


@needs_attachment
def test_calls_of_a_running_program_fail_until_the_block_ends(tmp_path: Path, writer: Writer) -> None:
    file, other = tmp_path / "file", tmp_path / "other"
    assert writer(file) == "ok"
    with failing(writer.pid, ["write"], "ENOSPC", [file]):
        assert writer(other) == "ok"
        assert writer(file) == "No space left on device"
    assert writer(file) == "ok"


@needs_attachment
def test_a_running_program_is_killed_at_a_call_to_come(tmp_path: Path, writer: Writer) -> None:
    file = tmp_path / "file"
    with killing(writer.pid, "write", 2, [file]):
        assert [writer(file), writer(file)] == ["ok", ""]
    assert writer.end() == -signal.SIGKILL


@needs_mounts
def test_a_small_disk_is_full_until_it_grows(tmp_path: Path) -> None:
    with small_disk(tmp_path, 8192):
        with pytest.raises(OSError, match="No space left"):
            (tmp_path / "file").write_bytes(bytes(100_000))
        resize(tmp_path, 200_000)
        (tmp_path / "file").write_bytes(bytes(100_000))
    assert names_in(tmp_path) == []


@needs_power_cuts
def test_a_power_cut_loses_what_was_not_synced_and_nothing_else(tmp_path: Path) -> None:
    with ExtDisk(tmp_path) as disk:
        assert forgets_what_was_not_synced(disk)
    assert not disk.path.is_mount()


def test_a_call_that_another_thread_reached_first_is_left_out() -> None:
    trace = """\
1 write(3</data/a>, "x", 1) = 1
2 write(3</data/b>, "x", 1 <unfinished ...>
2 <... write resumed>) = 1
2 write(4</elsewhere>, "x", 1) = 1
1 write(3</data/a>, "x", 1) = 1
1 write(3</data/c>, "x", 1) = 1
1 +++ exited with 0 +++
"""
    found = calls_in(trace, Path("/data"))
    assert [(call.number, call.path) for call in found] == [(1, "/data/a"), (3, "/data/c")]
