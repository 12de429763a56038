"""Ways out of a database that cannot be used: each keeps what was there."""

import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from liveapp.domain.errors import (
    DatabaseMissing,
    StoreDamaged,
    StoreLocked,
    StoreTooNew,
    StoreUnavailable,
)
from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.domain.keeping import (
    LeaveLogAside,
    RestoreCopy,
    Restored,
    Salvaged,
    SaveReadable,
    StartedOver,
    StartEmpty,
)
from liveapp.storage import open_store
from liveapp.storage.backup import KEPT, make_backup
from liveapp.storage.copies import backup_files
from liveapp.storage.database_files import log_of
from liveapp.storage.opening import APPLICATION_ID, OUR_TABLES
from liveapp.storage.ways_out import restore, save_readable, take_way_out
from tests.unit.storage.faults import (
    as_killed,
    closed_database,
    count_bets,
    damaged_database,
    files_of,
    garble,
    killed_database,
)
from tests.values import make_bet

NOW = datetime(2026, 11, 25, 14, 2, tzinfo=UTC)
KEPT_NAME = "liveapp-replaced-20261125-140200.sqlite3"


def bets_of(path: Path) -> int:
    store = open_store(path)
    try:
        return sum(stream.total_bets for stream in store.reader.streams()[0])
    finally:
        store.close()


def test_a_backup_takes_the_place_and_the_former_database_is_kept_and_backed_up(tmp_path: Path) -> None:
    path = closed_database(tmp_path / "data")
    backup = make_backup(path).path
    store = open_store(path)
    store.writer.record([make_bet(1000)])
    store.close()
    assert restore(path, backup, now=lambda: NOW) == Restored(1, 300, KEPT_NAME)
    assert bets_of(path) == 300
    assert count_bets(path.with_name(KEPT_NAME)) == 301
    assert len(backup_files(path)) == 2
    assert count_bets(backup_files(path)[0]) == 301
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_restoring_where_nothing_is_keeps_nothing(tmp_path: Path) -> None:
    source = closed_database(tmp_path / "elsewhere")
    target = tmp_path / "data" / "liveapp.sqlite3"
    assert restore(target, source) == Restored(1, 300, None)
    assert bets_of(target) == 300
    assert bets_of(source) == 300


def test_the_log_of_a_killed_database_is_kept_in_it(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    source = closed_database(tmp_path / "elsewhere", bets=7)
    restore(killed, source, now=lambda: NOW)
    assert bets_of(killed) == 7
    assert not log_of(killed).exists()
    assert count_bets(killed.with_name(KEPT_NAME)) == 300


def test_a_source_with_its_log_is_restored_with_what_the_log_holds(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    before = files_of(killed.parent)
    target = tmp_path / "data" / "liveapp.sqlite3"
    assert restore(target, killed).bets == 300
    assert bets_of(target) == 300
    assert files_of(killed.parent) == before


def test_a_damaged_database_is_moved_aside_with_its_log(tmp_path: Path) -> None:
    damaged = damaged_database(tmp_path)
    before = files_of(damaged.parent)
    source = closed_database(tmp_path / "elsewhere", bets=7)
    assert restore(damaged, source, now=lambda: NOW) == Restored(1, 7, KEPT_NAME)
    after = files_of(damaged.parent)
    assert after[KEPT_NAME] == before[damaged.name]
    assert after[f"{KEPT_NAME}-wal"] == before[f"{damaged.name}-wal"]
    assert bets_of(damaged) == 7


def test_a_backup_put_beside_a_foreign_log_is_restored_without_it(
    database_path: Path, tmp_path: Path
) -> None:
    store = open_store(database_path)
    store.writer.record([make_bet(nonce) for nonce in range(1, 300)])
    copy = make_backup(database_path).path
    store.writer.record([make_bet(nonce) for nonce in range(300, 800)])
    killed = as_killed(database_path, tmp_path / "killed")
    store.close()
    shutil.copyfile(copy, killed)
    log = log_of(killed).read_bytes()
    assert restore(killed, copy, now=lambda: NOW).bets == 299
    assert log_of(killed.with_name(KEPT_NAME)).read_bytes() == log
    assert bets_of(killed) == 299


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("missing", StoreUnavailable),
        ("folder", StoreUnavailable),
        ("empty", StoreDamaged),
        ("text", StoreDamaged),
        ("foreign", StoreDamaged),
        ("newer", StoreTooNew),
        ("damaged", StoreDamaged),
        ("cut", StoreDamaged),
        ("cancelled", JobCancelled),
    ],
)
def test_what_cannot_be_restored_changes_nothing(
    tmp_path: Path, fault: str, kind: type[BaseException]
) -> None:
    path = closed_database(tmp_path / "data")
    source = tmp_path / "source" / "liveapp.sqlite3"
    source.parent.mkdir()
    report = cancel if fault == "cancelled" else None
    if fault == "folder":
        source.mkdir()
    elif fault == "empty":
        source.touch()
    elif fault == "text":
        source.write_text("a letter " * 1000)
    elif fault == "foreign":
        with closing(sqlite3.connect(source)) as other:
            other.execute("CREATE TABLE recipes (x)")
    elif fault == "damaged":
        (tmp_path / "more").mkdir()
        shutil.copytree(damaged_database(tmp_path / "more").parent, source.parent, dirs_exist_ok=True)
    elif fault != "missing":
        shutil.copyfile(closed_database(tmp_path / "more", bets=9000), source)
        if fault == "newer":
            with closing(sqlite3.connect(source)) as other:
                other.execute("PRAGMA user_version = 99")
        elif fault == "cut":
            source.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
    before = files_of(path.parent)
    with pytest.raises(kind) as caught:
        restore(path, source, *([] if report is None else [report]))
    assert "\n" not in str(caught.value)
    assert ".part" not in str(caught.value)
    assert files_of(path.parent) == before


