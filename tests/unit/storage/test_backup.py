"""Backups: whole, private, in order, and never at the cost of an older one."""

import os
import shutil
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreDamaged, StoreFull, StoreUnavailable
from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.verdicts import Verdict
from liveapp.storage import Store, open_store, restore
from liveapp.storage.backup import (
    KEPT,
    backups_folder,
    copy_to,
    is_liveapp_database,
    make_backup,
    refuse_target,
)
from liveapp.storage.copies import backup_files
from tests.unit.storage.conftest import query
from tests.unit.storage.faults import closed_database, files_of, garble
from tests.values import make_bet

NOW = datetime(2026, 11, 25, 14, 2, tzinfo=UTC)


def test_a_backup_is_whole_private_and_named_after_its_time(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 100)])
    made = make_backup(database_path, now=lambda: NOW)
    assert made.path == database_path.parent / "backups" / "liveapp-20261125-140200.sqlite3"
    assert (made.streams, made.bets) == (1, 99)
    assert query(made.path, "PRAGMA integrity_check") == [("ok",)]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert list(made.path.parent.iterdir()) == [made.path]


def test_the_newest_five_are_kept(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(1)])
    made = [make_backup(database_path, now=lambda: NOW).path for _ in range(KEPT + 3)]
    assert backup_files(database_path) == made[: -KEPT - 1 : -1]
    assert made == sorted(made)


def test_one_that_is_spared_is_not_dropped(store: Store, database_path: Path) -> None:
    made = [make_backup(database_path, now=lambda: NOW).path for _ in range(KEPT)]
    make_backup(database_path, spared=[made[0]], now=lambda: NOW)
    assert made[0].exists()
    assert not made[1].exists() or len(backup_files(database_path)) == KEPT + 1


def test_a_clock_that_was_set_back_does_not_drop_the_newest(store: Store, database_path: Path) -> None:
    for day in range(KEPT):
        make_backup(database_path, now=lambda day=day: NOW + timedelta(days=day))
    made = make_backup(database_path, now=lambda: NOW - timedelta(days=900))
    assert backup_files(database_path)[0] == made.path


@pytest.mark.parametrize("fault", ["damaged", "cancelled", "no folder", "full"])
def test_a_backup_that_fails_costs_no_older_one_and_leaves_nothing(
    database_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    closed_database(database_path.parent, bets=3000)
    for _ in range(KEPT):
        make_backup(database_path, now=lambda: NOW)
    folder = backups_folder(database_path)
    before = files_of(folder)
    report = None
    if fault == "damaged":
        garble(database_path)
    elif fault == "cancelled":
        report = cancel
    elif fault == "no folder":
        folder.rename(folder.with_name("elsewhere"))
        folder.touch()
    else:
        monkeypatch.setattr("liveapp.storage.backup.copy_database", disk_full)
    with pytest.raises((StoreUnavailable, OSError, JobCancelled)):
        make_backup(database_path, *([] if report is None else [report]))
    if fault == "no folder":
        folder.unlink()
        folder.with_name("elsewhere").rename(folder)
    assert files_of(folder) == before


def cancel(_progress: Progress) -> None:
    raise JobCancelled


def disk_full(*_: object) -> None:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise error


def test_other_files_in_the_folder_are_neither_counted_nor_dropped(store: Store, database_path: Path) -> None:
    folder = backups_folder(database_path)
    folder.mkdir()
    other = folder / "liveapp-before-i-tried-something.sqlite3"
    other.touch()
    for _ in range(KEPT + 2):
        make_backup(database_path)
    assert other.exists()
    assert len(backup_files(database_path)) == KEPT


def test_a_copy_replaces_an_older_one_whole(store: Store, database_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    for nonce in (1, 2):
        store.writer.record([make_bet(nonce)])
        refuse_target(database_path, target)
        assert copy_to(database_path, target) == (1, nonce)
    assert is_liveapp_database(target)


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_a_copy_never_goes_over_the_database_itself(store: Store, database_path: Path, end: str) -> None:
    own = Path(f"{database_path}{end}")
    with pytest.raises(StoreUnavailable, match="the database itself"):
        refuse_target(database_path, own)
    link = own.with_name("link")
    link.symlink_to(own)
    with pytest.raises(StoreUnavailable, match="the database itself"):
        refuse_target(database_path, link)


def test_a_copy_never_goes_over_something_else(store: Store, database_path: Path, tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("years of work")
    for target, words in ((thesis, "no database of liveapp"), (tmp_path, "is a folder")):
        with pytest.raises(StoreUnavailable, match=words):
            refuse_target(database_path, target)
    assert not is_liveapp_database(thesis)


def test_the_source_is_not_changed_by_a_failed_copy(tmp_path: Path) -> None:
    closed = closed_database(tmp_path / "data", bets=3000)
    garble(closed)
    content = closed.read_bytes()
    with pytest.raises(StoreDamaged):
        copy_to(closed, tmp_path / "copy.sqlite3")
    assert closed.read_bytes() == content
    shutil.rmtree(closed.parent)


def test_a_disk_with_too_little_room_is_not_filled_by_a_backup(
    store: Store, database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.writer.record([make_bet(1)])
    monkeypatch.setattr("liveapp.storage.backup.RESERVED_BYTES", 2**62)
    with pytest.raises(StoreFull, match="too little room for a backup"):
        make_backup(database_path)
    assert list(backups_folder(database_path).iterdir()) == []
    store.writer.record([make_bet(2)])


def test_a_copy_never_becomes_a_part_of_the_database(
    store: Store, database_path: Path, tmp_path: Path
) -> None:
    for end in ("-journal", "-wal2", ".new"):
        with pytest.raises(StoreUnavailable, match="a part of the database"):
            refuse_target(database_path, database_path.with_name(f"{database_path.name}{end}"))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(StoreUnavailable, match="is no file"):
        refuse_target(database_path, pipe)


def test_an_empty_file_is_taken_as_a_target_and_one_with_a_log_is_not(
    store: Store, database_path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "made by mktemp"
    target.touch()
    refuse_target(database_path, target)
    assert copy_to(database_path, target) == (0, 0)
    target.with_name(f"{target.name}-wal").write_bytes(b"a log")
    with pytest.raises(StoreUnavailable, match="has a log beside it"):
        refuse_target(database_path, target)


def test_seeds_and_verdicts_are_in_a_backup_and_come_back_with_it(tmp_path: Path) -> None:
    path, seed = closed_database(tmp_path / "data", bets=3), "seed"
    store = open_store(path)
    store.writer.record([make_bet(nonce, SeedPair(hash_server_seed(seed), "c")) for nonce in range(1, 9)])
    store.writer.reveal_seed(seed)
    store.writer.set_verdicts(2, [(bet_id, Verdict(bet_id % 4)) for bet_id in range(4, 10)])
    (proven, other), _ = store.reader.streams()
    backup = make_backup(path).path
    store.writer.delete_stream(proven.id)
    store.close()
    restore(path, backup)
    store = open_store(path)
    assert store.reader.streams()[0] == [proven, other]
    assert store.reader.unproven_streams() == [proven]
    assert store.reader.server_seed(proven.id) == seed
    store.close()
