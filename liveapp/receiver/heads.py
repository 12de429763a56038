"""Heads of requests that were read lately: a bot sends the same few with all its bets."""

from dataclasses import dataclass
from typing import Any

MOST_HEADS = 64
MAX_HEAD_BYTES = 2048
"""Longer ones are read anew each time."""


@dataclass(slots=True)
class Head:
    """What was read from a head, as attributes of its parser. Nobody may change what it holds."""

    facts: dict[str, Any]
    environ: dict[str, Any] | None = None
    """Its part of the WSGI environment, once a request with this head was served."""


class Heads:
    """Finds a head by its bytes, all of them: what is found is what reading them would give once more.

    The oldest goes where there are too many. Used by the receiver's thread alone, but for `Head.environ`.
    """

    def __init__(self) -> None:
        self._heads: dict[bytes, Head] = {}

    def find(self, data: bytes) -> Head | None:
        """The head that these bytes are."""
        return self._heads.get(data)

    def keep(self, data: bytes, head: Head) -> None:
        """Remember a head that was read without an error."""
        if len(data) > MAX_HEAD_BYTES:
            return
        if len(self._heads) >= MOST_HEADS:
            del self._heads[next(iter(self._heads))]
        self._heads[data] = head
