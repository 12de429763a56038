"""Whole copies: of one state, with a mark of their own, checked, and told apart by their names."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from liveapp.domain.errors import StoreDamaged
from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.storage import Store, open_store
from liveapp.storage.connections import read_only
from liveapp.storage.copies import copies_of, copy_database, describe, moment_of, next_moment, stamped
from tests.unit.storage.conftest import query
from tests.unit.storage.faults import closed_database, garble, older_database
from tests.values import make_bet

MOMENT = datetime(2026, 11, 25, 14, 2, 7, tzinfo=UTC)


def test_a_copy_holds_what_the_log_holds_and_needs_none(
    store: Store, database_path: Path, tmp_path: Path
) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 100)])
    target = tmp_path / "copy.sqlite3"
    with read_only(database_path) as source:
        assert copy_database(source, target) == (1, 99)
    assert query(target, "PRAGMA integrity_check") == [("ok",)]
    assert query(target, "PRAGMA journal_mode") == [("delete",)]
    assert query(target, "SELECT current FROM log_marks") != query(
        database_path, "SELECT current FROM log_marks"
    )
    assert not list(tmp_path.glob("copy.sqlite3-*"))


def test_bets_that_come_meanwhile_are_not_in_the_copy_and_do_not_hold_it_up(
    store: Store, database_path: Path, tmp_path: Path
) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 10_001)])
    nonces = iter(range(20_000, 30_000))
    steps: list[Progress] = []

    def record_more(progress: Progress) -> None:
        steps.append(progress)
        store.writer.record([make_bet(next(nonces))])

    with read_only(database_path) as source:
        assert copy_database(source, tmp_path / "copy.sqlite3", record_more) == (1, 10_000)
    assert len(steps) > 2
    assert steps[-1].done == steps[-1].total
    assert query(tmp_path / "copy.sqlite3", "SELECT count(*) FROM live_bets") == [(10_000,)]


def test_a_copy_of_what_is_damaged_is_refused(tmp_path: Path) -> None:
    closed = closed_database(tmp_path / "data", bets=3000)
    garble(closed)
    with read_only(closed) as source, pytest.raises(StoreDamaged, match="is damaged"):
        copy_database(source, tmp_path / "copy.sqlite3")


def test_a_copy_that_is_cancelled_ends_at_its_next_step(
    store: Store, database_path: Path, tmp_path: Path
) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 10_001)])

    def cancel(_progress: Progress) -> None:
        raise JobCancelled

    with read_only(database_path) as source, pytest.raises(JobCancelled):
        copy_database(source, tmp_path / "copy.sqlite3", cancel)


def test_a_check_of_a_copy_can_be_cancelled_too(tmp_path: Path) -> None:
    closed = closed_database(tmp_path / "data", bets=10_000)

    def cancel_the_check(progress: Progress) -> None:
        if (progress.done, progress.total) == (1, 1):
            raise JobCancelled

    with read_only(closed) as source, pytest.raises(JobCancelled):
        copy_database(source, tmp_path / "copy.sqlite3", cancel_the_check)


def test_names_tell_when_a_copy_was_made() -> None:
    assert stamped("", MOMENT) == "liveapp-20261125-140207.sqlite3"
    assert stamped("rescued-", MOMENT) == "liveapp-rescued-20261125-140207.sqlite3"
    for prefix in ("", "rescued-", "replaced-"):
        assert moment_of(Path(stamped(prefix, MOMENT))) == MOMENT


@pytest.mark.parametrize(
    "name",
    [
        "liveapp.sqlite3",
        "liveapp-20261325-140207.sqlite3",
        "liveapp-20261125-140207.sqlite3-wal",
        "x.sqlite3",
    ],
)
def test_other_names_tell_nothing(name: str) -> None:
    assert moment_of(Path(name)) is None


def test_copies_of_one_second_and_of_a_clock_that_was_set_back_sort_after_each_other() -> None:
    names: list[Path] = []
    for moment in (MOMENT, MOMENT, MOMENT + timedelta(microseconds=9), MOMENT - timedelta(days=9), MOMENT):
        names.append(Path(stamped("", next_moment(moment, names))))
    assert names == sorted(set(names))


def test_a_copy_is_described_by_what_it_holds_and_left_alone(database_path: Path) -> None:
    closed_database(database_path.parent)
    copy = database_path.rename(database_path.with_name(stamped("", MOMENT)))
    described = describe(copy)
    assert described is not None
    assert (described.streams, described.bets) == (1, 300)
    assert described.made_us == int(MOMENT.timestamp()) * 1_000_000
    assert list(database_path.parent.iterdir()) == [copy]


def test_what_is_no_copy_is_not_described(tmp_path: Path) -> None:
    text = tmp_path / stamped("", MOMENT)
    assert describe(text) is None
    text.write_text("no database at all, but long enough for a header " * 50)
    assert describe(text) is None
    with closing(sqlite3.connect(tmp_path / stamped("", MOMENT + timedelta(1)))) as other:
        other.execute("CREATE TABLE recipes (x)")
    assert describe(tmp_path / stamped("", MOMENT + timedelta(1))) is None


def test_an_empty_file_among_the_backups_is_none(database_path: Path) -> None:
    folder = database_path.parent / "backups"
    folder.mkdir()
    (folder / stamped("", MOMENT)).touch()
    assert copies_of(database_path) == []
    store = open_store(database_path)
    assert store.keeper.newest_backup() is None
    assert store.keeper.health().is_writable
    store.close()


def test_streams_that_are_being_deleted_are_not_counted(
    store: Store, database_path: Path, tmp_path: Path
) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 1500)])
    store.writer.delete_stream(store.reader.streams()[0][0].id)
    with read_only(database_path) as source:
        assert copy_database(source, tmp_path / "copy.sqlite3") == (0, 0)


def test_a_database_of_the_first_schema_is_copied_as_it_is(tmp_path: Path) -> None:
    older = older_database(tmp_path / "data" / "liveapp.sqlite3", 1)
    with read_only(older) as source:
        assert copy_database(source, tmp_path / "copy.sqlite3") == (2, 5)
    store = open_store(older)
    assert store.reader.streams()[0][0].total_bets == 5
    store.close()
