"""Finding the stream that `--stream` names."""

from contextlib import suppress
from uuid import UUID

from liveapp.domain.errors import Refused, StreamNotFound
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream


class NoSuchStream(Refused):
    """What was named is no stream, or more than one."""


def find_stream(reader: BetReader, name: str) -> Stream:
    """The stream with this UUID, or the only one whose server seed hash begins so (any case).

    Raises:
        NoSuchStream: none or several.
    """
    # 32 digits may be either: what is no stream's UUID can still be how a hash begins.
    with suppress(ValueError, StreamNotFound):
        return reader.stream(UUID(name))
    streams, _ = reader.streams()
    prefix = name.lower()
    found = [stream for stream in streams if stream.seeds.lowercase_hash.startswith(prefix)]
    if not prefix or not found:
        raise NoSuchStream(f"No stream's ID is “{name}”, and no server seed hash begins with it")
    if len(found) > 1:
        raise NoSuchStream(f"{len(found)} streams' server seed hashes begin with “{name}”: give more of it")
    return found[0]
