"""Bets a second through the real receiver, each figure beside its limit: the same work without liveapp.

    python -m tests.benchmarks.ingest [--turns 12] [--seconds 0.7]

- Single posts on one connection, beside Waitress and Bottle with a handler that reads the JSON and makes one
  durable INSERT of it into the same schema, a transaction of its own: no checks, no totals, no marks.
- Single posts on eight connections, beside Waitress and Bottle with a handler that answers a constant.
- Batches of 500, beside `executemany` of 500 rows a transaction into the same schema, of rows made before.

Each stack is a process of its own. The two that are compared take turns of `--seconds`, so that a noisy
machine is noisy for both; printed are their medians, and the median of the turns' ratios.
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from liveapp.storage.database import open_database
from liveapp.storage.statements import INSERT_STREAM
from tests.benchmarks.posting import TOKEN, post_for, request

HEADERS = {"Content-Type": "application/json", "X-Ingest-Token": TOKEN}
BATCH = 500
FASTEST = {1: 20_000, BATCH: 150_000}
"""Bets a second that no stack here gets through, by batch size: so many are made before each turn."""

Turn = Callable[[float], float]
"""Works for so many seconds; returns bets a second."""

RAW_INSERT = """
INSERT INTO live_bets (stream_id, antebot_bet_id, received_at, date_time, nonce, amount, payout, difficulty,
                       round_target, round_result, payout_multiplier, currency)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

ONE_INSERT = f"""
import json, socket, sys, threading
from pathlib import Path
import bottle, waitress
from liveapp.storage.database import open_database
database = open_database(Path(sys.argv[1])).connection()
database.execute({INSERT_STREAM!r}, ("x", "x", "x", 1, 1))
insert = {RAW_INSERT!r}
lock = threading.Lock()
app = bottle.Bottle()
@app.post("/live/ingest")
def ingest():
    bet = json.loads(bottle.request.body.read())
    given = [bet[name] for name in ("nonce", "amount", "payout", "difficulty", "roundTarget", "roundResult")]
    row = (1, bet["id"], 1, 1, *given, None, None)
    with lock:
        database.execute(insert, row)
    return {{"streamId": "00000000-0000-0000-0000-000000000000", "accepted": True}}
"""

BARE = """
import json, socket
import bottle, waitress
app = bottle.Bottle()
@app.post("/live/ingest")
def ingest():
    return {"streamId": "00000000-0000-0000-0000-000000000000", "accepted": True}
"""

SERVE = """
import logging
logging.getLogger("waitress.queue").setLevel(logging.ERROR)
listener = socket.create_server(("127.0.0.1", 0))
print(json.dumps({"url": "http://127.0.0.1:%d" % listener.getsockname()[1]}), flush=True)
waitress.serve(app, sockets=[listener], threads=8, ident=None, _quiet=True)
"""


def bet(number: int) -> dict[str, object]:
    """A bet as a bot posts it; every number makes another one."""
    return {
        "id": f"{164580025868 + number}",
        "dateTime": "2026-03-01T18:00:23.870Z",
        "nonce": number,
        "amount": 0.0001,
        "payout": 0.0,
        "difficulty": "expert",
        "roundTarget": 1.63,
        "roundResult": 34.68,
        "clientSeed": "kX9mPq2w",
        "serverSeedHashed": "31e090138db3f164846e06c71d6c0e81ad0f47f304c7f02834d30c63118b052c",
    }


class Numbers:
    """Never the same number twice."""

    def __init__(self) -> None:
        self._next = 1

    def take(self, count: int) -> range:
        self._next += count
        return range(self._next - count, self._next)


def start(arguments: list[str]) -> tuple[subprocess.Popen[str], str]:
    """A server process and its address, once it says that it listens."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, urlsplit(json.loads(process.stdout.readline())["url"]).netloc


def posting(address: str, numbers: Numbers, connections: int, batch: int = 1) -> Turn:
    """Posts to this server; what is posted is made before the clock starts."""

    def turn(seconds: float) -> float:
        requests = []
        for _ in range(int(seconds * FASTEST[batch] / batch)):
            bets = [bet(number) for number in numbers.take(batch)]
            requests.append(request(address, bets if batch > 1 else bets[0]))
        return batch * post_for(seconds, address, connections, iter(requests))

    return turn


def executing(connection: sqlite3.Connection, numbers: Numbers) -> Turn:
    """Commits batches of rows by `executemany`, into the same tables with the same safety."""

    def turn(seconds: float) -> float:
        batches = [numbers.take(BATCH) for _ in range(int(seconds * FASTEST[BATCH] / BATCH))]
        rows = iter([[_row(number) for number in batch] for batch in batches])
        count = 0
        started_s = time.perf_counter()
        while time.perf_counter() - started_s < seconds:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(RAW_INSERT, next(rows))
            connection.execute("COMMIT")
            count += BATCH
        return count / (time.perf_counter() - started_s)

    return turn


def _row(number: int) -> tuple[object, ...]:
    return (1, f"{164580025868 + number}", 1, 1, number, 0.0001, 0.0, "expert", 1.63, 34.68, None, None)


def compare(title: str, ours: Turn, limit: Turn, turns: int, seconds: float) -> None:
    """Let both take turns and print medians and their ratio."""
    ours(seconds / 4)
    limit(seconds / 4)
    pairs = [(ours(seconds), limit(seconds)) for _ in range(turns)]
    ratio = statistics.median(mine / its for mine, its in pairs)
    mine, its = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{title:<46} {mine:>8,.0f} bets/s   limit {its:>8,.0f}   ratio {ratio:.2f}", flush=True)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.7)
    parser.add_argument("--turns", type=int, default=12)
    options = parser.parse_args()
    numbers = Numbers()
    os.environ["LIVEAPP_RATE_LIMIT"] = "0"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=os.environ.get("BENCHMARK_DIR"))))

        def started(*arguments: str) -> str:
            process, address = start(list(arguments))
            stack.callback(process.wait)
            stack.callback(process.terminate)
            return address

        options_of_app = ["--headless", "--port", "0", "--data-dir", str(folder), "--token", TOKEN]
        app = started("-m", "liveapp", *options_of_app)
        one_insert = started("-c", ONE_INSERT + SERVE, str(folder / "one.sqlite3"))
        bare = started("-c", BARE + SERVE)
        raw = open_database(folder / "raw.sqlite3")
        stack.callback(raw.close)
        raw.execute_sql(INSERT_STREAM, ("x", "x", "x", 1, 1))
        for title, connections, batch, limit in (
            ("single posts, 1 connection; with one insert", 1, 1, posting(one_insert, numbers, 1)),
            ("single posts, 8 connections; bare stack", 8, 1, posting(bare, numbers, 8)),
            (f"batches of {BATCH}; executemany", 1, BATCH, executing(raw.connection(), numbers)),
        ):
            ours = posting(app, numbers, connections, batch)
            compare(title, ours, limit, options.turns, options.seconds)


if __name__ == "__main__":
    main()
