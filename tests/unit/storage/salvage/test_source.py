"""Sources: what one file tells of its streams and bets."""

from pathlib import Path

import pytest

from liveapp.storage import open_store
from liveapp.storage.database import open_database
from liveapp.storage.migrations import MIGRATIONS
from liveapp.storage.salvage.pages import open_pages
from liveapp.storage.salvage.source import SourceTables
from tests.unit.storage.salvage.files import PAIRS, fill, overwrite, pages_of


def test_streams_are_whole_and_sure_in_a_healthy_file(database_path: Path) -> None:
    fill(database_path, range(50))
    with open_pages(database_path, None) as pages:
        tables = SourceTables(pages)
        found = tables.streams()
        bets = sum(len(page.rows) for page in tables.bets())
    assert tables.is_ours
    assert (found.is_whole, found.highest_key, bets) == (True, len(PAIRS), 50)
    assert all(stream.is_sure and not stream.is_deleted for stream in found.by_key.values())


def test_streams_are_known_from_their_indexes_when_their_page_is_lost(database_path: Path) -> None:
    fill(database_path, range(50))
    overwrite(database_path, 2, bytes(4096))
    with open_pages(database_path, None) as pages:
        found = SourceTables(pages).streams()
    assert [stream.pair[0] for _, stream in sorted(found.by_key.items())] == [
        pair.server_seed_hashed for pair in PAIRS
    ]
    assert all(stream.row is None and stream.uuid for stream in found.by_key.values())
    assert found.is_whole


def test_bookmarks_are_all_there_where_their_table_is_whole(database_path: Path) -> None:
    fill(database_path, range(50))
    store = open_store(database_path)
    (stream, *_), _ = store.reader.streams()
    bets = store.reader.tail(stream.id, 0, 2, with_distance=False).bets
    for bet in bets:
        store.writer.set_bookmark(stream.id, bet.id, "mine")
    store.close()
    with open_pages(database_path, None) as pages:
        tables = SourceTables(pages)
        rows = [row[:2] for page in tables.bookmarks() for row in page.rows]
    assert rows == [(bet.id, "mine") for bet in bets]
    assert tables.has_all_bookmarks
    overwrite(database_path, pages_of(database_path, "bookmarks")[0], bytes(4096))
    with open_pages(database_path, None) as pages:
        tables = SourceTables(pages)
        assert [row for page in tables.bookmarks() for row in page.rows] == []
    assert not tables.has_all_bookmarks


@pytest.mark.parametrize("version", [1, 5])
def test_a_version_without_bookmarks_has_none_and_does_not_know_all(
    database_path: Path, version: int
) -> None:
    open_database(database_path, MIGRATIONS[:version]).close()
    with open_pages(database_path, None) as pages:
        tables = SourceTables(pages)
        assert list(tables.bookmarks()) == []
    assert not tables.has_all_bookmarks


def test_a_foreign_file_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "foreign"
    path.write_bytes(b"nothing of ours " * 1000)
    with open_pages(path, None) as pages:
        tables = SourceTables(pages)
        assert not tables.is_ours
        assert not tables.streams().by_key
