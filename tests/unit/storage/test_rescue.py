"""What was recorded is saved where the files under an open database go away; nothing is told as stored."""

import shutil
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from liveapp.domain.errors import StoreDetached, StoreUnavailable
from liveapp.storage import Store, open_store
from liveapp.storage.file_guard import FRESH_S
from liveapp.storage.rescue import rescued_copies
from tests.conftest import LogWatch
from tests.unit.storage.faults import closed_database, count_bets
from tests.values import make_bet

ACCIDENTS: dict[str, Callable[[Path], object]] = {
    "the database was removed": Path.unlink,
    "the log was removed": lambda path: path.with_name(f"{path.name}-wal").unlink(),
    "the folder was removed": lambda path: shutil.rmtree(path.parent),
    "the folder was moved": lambda path: path.parent.rename(path.parent.with_name("moved")),
    "the database was moved": lambda path: path.rename(path.with_name("moved")),
    "another file took its place": lambda path: (
        path.rename(path.with_name("moved")) and path.write_bytes(b"x")
    ),
    "the log was emptied": lambda path: path.with_name(f"{path.name}-wal").write_bytes(b""),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "liveapp.sqlite3"


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_no_bet_is_acknowledged_once_the_files_are_gone_and_every_one_is_saved(
    path: Path, accident: str, log_watch: LogWatch
) -> None:
    log_watch.expect("files are gone from their place; all was saved")
    heard: list[StoreUnavailable] = []
    store = open_store(path, on_fault=heard.append)
    store.writer.record([make_bet(nonce) for nonce in range(1, 100)])
    ACCIDENTS[accident](path)
    time.sleep(2 * FRESH_S)
    with pytest.raises(StoreDetached) as caught:
        store.writer.record([make_bet(100)])
    (copy,) = rescued_copies(path.parent)
    assert caught.value.saved_as == copy
    assert str(path.parent) not in str(caught.value)
    assert count_bets(copy) == 99
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with pytest.raises(StoreDetached):
        store.writer.record([make_bet(101)])
    assert [type(fault) for fault in heard] == [StoreDetached, StoreDetached]
    assert isinstance(heard[0], StoreDetached)
    assert heard[0].is_being_saved
    assert isinstance(heard[1], StoreDetached)
    assert (heard[1].is_being_saved, heard[1].saved_as) == (False, copy)
    assert len(rescued_copies(path.parent)) == 1
    assert store.keeper.health().fault
    store.close()


def test_what_was_saved_can_be_restored(path: Path, log_watch: LogWatch) -> None:
    from liveapp.storage.ways_out import restore

    log_watch.expect("files are gone")
    store = open_store(path)
    store.writer.record([make_bet(nonce) for nonce in range(1, 100)])
    shutil.rmtree(path.parent)
    with pytest.raises(StoreDetached):
        store.writer.check()
    store.close()
    assert restore(path, rescued_copies(path.parent)[0]).bets == 99
    store = open_store(path)
    assert store.reader.streams()[0][0].total_bets == 99
    store.close()


def test_a_reader_makes_no_empty_database_and_has_all_saved(path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("files are gone")
    store = open_store(path)
    store.writer.record([make_bet(nonce) for nonce in range(1, 100)])
    path.unlink()
    with (
        store.reader._database.connection_context(),  # the one that is open already
        ThreadPoolExecutor(1) as pool,
        pytest.raises(StoreDetached) as caught,
    ):
        pool.submit(store.reader.streams).result()
    assert caught.value.saved_as is not None
    assert not path.exists()
    assert count_bets(rescued_copies(path.parent)[0]) == 99
    store.close()


def test_connections_that_are_open_go_on_reading(path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("files are gone")
    store = open_store(path)
    store.writer.record([make_bet(1)])
    assert store.reader.streams()[1] == 1
    path.unlink()
    assert store.reader.streams()[1] == 1
    store.close()


def test_closing_does_not_touch_files_that_took_the_names(
    path: Path, tmp_path: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("files are gone")
    store = open_store(path)
    store.writer.record([make_bet(1)])
    assert store.reader.streams()[1] == 1
    shutil.rmtree(path.parent)
    path.parent.mkdir()
    shutil.copyfile(closed_database(tmp_path / "other", bets=7), path)
    log = path.with_name(f"{path.name}-wal")
    log.write_bytes(b"somebody else's log")
    content = path.read_bytes()
    with pytest.raises(StoreDetached):
        store.writer.record([make_bet(2)])
    store.close()
    assert path.read_bytes() == content
    assert log.read_bytes() == b"somebody else's log"


def test_where_nothing_can_be_saved_that_is_told(path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("nothing could be saved")
    store = open_store(path)
    store.writer.record([make_bet(1)])
    shutil.rmtree(path.parent)
    path.parent.write_text("a file in the folder's place")
    with pytest.raises(StoreUnavailable) as caught:
        store.writer.record([make_bet(2)])
    assert isinstance(caught.value, StoreDetached)
    assert caught.value.saved_as is None
    assert not caught.value.is_being_saved
    store.close()


def test_health_notices_it_without_any_bet(path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("files are gone")
    store: Store = open_store(path)
    store.writer.record([make_bet(1)])
    assert store.keeper.health().is_writable
    path.unlink()
    health = store.keeper.health()
    assert not health.is_writable
    assert "moved, removed or replaced" in str(health.fault)
    assert rescued_copies(path.parent)
    store.close()
