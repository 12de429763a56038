"""Real files of bets, for imports in the window."""

import json
from pathlib import Path

from liveapp.domain.bets import SeedPair
from liveapp.domain.export import csv_lines
from liveapp.storage.store import Store


def write_payloads(path: Path, seeds: SeedPair, *nonces: int) -> Path:
    """A file of JSON Lines, an ingest payload on each."""
    lines = [
        json.dumps(
            {
                "id": f"bet-{nonce}",
                "nonce": nonce,
                "amount": 0.5,
                "payout": 0.0,
                "difficulty": "easy",
                "roundResult": 1.5,
                "clientSeed": seeds.client_seed,
                "serverSeedHashed": seeds.server_seed_hashed,
            }
        )
        for nonce in nonces
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def export_to(path: Path, store: Store, seeds: SeedPair) -> Path:
    """A CSV file of a stream's bets that does not name its seeds."""
    stream = next(one for one in store.reader.streams()[0] if one.seeds == seeds)
    _, bets = store.reader.export(stream.id)
    path.write_text("".join(csv_lines(bets)), encoding="utf-8", newline="")
    return path
