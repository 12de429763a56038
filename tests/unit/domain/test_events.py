"""What every event of the store tells of."""

from uuid import UUID

import pytest

from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.events import (
    BetsStored,
    BetsVerified,
    BookmarkRemoved,
    BookmarkSet,
    SeedRevealed,
    StoreEvent,
    StreamChanged,
    StreamDeleted,
    StreamRestored,
    stream_key_of,
)
from tests.values import make_stream

STREAM = make_stream(key=7)
ID = UUID(int=3)

EVENTS: dict[type, StoreEvent] = {
    BetsStored: BetsStored(STREAM, (), is_new_stream=False),
    SeedRevealed: SeedRevealed(STREAM),
    BetsVerified: BetsVerified(STREAM, 1, 2),
    StreamChanged: StreamChanged(STREAM),
    StreamDeleted: StreamDeleted(7, ID),
    StreamRestored: StreamRestored(STREAM),
    BookmarkSet: BookmarkSet(7, ID, Bookmark(1, 2, 3.0, None, 4)),
    BookmarkRemoved: BookmarkRemoved(7, ID, 1),
}


@pytest.mark.parametrize("kind", StoreEvent.__args__)
def test_every_event_is_of_one_stream(kind: type) -> None:
    assert stream_key_of(EVENTS[kind]) == 7
