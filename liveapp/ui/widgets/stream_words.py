"""What streams are called in a sentence. Plain functions without Qt."""

from collections.abc import Sequence

from liveapp.domain.streams import Stream
from liveapp.ui.widgets.formatting import counted, short_text

MOST_NAMED = 3
LONGEST_NAME = 24


def stream_words(stream: Stream) -> str:
    """What a stream is called among others."""
    client_seed = short_text(stream.seeds.client_seed, LONGEST_NAME)
    return f"{short_text(stream.name, LONGEST_NAME)} · {client_seed}"


def streams_words(streams: Sequence[Stream]) -> str:
    """The first of some streams by name, and how many more there are."""
    named = ", ".join(stream_words(stream) for stream in streams[:MOST_NAMED])
    more = len(streams) - MOST_NAMED
    return f"{named} and {counted(more, 'more', 'more')}" if more > 0 else named
