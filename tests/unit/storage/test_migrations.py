"""Migrations: what a database of an older version holds is all there afterwards."""

from pathlib import Path

from liveapp.domain.totals import CurrencyTotal
from liveapp.storage import open_store
from liveapp.storage.checks import check_database
from liveapp.storage.migrations import MIGRATIONS
from tests.unit.storage.conftest import query
from tests.unit.storage.faults import OF_VERSION_2, older_database


def test_they_are_numbered_from_one_without_a_gap() -> None:
    assert [migration.version for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_totals_by_currency_are_filled_from_the_bets_that_are_there(database_path: Path) -> None:
    older_database(database_path, 2)
    store = open_store(database_path)
    streams, _ = store.reader.streams()
    store.close()
    assert [(stream.total_bets, stream.notes) for stream in streams] == [(5, "mine"), (0, None)]
    assert streams[0].totals == (
        CurrencyTotal("usdt", 2, 2.0, 1.5),
        CurrencyTotal(None, 2, 6.0, 1.0),
        CurrencyTotal("btc", 1, 8.0, 0.5),
    )
    assert streams[1].totals == ()
    assert check_database(database_path).is_sound
    assert query(database_path, "SELECT count(*) FROM live_bets") == [(6,)]


def test_bets_that_were_there_before_can_be_marked(database_path: Path) -> None:
    older_database(database_path, 2)
    store = open_store(database_path)
    stream = store.reader.streams()[0][0]
    assert store.reader.bookmarks(stream.id) == []
    marked = store.writer.set_bookmark(stream.id, 3, "mine")
    assert store.reader.bookmarks(stream.id) == [marked]
    store.close()
    assert check_database(database_path).is_sound


def test_sums_of_existing_bets_stop_at_the_largest_number(database_path: Path) -> None:
    huge = OF_VERSION_2.replace("1, 1, 1, 0, 'easy'", "1, 1, 1e308, 1e308, 'easy'").replace(
        "2, 2, 0,", "2, 1e308, 1e308,"
    )
    older_database(database_path, 2, huge.replace("3, 4, 1,", "3, 1e308, 1e308,"))
    open_store(database_path).close()
    (largest,) = query(
        database_path, "SELECT wagered, paid_out FROM stream_totals WHERE stream_id = 1 AND currency = ''"
    )
    assert largest == (1.7976931348623157e308, 1.7976931348623157e308)


def test_bets_whose_stream_is_not_there_keep_no_program_from_starting(database_path: Path) -> None:
    lost = OF_VERSION_2.replace("(3, 'f', 1, 1, 1,", "(77, 'f', 1, 1, 1,")
    older_database(database_path, 2, f"PRAGMA foreign_keys = off; {lost}")
    open_store(database_path).close()
    assert query(database_path, "SELECT DISTINCT stream_id FROM stream_totals") == [(1,)]
    assert query(database_path, "SELECT count(*) FROM live_bets") == [(6,)]
