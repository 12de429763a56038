"""Reading a database from outside the program."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from liveapp.domain.errors import StoreUnavailable
from liveapp.storage import open_store, reading
from liveapp.storage.migrations import MIGRATIONS
from liveapp.storage.opening import read_identity
from tests.unit.storage.faults import closed_database, files_of, older_database
from tests.values import make_bet


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return read_identity(connection)[0]


def test_each_answer_is_what_is_stored_by_then(tmp_path: Path) -> None:
    path = closed_database(tmp_path, bets=3)
    with closing(open_store(path)) as store, reading(path, is_alone=False) as reader:
        (stream,), _ = reader.streams()
        _, bets = reader.export(stream.id)
        store.writer.record([make_bet(4)])
        assert [bet.nonce for bet in bets] == [1, 2, 3]
        assert reader.stream(stream.id).total_bets == 4


def test_alone_nothing_is_left_beside_the_database(tmp_path: Path) -> None:
    path = closed_database(tmp_path)
    before = files_of(tmp_path)
    with reading(path, is_alone=True) as reader:
        assert reader.streams()[1] == 1
    assert files_of(tmp_path) == before


def test_one_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "liveapp.sqlite3"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(StoreUnavailable), reading(path, is_alone=True):
        pass


def test_an_older_one_is_brought_up_to_date_where_nobody_uses_it(tmp_path: Path) -> None:
    path = older_database(tmp_path / "liveapp.sqlite3", 2)
    with reading(path, is_alone=True) as reader:
        assert [stream.total_bets for stream in reader.streams()[0]] == [5, 0]
    assert version_of(path) == MIGRATIONS[-1].version
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_an_older_one_that_is_used_is_left_as_it_is(tmp_path: Path) -> None:
    path = older_database(tmp_path / "liveapp.sqlite3", 2)
    with pytest.raises(StoreUnavailable, match="older liveapp"), reading(path, is_alone=False):
        pass
    assert version_of(path) == 2
