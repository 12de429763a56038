"""Makers of what files hold that are imported: payloads, records of the casino's archive, rows of CSV."""

import gzip
import json
from typing import Any

from liveapp.domain.bets import SeedPair
from tests.values import PAIR

HEADER = "nonce,antebot_bet_id,date_time,received_at,amount,payout,difficulty,round_target,round_result"
LONG_HEADER = f"{HEADER},payout_multiplier,currency"
SEEDS_LINE = f"# liveapp server_seed_hashed={PAIR.server_seed_hashed} client_seed={PAIR.client_seed}"
RECEIVED = "2026-03-01T18:00:23.870001Z"
RECEIVED_US = 1_772_388_023_870_001


def payload(nonce: int, seeds: SeedPair = PAIR, **changes: Any) -> dict[str, Any]:
    """A bet as bots post it; its id is its nonce."""
    values: dict[str, Any] = {
        "id": str(nonce),
        "nonce": nonce,
        "amount": 1.0,
        "payout": 0.0,
        "difficulty": "easy",
        "roundResult": 1.02,
        "clientSeed": seeds.client_seed,
        "serverSeedHashed": seeds.server_seed_hashed,
    }
    return values | changes


def heartbeat(nonce: int, **changes: Any) -> dict[str, Any]:
    """A round that was watched, as bots post it."""
    seeds = {"clientSeed": PAIR.client_seed, "serverSeedHashed": PAIR.server_seed_hashed}
    return {"type": "heartbeat", "nonce": nonce, "roundResult": 1.0} | seeds | changes


def record(nonce: int, state: dict[str, Any] | None = None, /, **changes: Any) -> dict[str, Any]:
    """A round of Pump in the casino's archive, with what is nobody's business; `changes` are of `data`."""
    data: dict[str, Any] = {
        "id": f"bet-{nonce}",
        "iid": "house:443495922853",
        "type": "casino",
        "gameName": "pump",
        "active": False,
        "nonce": nonce,
        "clientSeed": PAIR.client_seed,
        "serverSeedHash": PAIR.server_seed_hashed,
        "amount": 0.5,
        "payout": 0.815,
        "payoutMultiplier": 1.63,
        "currency": "usdc",
        "createdAt": 1769580193330,
        "userId": "PRIVATE",
        "ip": "192.0.2.1",
        "user": {"name": "PRIVATE"},
        "statePump": {"difficulty": "expert", "round": 1} if state is None else state,
    }
    outside = {"id": 1, "store_id": 2, "user_id": "PRIVATE", "created_at": "2026-01-28T06:03:13.330Z"}
    return outside | {"data": data | changes}


def json_lines(*values: Any) -> bytes:
    """One value on each line."""
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def row(nonce: int, bet_id: str | None = None, end: str = "") -> str:
    """A row of CSV without its line's end; `end` are the cells of the two more columns."""
    name = str(nonce) if bet_id is None else bet_id
    return f"{nonce},{name},,{RECEIVED},1.0,0.0,easy,,1.02{end}"


def csv_file(*rows: str, seeds: bool = True) -> bytes:
    """A file of liveapp's export."""
    head = [SEEDS_LINE, LONG_HEADER] if seeds else [HEADER]
    return "".join(f"{line}\r\n" for line in [*head, *rows]).encode()


def packed(content: bytes) -> bytes:
    """The same as gzip packs it, in whatever second that is: it may stand in a test's name."""
    return gzip.compress(content, mtime=0)
