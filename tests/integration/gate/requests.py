"""What the tests of the gate's checks share: good requests, and looks at replies."""

import json
from collections.abc import Callable

from tests.bets import TOKEN, bet
from tests.http_client import RawReply, ask

GOOD_TOKEN = ("X-Ingest-Token", TOKEN)
JSON_TYPE = ("Content-Type", "application/json")
GOOD_BET = json.dumps(bet()).encode()
ALLOWED = "https://example.com"
EXTENSION = "chrome-extension://abcdefghijklmnop"
PATHS = ("/healthz", "/live/streams", "/live/pair", "/nowhere", "/live/nowhere", "/")
MIB = 1024 * 1024

Tables = Callable[[], dict[str, int]]


def post_bet(port: int, *headers: tuple[str, str], target: str = "/live/ingest") -> RawReply:
    """The reply to a bet that is well but for these headers."""
    return ask(port, "POST", target, [GOOD_TOKEN, JSON_TYPE, *headers], GOOD_BET)


def padded(size: int) -> bytes:
    """A good body of this size."""
    return GOOD_BET + b" " * (size - len(GOOD_BET))


def cors_headers(reply: RawReply) -> list[str]:
    """Names of the reply's headers that let web pages read it."""
    return [name for name, _ in reply.headers if name.lower().startswith("access-control-")]


def detail(reply: RawReply) -> object:
    """What a refusal says."""
    return reply.json()["detail"]


def nothing_stored(tables: Tables) -> bool:
    """Whether the database is empty."""
    return set(tables().values()) == {0}
