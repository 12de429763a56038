"""Streams by what `--stream` names."""

from uuid import UUID

import pytest

from liveapp.app.core.deep_link import NoSuchStream, find_stream
from liveapp.domain.bets import SeedPair
from liveapp.domain.ports import BetReader
from liveapp.storage import Store
from tests.values import make_bet

FIRST = "1a2B" + "0" * 60
SECOND = "1A2c" + "0" * 60


@pytest.fixture
def reader(store: Store) -> BetReader:
    """Of a store with two streams whose hashes begin alike."""
    store.writer.record([make_bet(1, SeedPair(server_seed, "client")) for server_seed in (FIRST, SECOND)])
    return store.reader


@pytest.mark.parametrize("name", [FIRST, "1a2b", "1A2B", FIRST[:32], FIRST[:32].upper(), FIRST[:36]])
def test_a_stream_is_found_by_how_its_hash_begins_in_any_case(reader: BetReader, name: str) -> None:
    assert find_stream(reader, name).seeds.server_seed_hashed == FIRST


def test_a_stream_is_found_by_its_uuid_in_any_spelling(reader: BetReader) -> None:
    (stream, _), _ = reader.streams()
    for name in (str(stream.id), stream.id.hex, str(stream.id).upper(), f"{{{stream.id}}}"):
        assert find_stream(reader, name) == stream


def test_what_names_several_is_refused_and_says_how_many(reader: BetReader) -> None:
    with pytest.raises(NoSuchStream, match=r"^2 streams' .*“1a2”"):
        find_stream(reader, "1a2")


@pytest.mark.parametrize("name", ["", " ", "1a2d", "%", "*", "\0", "é", str(UUID(int=1)), "1a2b" * 1000])
def test_what_names_none_is_refused(reader: BetReader, name: str) -> None:
    with pytest.raises(NoSuchStream, match="No stream"):
        find_stream(reader, name)


def test_of_several_streams_of_one_hash_none_is_chosen(store: Store, reader: BetReader) -> None:
    store.writer.record([make_bet(1, SeedPair(FIRST, "other client"))])
    with pytest.raises(NoSuchStream, match="2 streams"):
        find_stream(reader, FIRST)
