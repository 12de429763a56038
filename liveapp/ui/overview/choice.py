"""Which streams the overview shows. Plain functions without Qt."""

from dataclasses import dataclass
from enum import Enum

from liveapp.domain.streams import Stream
from liveapp.ui.streams.order import Activity, activity, is_found, search_words


class Kind(Enum):
    """Which of the streams; the value is what the window calls them."""

    ALL = "All"
    LIVE = "Live"
    PINNED = "Pinned"
    DIFFERS = "Proof differs"


@dataclass(frozen=True, slots=True)
class StreamChoice:
    """Streams of a kind whose hash, client seed, alias and notes together hold all words."""

    kind: Kind = Kind.ALL
    words: tuple[str, ...] = ()

    def admits(self, stream: Stream, now_us: int) -> bool:
        """Whether a stream is shown at a moment."""
        match self.kind:
            case Kind.LIVE if activity(stream.last_seen_us, now_us) is not Activity.LIVE:
                return False
            case Kind.PINNED if not stream.is_pinned:
                return False
            case Kind.DIFFERS if not stream.proof.mismatched:
                return False
        return not self.words or is_found(stream, self.words)


def choice_of(kind: Kind, text: str) -> StreamChoice:
    """The streams of a kind that what is typed finds."""
    return StreamChoice(kind, search_words(text))
