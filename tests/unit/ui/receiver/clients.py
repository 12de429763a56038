"""Clients as the receiver would tell of them."""

from liveapp.domain.clients import ClientSeen
from liveapp.domain.events import RequestRefused
from tests.unit.ui.receiver.refusals import NOW_US

EXTENSION = "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba"
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
SECOND_US = 1_000_000


def client(
    name: str | None = "a-bot/1.0",
    origin: str | None = None,
    *,
    first_s: int = 60,
    last_s: int = 2,
    bet_s: int | None = 2,
    bets: int = 5,
    refusal: RequestRefused | None = None,
) -> ClientSeen:
    """A client whose first and last request and last bet were so long ago."""
    bet_us = None if bet_s is None else NOW_US - bet_s * SECOND_US
    seen_us = (NOW_US - first_s * SECOND_US, NOW_US - last_s * SECOND_US)
    return ClientSeen(origin, name, *seen_us, bets, 0, 0, bet_us, int(refusal is not None), refusal)
