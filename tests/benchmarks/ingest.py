"""Bets a second through the real receiver, as a ratio to the same stack without a database.

    python -m tests.benchmarks.ingest [--seconds 3] [--rounds 4]

Servers run in processes of their own: liveapp without a window; the same receiver with a writer
that stores nothing; and bare Waitress, Bottle and pydantic, without gate, log or database. Beside
batches stands raw `sqlite3.executemany` of the same rows. They take turns, so that a noisy machine
is noisy for all of them; what is printed is the median of the turns.
"""

import argparse
import http.client
import json
import os
import queue
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from liveapp.storage.database import open_database
from liveapp.storage.statements import INSERT_STREAM

TOKEN = "benchmark"
HEADERS = {"Content-Type": "application/json", "X-Ingest-Token": TOKEN}
BATCH = 500
FASTEST = {1: 6_000, BATCH: 100_000}
"""Bets a second that no server here gets through, by batch size: so many bodies are made."""

RAW_INSERT = """
INSERT INTO live_bets (stream_id, antebot_bet_id, received_at, date_time, nonce, amount, payout, difficulty,
                       round_target, round_result, payout_multiplier, currency)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

BARE_STACK = """
import json, socket, sys
import bottle, waitress
from liveapp.schemas.ingest import BetIn
app = bottle.Bottle()
@app.post("/live/ingest")
def ingest():
    body = json.loads(bottle.request.body.read())
    bet = BetIn.model_validate(body)
    return {"streamId": "00000000-0000-0000-0000-000000000000", "accepted": bet.nonce > 0}
listener = socket.create_server(("127.0.0.1", 0))
print(json.dumps({"url": "http://127.0.0.1:%d" % listener.getsockname()[1]}), flush=True)
waitress.serve(app, sockets=[listener], threads=8, ident=None, _quiet=True)
"""


WITHOUT_DATABASE = """
import json, threading, uuid
from liveapp.domain.ports import Recorded
from liveapp.receiver.access_log import AccessLog
from liveapp.receiver.gate import Gate, GatePolicy
from liveapp.domain.right_of_way import RightOfWay
from liveapp.receiver.routes import build_application
from liveapp.receiver.server import ReceiverServer, bind
class Nowhere:
    def record(self, observations, arrived_s=None):
        return [Recorded(uuid.UUID(int=0), True) for _ in observations]
listener = bind(0)
log = AccessLog()
log.start()
policy = GatePolicy(listener.getsockname()[1], b"benchmark")
gate = Gate(build_application(Nowhere(), None, None, RightOfWay()), policy, lambda refused: None, log, print)
server = ReceiverServer(gate, listener, print)
server.start()
print(json.dumps({"url": server.url}), flush=True)
threading.Event().wait()
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
    """Never the same number twice, in any thread."""

    def __init__(self) -> None:
        self._next = 1
        self._lock = threading.Lock()

    def take(self, count: int) -> range:
        with self._lock:
            self._next += count
            return range(self._next - count, self._next)


def start(arguments: list[str]) -> tuple[subprocess.Popen[str], str]:
    """A server process and its address, once it says that it listens."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, urlsplit(json.loads(process.stdout.readline())["url"]).netloc


def post_for(seconds: float, address: str, connections: int, numbers: Numbers, batch: int = 1) -> float:
    """Bets a second that `connections` kept-alive clients got acknowledged."""
    counts = [0] * connections
    # Bodies are made beforehand: what a client spends on its JSON is not the server's time.
    bodies = queue.SimpleQueue[str]()
    for _ in range(int(seconds * FASTEST[batch] / batch)):
        bets = [bet(number) for number in numbers.take(batch)]
        bodies.put(json.dumps(bets if batch > 1 else bets[0]))
    deadline = time.perf_counter() + seconds

    def client(index: int) -> None:
        connection = http.client.HTTPConnection(address)
        while time.perf_counter() < deadline:
            body = bodies.get_nowait()
            connection.request("POST", "/live/ingest", body, HEADERS)
            response = connection.getresponse()
            response.read()
            assert response.status == 200, response.status
            counts[index] += batch
        connection.close()

    threads = [threading.Thread(target=client, args=(index,)) for index in range(connections)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - started)


def executemany_for(seconds: float, connection: sqlite3.Connection, numbers: Numbers) -> float:
    """Bets a second that raw `executemany` commits in batches, into the same tables with the same safety."""
    count = 0
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        taken = numbers.take(BATCH)
        rows = [
            (1, str(number), 1, 1, number, 0.0001, 0.0, "expert", 1.63, 34.68, None, None) for number in taken
        ]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(RAW_INSERT, rows)
        connection.execute("COMMIT")
        count += BATCH
    return count / (time.perf_counter() - started)


def compare(title: str, ours: Callable[[], float], other: Callable[[], float], rounds: int) -> None:
    """Let both take turns and print medians and their ratio."""
    pairs = [(ours(), other()) for _ in range(rounds)]
    ratio = statistics.median(mine / its for mine, its in pairs)
    mine, its = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{title:<52} {mine:>9,.0f} bets/s   beside {its:>9,.0f}   ratio {ratio:.2f}", flush=True)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=4)
    options = parser.parse_args()
    numbers = Numbers()
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCHMARK_DIR")) as folder:
        arguments = ["-m", "liveapp", "--headless", "--port", "0", "--data-dir", folder, "--token", TOKEN]
        os.environ["LIVEAPP_RATE_LIMIT"] = "0"
        app, app_address = start(arguments)
        beside = {
            "no database": start(["-c", WITHOUT_DATABASE]),
            "bare stack": start(["-c", BARE_STACK]),
        }
        raw = open_database(Path(folder) / "raw.sqlite3")
        raw.execute_sql(INSERT_STREAM, ("x", "x", "x", 1, 1))

        def posting(address: str, connections: int, batch: int = 1) -> Callable[[], float]:
            return lambda: post_for(options.seconds, address, connections, numbers, batch)

        try:
            for connections in (1, 8):
                for name, (_, address) in beside.items():
                    compare(
                        f"single bets, {connections} connection(s), {name}",
                        posting(app_address, connections),
                        posting(address, connections),
                        options.rounds,
                    )
            compare(
                f"batches of {BATCH}, 1 connection, raw executemany",
                posting(app_address, 1, BATCH),
                lambda: executemany_for(options.seconds, raw.connection(), numbers),
                options.rounds,
            )
        finally:
            for process in (app, *(process for process, _ in beside.values())):
                process.terminate()
                process.wait()
            raw.close()


if __name__ == "__main__":
    main()
