"""Databases as accidents leave them."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from liveapp.domain.pump import hash_server_seed
from liveapp.storage import open_store
from liveapp.storage.database import open_database
from liveapp.storage.migrations import MIGRATIONS
from tests.values import make_bet

OF_VERSION_2 = """
INSERT INTO live_streams (id, uuid, server_seed_hashed, client_seed, created_at, last_seen_at, deleted_at,
    total_bets, highest_multiplier, lowest_multiplier, sum_multipliers, wagered, paid_out, last_nonce, notes)
VALUES (1, '00000000-0000-0000-0000-000000000001', 'a', 'x', 1, 2, NULL, 5, 2, 2, 10, 16, 3, 5, 'mine'),
    (2, '00000000-0000-0000-0000-000000000002', 'b', 'x', 1, 1, NULL, 0, NULL, NULL, 0, 0, 0, NULL, NULL),
    (3, '00000000-0000-0000-0000-000000000003', 'c', 'x', 1, 1, 9, 1, 2, 2, 2, 1, 0, 1, NULL);
INSERT INTO live_bets (stream_id, antebot_bet_id, received_at, nonce, amount, payout, difficulty,
    round_result, currency)
VALUES (1, 'a', 1, 1, 1, 0, 'easy', 2, 'usdt'), (1, 'b', 1, 2, 2, 0, 'easy', 2, NULL),
    (1, 'c', 1, 3, 4, 1, 'easy', 2, ''), (1, 'd', 1, 4, 8, 0.5, 'easy', 2, 'btc'),
    (1, 'e', 1, 5, 1, 1.5, 'easy', 2, 'usdt'), (3, 'f', 1, 1, 1, 0, 'easy', 2, 'btc');
"""

SEED_OF_VERSION_6 = "kept before there were verdicts"

_HASH_OF_VERSION_6 = hash_server_seed(SEED_OF_VERSION_6)

OF_VERSION_6 = f"""
INSERT INTO live_streams (id, uuid, server_seed_hashed, client_seed, created_at, last_seen_at, total_bets,
    highest_multiplier, lowest_multiplier, sum_multipliers, last_nonce, rounds, first_round, last_round)
VALUES (1, '00000000-0000-0000-0000-000000000001', upper('{_HASH_OF_VERSION_6}'), 'x', 1, 3, 1,
        2, 2, 2, 3, 1, 3, 3),
    (2, '00000000-0000-0000-0000-000000000002', 'b', 'x', 1, 2, 1, 2, 2, 2, 3, 1, 3, 3);
INSERT INTO live_bets (stream_id, antebot_bet_id, received_at, nonce, amount, payout, difficulty,
    round_result)
VALUES (1, 'a', 1, 3, 1, 0, 'easy', 2), (2, 'b', 1, 3, 1, 0, 'easy', 2);
INSERT INTO stream_totals VALUES (1, '', 1, 1, 1, 0), (2, '', 2, 1, 1, 0);
INSERT INTO seed_aliases VALUES ('{_HASH_OF_VERSION_6}', '{SEED_OF_VERSION_6}', 1);
"""


def as_killed(path: Path, target: Path) -> Path:
    """What a kill at this moment would leave of an open database: its files, in another folder."""
    target.mkdir(mode=0o700, exist_ok=True)
    for end in ("", "-wal", "-shm"):
        source = path.with_name(path.name + end)
        if source.exists():
            shutil.copyfile(source, target / source.name)
    return target / path.name


def killed_database(folder: Path, bets: int = 300) -> Path:
    """A database of a program that was killed: its bets are in the log."""
    original = folder / "original" / "liveapp.sqlite3"
    original.parent.mkdir()
    store = open_store(original)
    store.writer.record([make_bet(nonce) for nonce in range(1, bets + 1)])
    killed = as_killed(original, folder / "killed")
    store.close()
    return killed


def closed_database(folder: Path, bets: int = 300) -> Path:
    """A database that was closed cleanly."""
    path = folder / "liveapp.sqlite3"
    folder.mkdir(exist_ok=True)
    store = open_store(path)
    for start in range(1, bets + 1, 500):
        store.writer.record([make_bet(nonce) for nonce in range(start, min(start + 500, bets + 1))])
    store.close()
    return path


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, byte for byte."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def garble(path: Path, place: float = 0.5) -> None:
    """Overwrite the page that lies at this part of the file with what is no page."""
    pages = path.stat().st_size // 4096
    with path.open("r+b") as file:
        file.seek(int(pages * place) * 4096)
        file.write(b"\xa5" * 4096)


def damaged_database(folder: Path, place: float = 0.5) -> Path:
    """A database of a program that was killed, with a page that is none: its newest bet is in the log."""
    closed = closed_database(folder / "original", bets=3000)
    store = open_store(closed)
    store.writer.record([make_bet(9000)])
    damaged = as_killed(closed, folder / "damaged")
    store.close()
    garble(damaged, place)
    return damaged


def count_bets(path: Path) -> int:
    """How many bets the file holds, past our own code."""
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("SELECT count(*) FROM live_bets").fetchone()[0])
    finally:
        connection.close()


def older_database(path: Path, version: int, script: str = OF_VERSION_2) -> Path:
    """A database as a version left it, whose tables the script fits; the first one is of versions up to 2."""
    path.parent.mkdir(exist_ok=True)
    open_database(path, MIGRATIONS[:version]).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return path
