"""Which files a database consists of, and what is left beside it."""

from pathlib import Path

from liveapp.storage.database_files import files_of, index_of, journal_of, log_of, log_size, remove_beside


def test_a_databases_files_have_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    assert log_of(path).name == "a.sqlite3-wal"
    assert index_of(path).name == "a.sqlite3-shm"
    assert journal_of(path).name == "a.sqlite3-journal"
    assert files_of(path) == [path, log_of(path), index_of(path)]


def test_a_log_that_is_not_found_has_no_size(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    assert log_size(path) == 0
    log_of(path).write_bytes(b"123")
    assert log_size(path) == 3
    assert log_size(log_of(path) / "below a file") == 0


def test_what_lies_beside_is_removed_and_the_database_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    for name in ("a.sqlite3", "a.sqlite3-wal", "a.sqlite3-shm", "a.sqlite3-journal", "b"):
        (tmp_path / name).touch()
    remove_beside(path)
    remove_beside(path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.sqlite3", "b"]
