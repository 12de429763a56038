"""How streams are ordered, searched and told to be alive. Plain functions without Qt."""

from enum import Enum

from liveapp.domain.clock import MINUTE_US
from liveapp.domain.streams import Stream
from liveapp.ui.widgets import formatting
from liveapp.ui.widgets.proof_words import is_told, proof_sentence

LIVE_FOR_US = 5 * MINUTE_US
RECENT_FOR_US = 30 * MINUTE_US

SortKey = tuple[float | str, ...]
"""Its last part is the stream's key."""


class Activity(Enum):
    """How long ago a stream was last played on: under 5 minutes, under 30, or longer."""

    LIVE = "live"
    RECENT = "recent"
    IDLE = "idle"


class StreamOrder(Enum):
    """What the list of streams is ordered by; the value is what the window calls it.

    By when they were last seen, pinned ones come first, and each day has its heading.
    """

    LAST_SEEN = "Last seen"
    CREATED = "First seen"
    BETS = "Most bets"
    HIGHEST = "Highest multiplier"
    HASH = "Seed hash"


def activity(played_us: int, now_us: int) -> Activity:
    """Whether a stream that was last played on then is live, recent or idle."""
    age_us = now_us - played_us
    if age_us < LIVE_FOR_US:
        return Activity.LIVE
    return Activity.RECENT if age_us < RECENT_FOR_US else Activity.IDLE


def stream_sort_key(stream: Stream, order: StreamOrder) -> SortKey:
    """Ascending by this is the order that is shown: newest, most and highest first; no two are equal."""
    match order:
        case StreamOrder.LAST_SEEN:
            return (not stream.is_pinned, -stream.last_seen_us, str(stream.id), stream.key)
        case StreamOrder.CREATED:
            return (-stream.created_us, str(stream.id), stream.key)
        case StreamOrder.BETS:
            return (-stream.total_bets, -stream.last_seen_us, stream.key)
        case StreamOrder.HIGHEST:
            return (-(stream.highest_multiplier or 0.0), -stream.last_seen_us, stream.key)
        case StreamOrder.HASH:
            return (stream.seeds.server_seed_hashed.casefold(), stream.seeds.client_seed, stream.key)


def search_words(text: str) -> tuple[str, ...]:
    """What has to be found, each word by itself, in any case."""
    return tuple(text.casefold().split())


def is_found(stream: Stream, words: tuple[str, ...]) -> bool:
    """Whether hash, client seed, alias and notes together hold all words."""
    seeds = stream.seeds
    texts = (seeds.server_seed_hashed, seeds.client_seed, stream.alias or "", stream.notes or "")
    text = "\n".join(texts).casefold()
    return all(word in text for word in words)


def stream_sentence(stream: Stream, played_us: int, now_us: int) -> str:
    """All that the row of a stream shows that was last played on at `played_us`, in words."""
    parts = [
        f"Stream {stream.name}",
        *([f"seed hash {stream.short_hash}"] if stream.alias else []),
        f"client seed {stream.seeds.client_seed}",
        activity(played_us, now_us).value,
        f"last seen {formatting.age_text(stream.last_seen_us, now_us)}",
        formatting.counted(stream.total_bets, "bet", "bets"),
    ]
    if stream.highest_multiplier is not None:
        parts.append(f"highest multiplier {formatting.multiplier_text(stream.highest_multiplier)}")
    if is_told(stream):
        parts.append(proof_sentence([stream]))
    if stream.is_pinned:
        parts.append("pinned")
    return ", ".join(parts)
