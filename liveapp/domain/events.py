"""What happened, told after it is on disk. Past participles; plain values; safe in any thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from liveapp.domain.bets import StoredBet
from liveapp.domain.streams import Stream


@dataclass(frozen=True, slots=True)
class BetsStored:
    """A commit gave this stream new bets or rounds.

    `stream` holds its totals after the commit; `bets` are the new ones in order of arrival, none
    where only heartbeats came.
    """

    stream: Stream
    bets: tuple[StoredBet, ...]
    is_new_stream: bool


@dataclass(frozen=True, slots=True)
class BetsChanged:
    """Bets that were told as stored are now as given, each of them once; `stream` holds its totals now."""

    stream: Stream
    bets: tuple[StoredBet, ...]


@dataclass(frozen=True, slots=True)
class StreamChanged:
    """What the user says of the stream is now as in `stream`: its notes, alias, pin."""

    stream: Stream


@dataclass(frozen=True, slots=True)
class StreamDeleted:
    """The stream is gone from every list and query."""

    key: int
    id: UUID


StoreEvent = BetsStored | BetsChanged | StreamChanged | StreamDeleted

StoreListener = Callable[[Sequence[StoreEvent]], None]
"""Called once per commit, in commit order, in the committing thread: return quickly."""


@dataclass(frozen=True, slots=True)
class RequestRefused:
    """The receiver's gate turned a request away; `reason` is a sentence for the window."""

    status: int
    reason: str