def cancel(_progress: Progress) -> None:
    raise JobCancelled


def test_the_database_itself_is_no_source(tmp_path: Path) -> None:
    path = closed_database(tmp_path / "data")
    with pytest.raises(StoreUnavailable, match="the database itself"):
        restore(path, path)
    assert bets_of(path) == 300


def test_the_backup_before_a_restore_never_costs_the_file_that_is_restored(tmp_path: Path) -> None:
    path = closed_database(tmp_path / "data")
    oldest, *_ = [make_backup(path).path for _ in range(KEPT)]
    assert restore(path, oldest).bets == 300
    assert oldest.exists()


def test_the_log_alone_can_be_left_aside(database_path: Path, tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    shutil.copyfile(closed_database(tmp_path / "more", bets=7), killed)
    log = log_of(killed).read_bytes()
    assert take_way_out(killed, LeaveLogAside(), now=lambda: NOW) == StartedOver(f"{KEPT_NAME}-wal")
    assert killed.with_name(f"{KEPT_NAME}-wal").read_bytes() == log
    assert bets_of(killed) == 7


def test_one_can_start_empty_and_keep_what_was(tmp_path: Path) -> None:
    damaged = damaged_database(tmp_path)
    content = damaged.read_bytes()
    assert take_way_out(damaged, StartEmpty(), now=lambda: NOW) == StartedOver(KEPT_NAME)
    assert damaged.with_name(KEPT_NAME).read_bytes() == content
    assert bets_of(damaged) == 0


def test_what_can_be_read_is_saved_and_the_damaged_database_kept(tmp_path: Path) -> None:
    damaged = damaged_database(tmp_path)
    before = files_of(damaged.parent)
    saved = take_way_out(damaged, SaveReadable(), now=lambda: NOW)
    assert isinstance(saved, Salvaged)
    assert (saved.backup, saved.kept) == (None, KEPT_NAME)
    assert 2500 < saved.bets_read <= 3001
    assert saved.bets_read + saved.bets_missing == 3001
    assert bets_of(damaged) == saved.bets_read
    after = files_of(damaged.parent)
    assert after[KEPT_NAME] == before[damaged.name]
    assert after[f"{KEPT_NAME}-wal"] == before[f"{damaged.name}-wal"]


def test_what_cannot_be_read_comes_from_the_newest_backup(tmp_path: Path) -> None:
    path = closed_database(tmp_path / "data", bets=3000)
    backup = make_backup(path)
    garble(path)
    saved = save_readable(path, now=lambda: NOW)
    assert saved.bets_missing == 0
    assert saved.bets_read + saved.bets_from_backup == 3000
    assert saved.backup == backup.path.name
    assert bets_of(path) == 3000


def test_a_log_without_its_database_is_saved(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    killed.unlink()
    assert save_readable(killed).bets_read == 300
    assert bets_of(killed) == 300


def test_a_log_that_belongs_elsewhere_adds_what_it_holds_itself(database_path: Path, tmp_path: Path) -> None:
    store = open_store(database_path)
    store.writer.record([make_bet(nonce) for nonce in range(1, 300)])
    copy = make_backup(database_path).path
    store.writer.record([make_bet(nonce) for nonce in range(300, 800)])
    killed = as_killed(database_path, tmp_path / "killed")
    store.close()
    shutil.copyfile(copy, killed)
    assert save_readable(killed).bets_read == 799
    assert bets_of(killed) == 799


def test_where_nothing_can_be_read_nothing_changes(database_path: Path) -> None:
    database_path.write_bytes(b"no database at all " * 1000)
    before = files_of(database_path.parent)
    with pytest.raises(StoreDamaged, match="Nothing of a liveapp database can be read"):
        save_readable(database_path)
    assert files_of(database_path.parent) == before


def test_starting_empty_is_not_refused_for_copies_that_are_there(tmp_path: Path) -> None:
    path = closed_database(tmp_path / "data")
    make_backup(path)
    path.rename(path.with_name("liveapp-rescued-20260101-000000.sqlite3"))
    with pytest.raises(DatabaseMissing):
        open_store(path)
    assert take_way_out(path, StartEmpty()) == StartedOver(None)
    assert bets_of(path) == 0


def test_a_log_that_was_left_aside_before_is_not_written_over(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    closed_database(tmp_path / "more", bets=7).replace(killed)
    log = log_of(killed).read_bytes()
    for number in range(2):
        log_of(killed).write_bytes(log + bytes([number]))
        take_way_out(killed, LeaveLogAside(), now=lambda: NOW)
    assert len(list(killed.parent.glob("liveapp-replaced-*-wal"))) == 2


@pytest.mark.parametrize("schema", ["none", "foreign columns"])
def test_a_database_whose_schema_is_strange_is_refused_in_words(tmp_path: Path, schema: str) -> None:
    path = closed_database(tmp_path / "data")
    strange = tmp_path / "strange.sqlite3"
    with closing(sqlite3.connect(strange)) as other:
        other.execute("PRAGMA user_version = 0")
        if schema == "foreign columns":
            for table in OUR_TABLES:
                other.execute(f"CREATE TABLE {table} (x)")
            other.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            other.execute("PRAGMA user_version = 1")
        other.execute("VACUUM")
    before = files_of(path.parent)
    with pytest.raises(StoreDamaged, match=r"strange\.sqlite3"):
        restore(path, strange)
    assert files_of(path.parent) == before


def test_a_database_whose_first_page_cannot_be_read_is_kept_and_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = closed_database(tmp_path / "data")
    source = closed_database(tmp_path / "other", bets=7)
    opened = Path.open

    def bad_sector(self: Path, *arguments: object, **more: object) -> object:
        if self == path:
            raise OSError(5, "Input/output error")
        return opened(self, *arguments, **more)  # type: ignore[call-overload]

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", bad_sector)
        with pytest.raises(StoreDamaged, match="Input/output error"):
            open_store(path)
        assert restore(path, source, now=lambda: NOW) == Restored(1, 7, KEPT_NAME)
    assert bets_of(path) == 7


def test_a_restore_waits_for_a_program_that_is_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liveapp.storage.ways_out.BUSY_TIMEOUT_S", 0.1)
    path = closed_database(tmp_path / "data")
    source = closed_database(tmp_path / "other", bets=7)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked):
            restore(path, source)
        other.execute("ROLLBACK")
    assert restore(path, source).bets == 7


def test_what_is_wrong_with_a_source_is_told_without_advice_for_the_database(tmp_path: Path) -> None:
    path = closed_database(tmp_path / "data")
    source = tmp_path / "letter.txt"
    source.write_text("dear " * 1000)
    with pytest.raises(StoreDamaged) as caught:
        restore(path, source)
    assert str(caught.value) == f"{source} is damaged (not a database); nothing was changed"


def test_a_copy_is_restored_as_a_way_out(tmp_path: Path) -> None:
    path = closed_database(tmp_path / "data")
    backup = make_backup(path).path
    assert isinstance(take_way_out(path, RestoreCopy(backup)), Restored)
