"""Who looks after the store: backups, checks, and how it is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from liveapp.domain.errors import StoreDamaged, StoreUnavailable
from liveapp.storage import Store, open_store
from liveapp.storage.keeper import copies_of
from liveapp.storage.migrations import MIGRATIONS
from tests.conftest import LogWatch
from tests.unit.storage.faults import closed_database, garble
from tests.values import make_bet


@pytest.fixture
def heard() -> list[StoreUnavailable]:
    """Why nothing could be written any more, as it was told."""
    return []


@pytest.fixture
def damaged(database_path: Path, heard: list[StoreUnavailable]) -> Iterator[Store]:
    """A store whose database was damaged before it was opened, unnoticed."""
    closed_database(database_path.parent, bets=3000)
    for place in (0.3, 0.4, 0.5, 0.6, 0.7):
        garble(database_path, place)
    opened = open_store(database_path, on_fault=heard.append)
    yield opened
    opened.close()


def test_a_new_store_is_well_and_has_no_backup(store: Store) -> None:
    health = store.keeper.health()
    assert (health.fault, health.is_writable, health.is_damaged) == (None, True, False)
    assert (health.deletions_pending, health.last_backup) == (0, None)
    assert health.log_bytes > 0
    assert store.keeper.backups() == []


def test_it_tells_how_much_is_stored_without_what_is_deleted(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(1), make_bet(2)])
    contents = store.keeper.contents()
    assert (contents.streams, contents.bets, contents.rounds) == (1, 2, 2)
    assert contents.database_bytes == database_path.stat().st_size
    assert contents.schema_version == MIGRATIONS[-1].version
    assert contents.sqlite_version == sqlite3.sqlite_version
    store.writer.delete_stream(store.reader.streams()[0][0].id)
    assert (store.keeper.contents().streams, store.keeper.contents().bets) == (0, 0)


def test_a_backup_is_made_and_known(store: Store) -> None:
    store.writer.record([make_bet(1)])
    made = store.keeper.back_up()
    assert (made.streams, made.bets) == (1, 1)
    assert store.keeper.newest_backup() == made
    assert store.keeper.health().last_backup == made
    store.writer.record([make_bet(2)])
    newer = store.keeper.back_up()
    assert store.keeper.newest_backup() == newer
    assert store.keeper.backups() == [newer, made]


def test_copies_that_were_saved_are_told_among_the_backups(store: Store, database_path: Path) -> None:
    made = store.keeper.back_up()
    saved = database_path.with_name("liveapp-rescued-20990101-000000.sqlite3")
    made.path.rename(saved)
    other = store.keeper.back_up()
    assert [copy.path for copy in copies_of(database_path)] == [saved, other.path]
    (database_path.parent / "backups" / "liveapp-20260101-000000.sqlite3").write_text("no backup")
    assert len(copies_of(database_path)) == 2


def test_a_lock_is_told_by_the_health_and_is_no_damage(store: Store, database_path: Path) -> None:
    store.writer._commits._lock_timeout_s = 0.0
    with closing(sqlite3.connect(database_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        health = store.keeper.health()
        assert not health.is_writable
        assert not health.is_damaged
        assert "locked" in str(health.fault)
        # A backup only reads.
        store.keeper.back_up()
    assert store.keeper.health().is_writable


def test_deletions_that_are_under_way_are_told(store: Store) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 2000)])
    store.writer.delete_stream(store.reader.streams()[0][0].id)
    assert store.keeper.health().deletions_pending == 1
    while store.writer.purge_some() is not None:
        pass
    assert store.keeper.health().deletions_pending == 0


@pytest.mark.parametrize("finder", ["check", "check_pages", "back_up"])
def test_damage_that_is_found_ends_all_writing_and_is_told(
    damaged: Store, heard: list[StoreUnavailable], finder: str
) -> None:
    if finder == "check":
        assert not damaged.keeper.check().is_sound
    else:
        with pytest.raises(StoreDamaged):
            getattr(damaged.keeper, finder)()
    with pytest.raises(StoreDamaged):
        damaged.writer.record([make_bet(9000)])
    health = damaged.keeper.health()
    assert (health.is_writable, health.is_damaged) == (False, True)
    # Whoever asked for a check is told by its result.
    assert [type(fault) for fault in heard] == ([] if finder == "check" else [StoreDamaged])
    assert damaged.keeper.backups() == []


def test_damage_that_a_reader_meets_ends_all_writing_and_the_rest_can_be_read(
    damaged: Store, heard: list[StoreUnavailable]
) -> None:
    (stream,), _ = damaged.reader.streams()
    with pytest.raises(StoreDamaged):
        for _ in damaged.reader.export(stream.id)[1]:
            pass
    with pytest.raises(StoreDamaged):
        damaged.writer.record([make_bet(9000)])
    assert len(heard) == 1
    assert damaged.reader.stream(stream.id).total_bets == 3000


def test_a_backup_that_came_out_damaged_stops_nothing_where_the_database_is_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bad_disk(*_: object) -> None:
        raise StoreDamaged("The database is damaged: page 7")

    store.writer.record([make_bet(1)])
    monkeypatch.setattr("liveapp.storage.backup.copy_database", bad_disk)
    with pytest.raises(StoreUnavailable, match="The backup was not whole, though the database is") as caught:
        store.keeper.back_up()
    assert not isinstance(caught.value, StoreDamaged)
    store.writer.record([make_bet(2)])


def test_lost_references_are_told_but_stop_nothing(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(1)])
    with closing(sqlite3.connect(database_path, isolation_level=None)) as other:
        other.execute("INSERT INTO live_rounds VALUES (99, 1, 1.0, 0, NULL)")
    assert "refer to a stream" in store.keeper.check().integrity
    store.writer.record([make_bet(2)])


def test_health_has_an_answer_where_the_folder_has_become_something_else(
    tmp_path: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("nothing could be saved")
    folder = tmp_path / "data"
    folder.mkdir()
    store = open_store(folder / "liveapp.sqlite3")
    folder.rename(tmp_path / "moved")
    folder.touch()
    assert not store.keeper.health().is_writable
    store.close()


def test_totals_that_are_wrong_are_told_but_stop_nothing(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(1)])
    with closing(sqlite3.connect(database_path, isolation_level=None)) as other:
        other.execute("UPDATE live_streams SET total_bets = 7")
    assert not store.keeper.check().is_sound
    store.writer.record([make_bet(2)])


def test_a_sound_store_passes_its_checks(store: Store) -> None:
    store.writer.record([make_bet(1)])
    assert store.keeper.check().is_sound
    store.keeper.check_pages()
    store.writer.record([make_bet(2)])
