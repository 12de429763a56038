"""Imports that are killed or fail at any call: whole batches are stored, and the next run adds the rest."""

import json
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from liveapp.jobs.importing.importer import BATCH
from tests.faults.conftest import spread
from tests.faults.lab import Command, Ended, Lab, liveapp_command
from tests.faults.strace import needs_strace
from tests.imports import json_lines, payload
from tests.program import run

BETS = 3 * BATCH
CALLS = 4
WORD = ("import", "{home}/bets.jsonl")


def bets_file(home: Path) -> None:
    """What is imported."""
    (home / "bets.jsonl").write_bytes(json_lines(*map(payload, range(1, BETS + 1))))


def bets_in(path: Path) -> int:
    """How many bets a database holds, past our own code; 0 where it has no tables yet."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'live_bets'").fetchone():
            return 0
        count, highest = connection.execute("SELECT count(*), max(nonce) FROM live_bets").fetchone()
        assert (highest or 0) == count
        return int(count)


def imported_again(ended: Ended) -> dict[str, object]:
    done = run(ended.home, "import", str(ended.home / "bets.jsonl"), "--data-dir", str(ended.data))
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


@needs_strace
def test_an_import_killed_at_any_call_has_stored_whole_batches_and_goes_on(lab: Lab) -> None:
    command = Command(liveapp_command(*WORD), prepare=bets_file)
    stored = set()
    for call in spread(lab.calls(command), CALLS):
        ended = lab.killed_at(command, call)
        assert ended.status == -signal.SIGKILL, f"never came to {call}"
        again = imported_again(ended)
        assert again["new"] == BETS - int(str(again["duplicates"]))
        stored.add(again["duplicates"])
        assert bets_in(ended.data / "liveapp.sqlite3") == BETS
        lab.forget(ended)
    assert stored <= set(range(0, BETS + 1, BATCH))
    assert len(stored) > 1


@needs_strace
@pytest.mark.parametrize("error", ["ENOSPC"])
def test_an_import_in_which_any_call_fails_tells_what_it_stored(lab: Lab, error: str) -> None:
    command = Command(liveapp_command(*WORD), prepare=bets_file)
    for call in spread(lab.calls(command), CALLS // 2):
        ended = lab.failed_at(command, call, error)
        assert "Traceback" not in ended.errors
        told = json.loads(ended.output)
        if ended.status:
            assert ended.status == 1, call
            assert len(ended.errors.splitlines()) == 1, call
        assert imported_again(ended)["duplicates"] == told["new"], call
        lab.forget(ended)
