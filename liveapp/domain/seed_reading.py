"""What a text that is given as a server seed is: the seed of which streams, or nearly one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import filterfalse

from liveapp.domain.pump import hash_server_seed
from liveapp.domain.seeds import is_unseen
from liveapp.domain.streams import Stream

USUAL_LENGTH = 64
"""Characters of the server seeds of casinos: hexadecimal, 32 bytes."""

_HEXADECIMAL = frozenset("0123456789abcdefABCDEF")


class SeedHint(Enum):
    """Why a text that is the seed of no stream is so, as far as can be told."""

    LOWER_CASE = auto()
    """In lower case it is one."""

    NO_BLANKS = auto()
    """Without the blanks inside it is one."""

    LOWER_CASE_NO_BLANKS = auto()
    """Without blanks and in lower case it is one."""

    HASH = auto()
    """It is the hash of one."""

    CLIENT_SEED = auto()
    """It is the client seed of the stream that is asked about."""

    LENGTH = auto()
    """It looks like a seed of which a part is missing, or to which something was added."""


@dataclass(frozen=True, slots=True)
class SeedReading:
    """What a text is, taken as it is: `streams` are those that its hash committed to.

    Where there are none, `hint` may say why; `meant` is then the seed that was probably meant, with its
    `streams` in `meant_streams`. No text that may be a seed is in its `repr`.
    """

    seed: str = field(repr=False)
    server_seed_hashed: str
    streams: tuple[Stream, ...] = ()
    hint: SeedHint | None = None
    meant: str | None = field(default=None, repr=False)
    meant_streams: tuple[Stream, ...] = ()


def read_seed(
    seed: str, client_seed: str | None, streams_of: Callable[[str], Sequence[Stream]]
) -> SeedReading:
    """Find out what `seed` is, which is one that can be kept (`seeds.trimmed_seed`).

    `streams_of` gives the streams that a hash committed to. `client_seed` is that of the stream that is asked
    about, if any.
    """
    hashed = hash_server_seed(seed)
    streams = tuple(streams_of(hashed))
    if streams:
        return SeedReading(seed, hashed, streams)
    for hint, meant in _variants(seed):
        if meant_streams := tuple(streams_of(hash_server_seed(meant))):
            return SeedReading(seed, hashed, (), hint, meant, meant_streams)
    return SeedReading(seed, hashed, (), _hint_alone(seed, client_seed, streams_of))


def _variants(seed: str) -> list[tuple[SeedHint, str]]:
    """What may have been meant, each other than the text itself and than those before."""
    closed = "".join(filterfalse(is_unseen, seed))
    variants: dict[str, SeedHint] = {}
    for meant, hint in (
        (seed.lower(), SeedHint.LOWER_CASE),
        (closed, SeedHint.NO_BLANKS),
        (closed.lower(), SeedHint.LOWER_CASE_NO_BLANKS),
    ):
        variants.setdefault(meant, hint)  # of the same text, the simplest words
    return [(hint, meant) for meant, hint in variants.items() if meant not in ("", seed)]


def _hint_alone(
    seed: str, client_seed: str | None, streams_of: Callable[[str], Sequence[Stream]]
) -> SeedHint | None:
    if streams_of(seed):
        return SeedHint.HASH
    if seed == client_seed:
        return SeedHint.CLIENT_SEED
    is_like_a_seed = len(seed) > USUAL_LENGTH // 2 and _HEXADECIMAL.issuperset(seed)
    return SeedHint.LENGTH if is_like_a_seed and len(seed) != USUAL_LENGTH else None
