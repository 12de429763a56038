"""Makers of what bots post: valid bets and heartbeats as JSON objects."""

from typing import Any

HASH = "1a2b3c4d5e" + "0f" * 27
"""A server seed's hash: 64 hexadecimal digits."""

CLIENT_SEED = "my-client"

TOKEN = "a-token-for-tests-0123456789"

Json = dict[str, Any]


def bet(number: int = 1, **changes: Any) -> Json:
    """A valid bet; `number` is its nonce and makes its id; `changes` replace or add fields."""
    return {
        "id": f"bet-{number}",
        "dateTime": "2026-03-01T18:00:23.870Z",
        "nonce": number,
        "amount": 0.5,
        "payout": 1.25,
        "difficulty": "expert",
        "roundTarget": 1.63,
        "roundResult": 34.68,
        "clientSeed": CLIENT_SEED,
        "serverSeedHashed": HASH,
        **changes,
    }


def heartbeat(number: int = 1, **changes: Any) -> Json:
    """A valid heartbeat; `number` is its nonce; `changes` replace or add fields."""
    return {
        "type": "heartbeat",
        "nonce": number,
        "roundResult": 1.63,
        "clientSeed": CLIENT_SEED,
        "serverSeedHashed": HASH,
        **changes,
    }


def without(item: Json, *fields: str) -> Json:
    """`item` with some fields left out."""
    return {name: value for name, value in item.items() if name not in fields}
