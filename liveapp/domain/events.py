"""What happened, told after it is on disk. Past participles; plain values; safe in any thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import Enum, auto
from uuid import UUID

from liveapp.domain.bets import Heartbeat, StoredBet
from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.streams import Stream


@dataclass(frozen=True, slots=True)
class BetsStored:
    """A commit gave this stream new bets or rounds.

    `stream` holds its totals after the commit; `bets` are the new ones in order of arrival, none
    where only heartbeats came; `watched` are those that came live and made a round and its result known.
    `is_live` is False where all that came for the stream was imported, and `imported` is how many of the
    bets were.
    """

    stream: Stream
    bets: tuple[StoredBet, ...]
    is_new_stream: bool
    is_live: bool = True
    imported: int = 0
    watched: tuple[Heartbeat, ...] = ()


@dataclass(frozen=True, slots=True)
class SeedRevealed:
    """A server seed became known, by which a stream's bets can be verified."""

    stream: Stream


@dataclass(frozen=True, slots=True)
class BetsVerified:
    """Of the stream's bets with ids from `first_id` to `last_id`, some have a verdict that had none."""

    stream: Stream
    first_id: int
    last_id: int


@dataclass(frozen=True, slots=True)
class StreamChanged:
    """What the user says of the stream is now as in `stream`: its notes, alias, pin."""

    stream: Stream


@dataclass(frozen=True, slots=True)
class StreamDeleted:
    """The stream is gone from every list and query."""

    key: int
    id: UUID


@dataclass(frozen=True, slots=True)
class StreamRestored:
    """The stream is there again, or has bets back: what was known of its bets is out of date."""

    stream: Stream


@dataclass(frozen=True, slots=True)
class BookmarkSet:
    """A bet is marked now, or its bookmark has another note."""

    stream_key: int
    stream_id: UUID
    bookmark: Bookmark


@dataclass(frozen=True, slots=True)
class BookmarkRemoved:
    """A bet is marked no more."""

    stream_key: int
    stream_id: UUID
    bet_id: int


StoreEvent = (
    BetsStored
    | SeedRevealed
    | BetsVerified
    | StreamChanged
    | StreamDeleted
    | StreamRestored
    | BookmarkSet
    | BookmarkRemoved
)

StoreListener = Callable[[Sequence[StoreEvent]], None]
"""Called once per commit, in commit order, in the committing thread: return quickly."""


def stream_key_of(event: StoreEvent) -> int:
    """The store's key of the stream that an event tells of."""
    match event:
        case StreamDeleted(key):
            return key
        case BookmarkSet(key) | BookmarkRemoved(key):
            return key
        case _:
            return event.stream.key


class Remedy(Enum):
    """What the user of the window can do, so that the next such request passes."""

    NONE = auto()
    """Nothing here: the client has to send something else."""

    COPY_TOKEN = auto()
    COPY_URL = auto()
    ALLOW_SITE = auto()
    """The one that the request names as its origin."""

    RAISE_RATE_LIMIT = auto()
    REQUIRE_TOKEN = auto()


@dataclass(frozen=True, slots=True)
class RequestRefused:
    """The receiver turned a request away, or some items of a batch (then `status` is 200).

    `reason` is a sentence of the program's own; the other texts come from a stranger. All are short, hold no
    character that could not be seen, and neither the token nor what was sent in its place. `method` and
    `path` (without the query) are empty where they could not be read; `client` is what a program calls
    itself; `field` and `value` are what did not fit, None where that is no single field.

    Two are equal that differ in nothing but when it was, and how often in a row.
    """

    status: int
    reason: str
    refused_us: int = dataclass_field(compare=False)
    """When; of several in a row the last."""

    method: str = ""
    path: str = ""
    origin: str | None = None
    client: str | None = None
    field: str | None = None
    value: str | None = None
    remedy: Remedy = Remedy.NONE
    times: int = dataclass_field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class RequestsRefused:
    """So many requests were refused since the last such event; `newest` are the last, oldest first."""

    newest: tuple[RequestRefused, ...]
    number: int
