"""What docs/clients.md has a user send is a sample that tells the shape, and nothing about the user."""

import json
import subprocess
import sys
from typing import Any

from tests.documents import program_of
from tests.http_client import HANG_LIMIT_S

REPLY = {
    "data": {
        "pumpBet": {
            "id": "0a1b2c3d-dead-4eef-8bad-0123456789ab",
            "active": False,
            "payoutMultiplier": 1.96,
            "amount": 0.00012345,
            "payout": 0,
            "updatedAt": "Sat, 17 Jun 2023 09:44:06 GMT",
            "currency": "btc",
            "game": "pump",
            "user": {"id": "fedcba98-user", "name": "Jörg_42"},
            "state": {"difficulty": "expert", "round": 3, "payoutMultiplier": 1.96, "_popPoint": None},
        },
        "seeds": [{"seedHash": "9f86d081884c7d65", "nonce": 12, "seed": "my client"}] * 5,
    }
}

SECRETS = (
    "0a1b",
    "dead",
    "0.00012345",
    "2023",
    "Sat",
    "fedcba98",
    "Jörg",
    "42",
    "9f86",
    "my client",
    "user-",
)


def redacted(reply: object) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", program_of("clients.md", "# redact.py")],
        input=json.dumps(reply),
        capture_output=True,
        text=True,
        timeout=HANG_LIMIT_S,
        check=True,
    )
    return json.loads(done.stdout)


def shape(value: object) -> object:
    """Names and kinds of values, with the first item of lists only."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    if isinstance(value, list):
        return [shape(value[0])]
    return type(value)


def test_nothing_personal_is_left_of_a_reply_but_its_shape() -> None:
    sample = redacted(REPLY)
    text = json.dumps(sample, ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in text] == []
    assert shape(sample) == shape(REPLY)


def test_what_says_how_the_game_counts_is_kept() -> None:
    bet = redacted(REPLY)["data"]["pumpBet"]
    assert bet["state"] == REPLY["data"]["pumpBet"]["state"]
    assert (bet["game"], bet["currency"], bet["active"], bet["payoutMultiplier"]) == (
        "pump",
        "btc",
        False,
        1.96,
    )
    assert (bet["amount"], bet["payout"]) == (1.0, 0)
    assert bet["updatedAt"] == "xxx, 00 xxx 0000 00:00:00 xxx"
