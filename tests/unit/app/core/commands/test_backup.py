"""`liveapp backup`: what it says, where it writes, and what it never writes over."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from liveapp.app.core.commands.database import NoDatabase
from liveapp.app.core.folder_lock import holding
from liveapp.domain.errors import StoreUnavailable
from tests.unit.app.core.commands.runs import run
from tests.unit.storage.faults import closed_database, count_bets, files_of, killed_database


def test_it_tells_the_file_with_its_streams_and_bets(tmp_path: Path) -> None:
    closed_database(tmp_path)
    told = run(tmp_path, "backup")
    assert (told["streams"], told["bets"]) == (1, 300)
    assert Path(told["file"]).parent == tmp_path / "backups"
    assert count_bets(Path(told["file"])) == 300


def test_it_writes_where_it_is_told_to_and_again(tmp_path: Path) -> None:
    closed_database(tmp_path / "data")
    target = tmp_path / "mine.sqlite3"
    for _ in range(2):
        told = run(tmp_path / "data", "backup", "--output", str(target))
        assert told == {"file": str(target), "streams": 1, "bets": 300}
    assert not (tmp_path / "data" / "backups").exists()


def test_a_relative_name_is_told_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed_database(tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    assert run(tmp_path / "data", "backup", "--output", "mine.sqlite3")["file"] == str(
        tmp_path / "mine.sqlite3"
    )


def test_the_database_of_a_killed_program_is_copied_with_its_log_and_left_as_it_was(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    before = files_of(killed.parent)
    assert run(killed.parent, "backup")["bets"] == 300
    after = files_of(killed.parent)
    after.pop("liveapp.lock", None)
    assert after == before


def test_it_works_while_the_program_runs(tmp_path: Path) -> None:
    closed_database(tmp_path)
    with holding(tmp_path):
        assert run(tmp_path, "backup")["bets"] == 300


def test_it_never_writes_over_the_database_or_other_files(tmp_path: Path) -> None:
    path = closed_database(tmp_path / "data")
    letter = tmp_path / "letter.txt"
    letter.write_text("dear")
    for target in (path, letter, tmp_path):
        with pytest.raises(StoreUnavailable):
            run(tmp_path / "data", "backup", "--output", str(target))
    assert letter.read_text() == "dear"
    assert count_bets(path) == 300


def test_without_a_database_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoDatabase):
        run(tmp_path / "none", "backup")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "change", ["DROP TABLE live_rounds", "PRAGMA user_version = -5", "PRAGMA application_id = 7"]
)
def test_what_could_not_be_restored_is_not_backed_up(tmp_path: Path, change: str) -> None:
    closed = closed_database(tmp_path)
    run(tmp_path, "backup")
    with contextlib.closing(sqlite3.connect(closed)) as connection:
        connection.execute(change)
    before = files_of(tmp_path / "backups")
    with pytest.raises(StoreUnavailable):
        run(tmp_path, "backup")
    assert files_of(tmp_path / "backups") == before
