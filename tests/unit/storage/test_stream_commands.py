"""What a user says of a stream: notes, alias, pin."""

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from liveapp.domain.errors import AliasTooLong, NotesChangedMeanwhile, NotesTooLong, StreamNotFound
from liveapp.domain.events import StreamChanged
from liveapp.domain.streams import Stream
from liveapp.storage import Store
from tests.unit.storage.conftest import make_bet


@pytest.fixture
def stream(store: Store) -> Stream:
    store.writer.record([make_bet(1, currency="btc")])
    return store.reader.streams()[0][0]


@pytest.fixture
def events(store: Store, stream: Stream) -> list[object]:
    told: list[object] = []
    store.writer.subscribe(told.extend)
    return told


def test_notes_are_trimmed_told_and_cleared(store: Store, stream: Stream, events: list[object]) -> None:
    noted = store.writer.set_notes(stream.id, "  red car \n", None)
    assert noted.notes == "red car"
    assert events == [StreamChanged(noted)]
    assert store.writer.set_notes(stream.id, " ", None).notes is None


def test_notes_changed_meanwhile_are_not_overwritten(store: Store, stream: Stream) -> None:
    store.writer.set_notes(stream.id, "first", stream.notes_revision)
    with pytest.raises(NotesChangedMeanwhile):
        store.writer.set_notes(stream.id, "second", stream.notes_revision)
    assert store.reader.stream(stream.id).notes == "first"


def test_bets_do_not_count_as_changed_notes(store: Store, stream: Stream) -> None:
    store.writer.record([make_bet(2)])
    assert store.writer.set_notes(stream.id, "fine", stream.notes_revision).total_bets == 2


def test_notes_have_a_thousand_characters_at_most(store: Store, stream: Stream) -> None:
    assert store.writer.set_notes(stream.id, " " + "é" * 1000 + " ", None).notes == "é" * 1000
    with pytest.raises(NotesTooLong):
        store.writer.set_notes(stream.id, "é" * 1001, None)


def test_commands_to_a_stream_that_is_not_there_are_refused(store: Store) -> None:
    with pytest.raises(StreamNotFound, match="not found"):
        store.writer.set_notes(uuid4(), "x", None)
    with pytest.raises(StreamNotFound):
        store.writer.set_alias(uuid4(), "x")
    with pytest.raises(StreamNotFound):
        store.writer.set_pinned(uuid4(), True)


def test_an_alias_is_one_trimmed_line_and_takes_the_place_of_the_hash(
    store: Store, stream: Stream, events: list[object]
) -> None:
    named = store.writer.set_alias(stream.id, "  red \n car ")
    assert (named.alias, named.name) == ("red car", "red car")
    assert events == [StreamChanged(named)]
    assert store.reader.stream(stream.id) == named
    bare = store.writer.set_alias(stream.id, " ")
    assert (bare.alias, bare.name) == (None, stream.short_hash)
    assert bare == stream


def test_an_alias_has_eighty_characters_at_most(store: Store, stream: Stream) -> None:
    assert store.writer.set_alias(stream.id, " " + "é" * 80 + " ").alias == "é" * 80
    with pytest.raises(AliasTooLong, match="80"):
        store.writer.set_alias(stream.id, "é" * 81)


def test_a_stream_is_pinned_and_let_go(store: Store, stream: Stream, events: list[object]) -> None:
    pinned = store.writer.set_pinned(stream.id, True)
    assert pinned.is_pinned
    assert store.reader.stream(stream.id) == pinned
    assert not store.writer.set_pinned(stream.id, False).is_pinned
    assert events == [StreamChanged(pinned), StreamChanged(stream)]


def test_what_is_as_it_was_is_not_told(store: Store, stream: Stream, events: list[object]) -> None:
    store.writer.set_notes(stream.id, None, None)
    store.writer.set_alias(stream.id, "")
    store.writer.set_pinned(stream.id, False)
    assert events == []


def test_alias_and_pin_leave_the_notes_and_their_revision_alone(store: Store, stream: Stream) -> None:
    noted = store.writer.set_notes(stream.id, "mine", stream.notes_revision)
    store.writer.set_alias(stream.id, "red")
    store.writer.set_pinned(stream.id, True)
    assert store.writer.set_notes(stream.id, "still mine", noted.notes_revision).alias == "red"


def test_bets_that_come_later_leave_alias_and_pin_as_they_are(
    store: Store, stream: Stream, events: list[object]
) -> None:
    store.writer.set_alias(stream.id, "red")
    store.writer.set_pinned(stream.id, True)
    store.writer.record([make_bet(2)])
    told = events[-1].stream
    assert (told.alias, told.is_pinned, told.total_bets) == ("red", True, 2)


@pytest.mark.parametrize(
    "wrong", ["alias = ''", f"alias = '{'x' * 81}'", "is_pinned = 2", "is_pinned = NULL"]
)
def test_the_database_itself_refuses_other_aliases_and_pins(
    stream: Stream, database_path: Path, wrong: str
) -> None:
    with closing(sqlite3.connect(database_path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(f"UPDATE live_streams SET {wrong}")
