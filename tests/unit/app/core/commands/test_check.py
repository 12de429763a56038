"""`liveapp check`: what it says, with which status, and that it reads only."""

import io
import json
from pathlib import Path

import pytest

from liveapp.app.core.commands import COMMANDS
from liveapp.app.core.commands.check import NotSound
from liveapp.app.core.commands.database import NoDatabase
from liveapp.app.core.commands.line import find_command, run_command
from tests.unit.app.core.commands.runs import run
from tests.unit.storage.faults import closed_database, damaged_database, files_of


def test_a_sound_database_is_ok(tmp_path: Path) -> None:
    closed_database(tmp_path)
    assert run(tmp_path, "check") == {"integrity": "ok", "totals": "ok", "streams": 1, "bets": 300}


def test_what_is_wrong_is_told_all_the_same_and_nothing_changes(tmp_path: Path) -> None:
    damaged = damaged_database(tmp_path)
    before = files_of(damaged.parent)
    output = io.StringIO()
    line = find_command(["check", "--data-dir", str(damaged.parent)], COMMANDS)
    assert line
    with pytest.raises(NotSound, match="liveapp restore FILE"):
        run_command(line, output)
    told = json.loads(output.getvalue())
    assert told["integrity"] != "ok"
    assert list(told) == ["integrity", "totals", "streams", "bets"]
    after = files_of(damaged.parent)
    after.pop("liveapp.lock", None)
    assert after == before


def test_without_a_database_there_is_nothing_to_say(tmp_path: Path) -> None:
    with pytest.raises(NoDatabase):
        run(tmp_path / "none", "check")
    assert not (tmp_path / "none").exists()
