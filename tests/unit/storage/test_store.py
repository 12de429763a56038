"""The store as a whole: one file, opened, used, closed."""

from pathlib import Path

import pytest

from liveapp.domain.errors import StoreClosed, StoreDamaged
from liveapp.storage import open_store
from tests.unit.storage.conftest import make_bet


def test_the_reader_sees_what_the_writer_has_committed_at_the_clocks_time(database_path: Path) -> None:
    store = open_store(database_path, lambda: 42)
    store.writer.record([make_bet(1)])
    (stream,), total = store.reader.streams()
    store.close()
    assert (total, stream.total_bets, stream.created_us, stream.last_seen_us) == (1, 1, 42, 42)


def test_a_file_that_cannot_be_opened_is_named(database_path: Path) -> None:
    database_path.write_bytes(b"no database")
    with pytest.raises(StoreDamaged, match=database_path.name):
        open_store(database_path)


def test_closing_empties_the_log_into_the_file_and_ends_writing_and_reading(database_path: Path) -> None:
    store = open_store(database_path)
    store.writer.record([make_bet(1)])
    store.close()
    store.close()
    assert [path.name for path in database_path.parent.iterdir()] == [database_path.name]
    with pytest.raises(StoreClosed):
        store.writer.record([make_bet(2)])
    with pytest.raises(StoreClosed):
        store.reader.streams()
