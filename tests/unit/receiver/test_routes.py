"""Exports leave threads to the bets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bottle import HTTPResponse

from liveapp.domain.bets import Bet, SeedPair
from liveapp.domain.right_of_way import RightOfWay
from liveapp.receiver.routes import MAX_EXPORTS, Routes
from liveapp.receiver.server import THREADS
from liveapp.storage import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "liveapp.sqlite3")
    store.writer.record([Bet(SeedPair("hash", "client"), "1", 1, 1.0, 0.0, "easy", 1.0)])
    yield store
    store.close()


def test_exports_take_half_of_the_threads_at_most_and_give_them_back(store: Store) -> None:
    assert MAX_EXPORTS <= THREADS / 2
    routes = Routes(store.writer, store.reader, RightOfWay())
    (stream,), _ = store.reader.streams()
    running = [iter(routes.export(str(stream.id)).body) for _ in range(MAX_EXPORTS)]
    for chunks in running:
        next(chunks)
    with pytest.raises(HTTPResponse) as refused:
        routes.export(str(stream.id))
    assert refused.value.status_code == 503
    assert refused.value.get_header("Retry-After")
    running[0].close()  # a client that left
    assert list(running[1]) == []  # one that read to the end
    for _ in range(2):
        assert b"nonce" in b"".join(routes.export(str(stream.id)).body)
