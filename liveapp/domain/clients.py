"""Who sent bets of late."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from liveapp.domain.clock import now_us
from liveapp.domain.events import RequestRefused

MOST_KEPT = 50

DEMO_CLIENT = "liveapp-demo"
"""What the program's own demo calls itself."""


@dataclass(frozen=True, slots=True)
class Received:
    """What one request brought: new bets, new rounds told by heartbeats, and what was known already."""

    bets: int = 0
    heartbeats: int = 0
    duplicates: int = 0


@dataclass(frozen=True, slots=True)
class ClientSeen:
    """One who posts to the ingest path, known by its origin and what it calls itself (its user agent).

    The texts are a stranger's, but short, and hold no character that could not be seen, nor the token. Times
    are microseconds since the epoch. `bets` and `heartbeats` were new, `duplicates` are bets and heartbeats
    that were known already; `refused` counts requests that were turned away, in whole or in part.
    """

    origin: str | None
    client: str | None
    first_us: int
    last_us: int
    bets: int
    duplicates: int
    heartbeats: int
    last_bet_us: int | None
    """When the last new bet came."""

    refused: int
    last_refusal: RequestRefused | None


class ClientLog:
    """Counts what each client sent, for as long as the program runs. Any thread.

    Of `MOST_KEPT` clients one goes when another comes: the one that was not seen for the longest time,
    of those first that nothing was ever taken from, so that strangers push away nobody who is let in.
    To note a request takes a microsecond or two.
    """

    def __init__(self, clock_us: Callable[[], int] = now_us) -> None:
        self._clock_us = clock_us
        self._lock = threading.Lock()
        self._clients: dict[tuple[str | None, str | None], _Client] = {}

    def note(
        self,
        origin: str | None,
        client: str | None,
        received: Received | None = None,
        refusal: RequestRefused | None = None,
    ) -> None:
        """A request was answered. `received` is what it brought, None where it was not let in; `refusal` says
        why it was refused, or a part of it.
        """
        key = origin, client
        moment_us = self._clock_us()
        with self._lock:
            seen = self._clients.pop(key, None) or _Client(moment_us)
            self._clients[key] = seen
            seen.take(moment_us, received, refusal)
            if len(self._clients) > MOST_KEPT:
                del self._clients[self._least_worthy()]

    def seen(self) -> tuple[ClientSeen, ...]:
        """All that are known, the one that was seen last first."""
        with self._lock:
            seen = [client.told(*key) for key, client in self._clients.items()]
        return tuple(reversed(seen))

    def _least_worthy(self) -> tuple[str | None, str | None]:
        """Who goes: the keys stand in the order in which they were last seen."""
        strangers = (key for key, client in self._clients.items() if not client.is_let_in)
        return next(strangers, next(iter(self._clients)))


class _Client:
    """The counts of one client, while they go on."""

    __slots__ = (
        "_bets",
        "_duplicates",
        "_first_us",
        "_heartbeats",
        "_last_bet_us",
        "_last_refusal",
        "_last_us",
        "_refused",
        "is_let_in",
    )

    def __init__(self, first_us: int) -> None:
        self._first_us = self._last_us = first_us
        self._bets = self._duplicates = self._heartbeats = self._refused = 0
        self._last_bet_us: int | None = None
        self._last_refusal: RequestRefused | None = None
        self.is_let_in = False

    def take(self, moment_us: int, received: Received | None, refusal: RequestRefused | None) -> None:
        self._last_us = moment_us
        if received is not None:
            self.is_let_in = True
            self._bets += received.bets
            self._duplicates += received.duplicates
            self._heartbeats += received.heartbeats
            if received.bets:
                self._last_bet_us = moment_us
        if refusal is not None:
            self._refused += 1
            self._last_refusal = refusal

    def told(self, origin: str | None, client: str | None) -> ClientSeen:
        return ClientSeen(
            origin,
            client,
            self._first_us,
            self._last_us,
            self._bets,
            self._duplicates,
            self._heartbeats,
            self._last_bet_us,
            self._refused,
            self._last_refusal,
        )
