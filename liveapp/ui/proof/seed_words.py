"""What a text that was entered as a server seed is, in words."""

from collections.abc import Sequence

from liveapp.domain.seed_reading import USUAL_LENGTH, SeedHint, SeedReading
from liveapp.domain.streams import Stream
from liveapp.ui.widgets.formatting import counted, short_text
from liveapp.ui.widgets.message import ToastKind

MOST_NAMED = 3
LONGEST_NAME = 24

NOBODYS = "No recorded stream has the hash of this."

_NEARLY = {
    SeedHint.LOWER_CASE: "In lower case it is",
    SeedHint.NO_BLANKS: "Without the blanks inside it is",
    SeedHint.LOWER_CASE_NO_BLANKS: "In lower case and without the blanks inside it is",
}


def reading_words(reading: SeedReading, shown_key: int | None) -> tuple[ToastKind, str]:
    """What it is, to somebody who looks at the stream `shown_key`, and how that is meant."""
    if reading.streams:
        is_shown = _others(reading.streams, shown_key) != list(reading.streams)
        kind = ToastKind.GOOD if is_shown else ToastKind.NOTE
        return kind, f"{_whose(reading.streams, shown_key, 'This is')} {_known(reading.streams)}".strip()
    if reading.hint in _NEARLY:
        nearly = _whose(reading.meant_streams, shown_key, _NEARLY[reading.hint])
        return ToastKind.TROUBLE, f"{NOBODYS} {nearly}"
    return ToastKind.TROUBLE, _hint_words(reading)


def stream_words(stream: Stream) -> str:
    """What a stream is called among others."""
    client_seed = short_text(stream.seeds.client_seed, LONGEST_NAME)
    return f"{short_text(stream.name, LONGEST_NAME)} · {client_seed}"


def streams_words(streams: Sequence[Stream]) -> str:
    """The first of some streams by name, and how many more there are."""
    named = ", ".join(stream_words(stream) for stream in streams[:MOST_NAMED])
    more = len(streams) - MOST_NAMED
    return f"{named} and {counted(more, 'more', 'more')}" if more > 0 else named


def _whose(streams: Sequence[Stream], shown_key: int | None, begin: str) -> str:
    others = _others(streams, shown_key)
    if len(others) == len(streams):
        if shown_key is None:
            return f"{begin} the server seed of {streams_words(others)}."
        return f"{begin} the server seed of another stream: {streams_words(others)}."
    if others:
        return f"{begin} the server seed of this stream, and of {streams_words(others)}."
    return f"{begin} the server seed of this stream."


def _known(streams: Sequence[Stream]) -> str:
    return "It is known already." if all(stream.proof.is_revealed for stream in streams) else ""


def _others(streams: Sequence[Stream], shown_key: int | None) -> list[Stream]:
    return [stream for stream in streams if stream.key != shown_key]


def _hint_words(reading: SeedReading) -> str:
    match reading.hint:
        case SeedHint.HASH:
            return (
                "This is the hash, not the seed: the casino shows the seed itself after you rotated the "
                "seed pair."
            )
        case SeedHint.CLIENT_SEED:
            return "This is the client seed, not the server seed."
        case SeedHint.LENGTH:
            length = counted(len(reading.seed), "character", "characters")
            return f"{NOBODYS} It has {length}, while server seeds mostly have {USUAL_LENGTH}."
        case _:
            return NOBODYS
