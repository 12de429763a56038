"""Sources: what one file tells of its streams and bets."""

from pathlib import Path

from liveapp.storage.salvage.pages import open_pages
from liveapp.storage.salvage.source import SourceTables
from tests.unit.storage.salvage.files import PAIRS, fill, overwrite


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


def test_a_foreign_file_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "foreign"
    path.write_bytes(b"nothing of ours " * 1000)
    with open_pages(path, None) as pages:
        tables = SourceTables(pages)
        assert not tables.is_ours
        assert not tables.streams().by_key
