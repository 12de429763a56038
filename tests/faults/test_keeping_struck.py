"""Backups, restores and salvage that are killed or fail at any call: what was there, or what was wanted."""

import io
import json
import signal
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from liveapp.app.core.commands import COMMANDS
from liveapp.app.core.commands.check import NotSound
from liveapp.app.core.commands.line import find_command, run_command
from liveapp.storage import make_backup
from tests.faults.calls import Call
from tests.faults.conftest import ProgramFactory, spread
from tests.faults.lab import Command, Ended, Lab, liveapp_command
from tests.faults.strace import needs_strace
from tests.unit.storage.faults import closed_database, damaged_database, killed_database

OLD, NEW = 300, 40
CALLS = 3
LAST = 10
"""Among its last calls a restore swaps the files."""


def healthy(home: Path) -> None:
    """A database that was closed cleanly, and a backup to restore."""
    closed_database(home / "data", OLD)
    backup(home)


def killed(home: Path) -> None:
    """A database whose bets are still in its log, and a backup to restore."""
    killed_database(home, OLD).parent.rename(home / "data")
    backup(home)


def damaged(home: Path) -> None:
    """A database that cannot be used, and a backup to restore."""
    damaged_database(home).parent.rename(home / "data")
    backup(home)


def backup(home: Path) -> None:
    closed_database(home / "other", NEW).rename(home / "backup.sqlite3")


def bets_in(path: Path) -> int:
    """How many bets a whole database holds, past our own code and beside nothing of ours."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(connection.execute("SELECT count(*) FROM live_bets").fetchone()[0])


def checked(ended: Ended) -> int | None:
    """How many bets `liveapp check` finds; None where it finds the database damaged."""
    line, output = find_command(["check", "--data-dir", str(ended.data)], COMMANDS), io.StringIO()
    assert line
    try:
        run_command(line, output)
    except NotSound:
        assert json.loads(output.getvalue())["integrity"] != "ok"
        return None
    return int(json.loads(output.getvalue())["bets"])


def around_the_swap(calls: Sequence[Call]) -> list[Call]:
    """A sample of what is done before the files are swapped, and a closer one of the swap."""
    return [*spread(calls[:-LAST], CALLS // 2), *spread(calls[-LAST:], CALLS)]


def restore(prepare: object) -> Command:
    return Command(liveapp_command("restore", "{home}/backup.sqlite3"), prepare=prepare)  # type: ignore[arg-type]


@needs_strace
@pytest.mark.parametrize("prepare", [healthy, killed], ids=["closed", "killed"])
def test_a_restore_killed_at_any_call_leaves_the_old_or_the_new_database(
    lab: Lab, program_factory: ProgramFactory, prepare: object
) -> None:
    command = restore(prepare)
    calls = lab.calls(command)
    assert len(calls) > 40
    found = set()
    for call in around_the_swap(calls):
        ended = lab.killed_at(command, call)
        assert ended.status == -signal.SIGKILL, f"never came to {call}"
        # Also for whoever opens it without us: no moment is without a whole database.
        raw = bets_in(ended.data / "liveapp.sqlite3")
        bets = checked(ended)
        assert bets in (OLD, NEW), f"killed at {call}"
        assert raw in (OLD, NEW)
        found.add(bets)
        assert program_factory(ended.home).stop() == 0
        assert checked(ended) == bets
        lab.forget(ended)
    assert found == {OLD, NEW}


@needs_strace
def test_a_restore_over_a_damaged_database_killed_at_any_call_leaves_it_or_the_new_one(lab: Lab) -> None:
    command = restore(damaged)
    for call in around_the_swap(lab.calls(command)):
        ended = lab.killed_at(command, call)
        assert ended.status == -signal.SIGKILL, f"never came to {call}"
        bets = checked(ended)
        assert bets in (None, NEW), f"killed at {call}"
        kept = [*ended.data.glob("liveapp.sqlite3-wal"), *ended.data.glob("liveapp-replaced-*.sqlite3-wal")]
        assert [path.stat().st_size > 0 for path in kept] == [True], f"killed at {call}, the log is gone"
        lab.forget(ended)


@needs_strace
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_restore_in_which_any_call_fails_ends_in_one_line_and_leaves_the_old_or_the_new_one(
    lab: Lab, error: str
) -> None:
    command = restore(killed)
    for call in spread(lab.calls(command), CALLS):
        ended = lab.failed_at(command, call, error)
        assert "Traceback" not in ended.errors
        if ended.status:
            assert (ended.status, ended.output) == (1, ""), call
            assert len(ended.errors.splitlines()) == 1, call
        assert checked(ended) in (OLD, NEW), f"failed at {call}"
        lab.forget(ended)


@needs_strace
def test_a_backup_killed_at_any_call_is_whole_or_not_there_and_costs_no_older_one(lab: Lab) -> None:
    def with_backups(home: Path) -> None:
        killed(home)
        for _ in range(5):
            make_backup(home / "data" / "liveapp.sqlite3", is_alone=True)

    command = Command(liveapp_command("backup"), prepare=with_backups)
    for call in spread(lab.calls(command), CALLS // 2):
        ended = lab.killed_at(command, call)
        assert ended.status == -signal.SIGKILL, f"never came to {call}"
        backups = sorted(path for path in (ended.data / "backups").glob("liveapp-*.sqlite3"))
        assert len(backups) in (5, 6), f"killed at {call}"
        assert {bets_in(path) for path in backups} == {OLD}
        assert checked(ended) == OLD
        lab.forget(ended)
