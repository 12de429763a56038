"""It is noticed when files lose their names, are replaced or are emptied under an open database."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from liveapp.storage.database import open_database
from liveapp.storage.database_files import log_of
from liveapp.storage.file_guard import FileGuard


@pytest.fixture
def connection(database_path: Path) -> Iterator[sqlite3.Connection]:
    database = open_database(database_path)
    yield database.connection()
    database.close()


@pytest.fixture
def guard(connection: sqlite3.Connection, database_path: Path) -> Iterator[FileGuard]:
    connection.execute("UPDATE log_marks SET current = randomblob(16)")
    made = FileGuard(database_path)
    yield made
    made.close()
    made.close()


def test_files_in_their_place_are_fine(guard: FileGuard, connection: sqlite3.Connection) -> None:
    assert guard.is_in_place()
    assert guard.is_ready(connection)
    assert guard.is_commit_in_place(connection)


def test_a_log_that_has_no_commit_yet_is_fine(database_path: Path) -> None:
    open_database(database_path).close()
    database = open_database(database_path)
    guard = FileGuard(database_path)
    assert guard.is_ready(database.connection())
    database.connection().execute("UPDATE log_marks SET current = randomblob(16)")
    assert guard.is_commit_in_place(database.connection())
    guard.close()
    database.close()


def test_before_a_transaction_it_is_looked_again_unless_that_was_a_moment_ago(
    guard: FileGuard, connection: sqlite3.Connection, database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert guard.is_commit_in_place(connection)
    database_path.rename(database_path.with_name("moved"))
    assert guard.is_ready(connection)
    monkeypatch.setattr("liveapp.storage.file_guard.FRESH_S", 0.0)
    assert not guard.is_ready(connection)


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
@pytest.mark.parametrize("accident", ["removed", "renamed", "replaced", "emptied", "a folder"])
def test_whatever_happens_to_a_file_is_noticed(
    guard: FileGuard, connection: sqlite3.Connection, database_path: Path, end: str, accident: str
) -> None:
    path = Path(f"{database_path}{end}")
    if (end, accident) == ("-shm", "emptied"):
        return  # would end the process: SQLite has it mapped
    content = path.read_bytes()
    if accident == "emptied":
        path.write_bytes(b"")
    elif accident == "renamed":
        path.rename(path.with_name("elsewhere"))
    else:
        path.unlink()
    if accident == "replaced":
        path.write_bytes(content)
    if accident == "a folder":
        path.mkdir()
    assert not guard.is_commit_in_place(connection)
    if accident == "a folder":
        path.rmdir()


def test_a_folder_that_was_moved_or_removed_is_noticed(
    connection: sqlite3.Connection, database_path: Path, tmp_path: Path
) -> None:
    guard = FileGuard(database_path)
    moved = tmp_path.with_name(f"{tmp_path.name}-moved")
    tmp_path.rename(moved)
    assert not guard.is_in_place()
    moved.rename(tmp_path)
    assert guard.is_in_place()
    guard.close()


def test_a_link_to_the_same_files_is_still_the_same(guard: FileGuard, database_path: Path) -> None:
    kept = database_path.with_name("kept")
    shutil.move(database_path, kept)
    database_path.symlink_to(kept)
    assert guard.is_in_place()
    assert log_of(database_path).exists()


def test_a_log_that_another_program_has_emptied_into_the_database_is_fine(
    guard: FileGuard, connection: sqlite3.Connection, database_path: Path
) -> None:
    other = sqlite3.connect(database_path)
    other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    other.close()
    assert log_of(database_path).stat().st_size == 0
    assert guard.is_ready(connection)
    assert guard.is_commit_in_place(connection)


def test_a_question_that_the_system_cannot_answer_is_no_sign_that_files_are_gone(
    guard: FileGuard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr("liveapp.storage.file_guard.os.stat", refuse)
        with pytest.raises(PermissionError):
            guard.is_in_place()
    assert guard.is_in_place()


def test_a_folder_that_was_moved_and_whose_name_follows_it_is_still_the_same(tmp_path: Path) -> None:
    (tmp_path / "before").mkdir()
    name = tmp_path / "name"
    name.symlink_to(tmp_path / "before")
    database = open_database(name / "liveapp.sqlite3")
    guard = FileGuard(name / "liveapp.sqlite3")
    (tmp_path / "before").rename(tmp_path / "after")
    assert not guard.is_in_place()
    name.unlink()
    name.symlink_to(tmp_path / "after")
    assert guard.is_in_place()
    guard.close()
    database.close()
