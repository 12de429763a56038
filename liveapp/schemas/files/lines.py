"""The lines of a file, one by one; of one that is too long no more is held than its beginning."""

from collections.abc import Iterator
from typing import Protocol

from liveapp.schemas.files.items import MAX_ITEM_BYTES

_LINE_END_BYTES = 2


class ByteStream(Protocol):
    """What is read of a file: an `io.BufferedReader`, say."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, up to so many; none at the end."""
        ...

    def readline(self, size: int, /) -> bytes:
        """The next line with its end, but not more than so many bytes; none at the end."""
        ...


def lines(stream: ByteStream) -> Iterator[tuple[int, bytes | None]]:
    """Each line's number, from 1, and the line with its end; None in the place of one that is too long."""
    number = 0
    readline = stream.readline
    limit = MAX_ITEM_BYTES + _LINE_END_BYTES
    while line := readline(limit):
        number += 1
        if len(line) > MAX_ITEM_BYTES and len(line.rstrip(b"\r\n")) > MAX_ITEM_BYTES:
            while line and not line.endswith(b"\n"):
                line = readline(limit)
            yield number, None
        else:
            yield number, line
