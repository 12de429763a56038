"""Which connections are given up where there are too many, or where they hold too much."""

import sys
from collections.abc import Collection, Iterable
from typing import Any, Protocol, TypeVar

CONNECTION_LIMIT = 400
FILES_FOR_OTHERS = 128
"""Open files that database, logs and window may need."""

LEAST_CONNECTIONS = 16

BUDGET_BYTES = 64 * 2**20
"""What all connections together may hold in memory."""

STALLED_AFTER_S = 1.0
"""Clients that took nothing of their reply for so long are worth no more than those that say nothing.

Nor are those that were served and have not finished their next request for so long.
"""


class Connection(Protocol):
    """What is known of a connection; `Channel` says what each of these means."""

    accepted_s: float
    idle_since_s: float
    progressed_s: float
    begun_s: float | None
    served_count: int
    unsent_bytes: int
    requests: list[Any]

    @property
    def is_draining(self) -> bool:
        """Whether all is said."""

    @property
    def is_busy(self) -> bool:
        """Whether a request is under way or its reply not sent."""

    @property
    def held_bytes(self) -> int:
        """Bytes that are kept for it."""


AnyConnection = TypeVar("AnyConnection", bound=Connection)


def connection_limit() -> int:
    """How many connections may be open: never so many that the process runs out of files."""
    if sys.platform == "win32":
        return CONNECTION_LIMIT
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return CONNECTION_LIMIT
    return max(LEAST_CONNECTIONS, min(CONNECTION_LIMIT, soft // 2, soft - FILES_FOR_OTHERS))


def worth(connection: Connection, now_s: float) -> tuple[int, float]:
    """How much is lost with a connection: those with the smallest worth are closed first.

    First those that say nothing, only half of something, or do not listen; then those that were served and
    are idle; last those with a request under way. Among equals the one that has been so for longest.
    """
    if connection.is_draining:
        return 0, connection.accepted_s
    if connection.unsent_bytes and now_s > connection.progressed_s + STALLED_AFTER_S:
        return 0, connection.progressed_s
    if connection.is_busy:
        return 2, connection.idle_since_s
    if not connection.served_count:
        return 0, connection.begun_s or connection.accepted_s
    if connection.begun_s is not None and now_s > connection.begun_s + STALLED_AFTER_S:
        return 0, connection.begun_s
    return 1, connection.idle_since_s


def least_worthy(connections: Iterable[AnyConnection], now_s: float) -> AnyConnection | None:
    """The connection to close for a new one; None if there is none."""
    return min(connections, key=lambda connection: worth(connection, now_s), default=None)


def over_budget(connections: Collection[AnyConnection], budget_bytes: int) -> list[AnyConnection]:
    """The connections to close so that the others stay within the budget: those that stalled longest.

    Never one whose request is being served: that ends soon, and what its reply holds is counted then.
    """
    held = sum(connection.held_bytes for connection in connections)
    if held <= budget_bytes:
        return []
    chosen = []
    for connection in sorted(connections, key=lambda one: max(one.progressed_s, one.begun_s or 0.0)):
        if held <= budget_bytes:
            break
        if connection.held_bytes and not connection.requests:
            held -= connection.held_bytes
            chosen.append(connection)
    return chosen
