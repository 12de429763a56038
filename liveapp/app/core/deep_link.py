"""Finding the stream that `--stream` names."""

from uuid import UUID

from liveapp.domain.errors import Refused
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream


class NoSuchStream(Refused):
    """What was named is no stream, or more than one."""


def find_stream(reader: BetReader, name: str) -> Stream:
    """The stream with this UUID, or the only one whose server seed hash begins so (any case).

    Raises:
        NoSuchStream, StreamNotFound: none or several.
    """
    try:
        return reader.stream(UUID(name))
    except ValueError:
        pass
    streams, _ = reader.streams()
    prefix = name.lower()
    found = [stream for stream in streams if stream.seeds.server_seed_hashed.lower().startswith(prefix)]
    if not prefix or not found:
        raise NoSuchStream(f"No stream's server seed hash begins with “{name}”")
    if len(found) > 1:
        raise NoSuchStream(f"{len(found)} streams' server seed hashes begin with “{name}”: give more of it")
    return found[0]
