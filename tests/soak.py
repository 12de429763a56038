"""The whole program under an even load for a long time: what grows?

    python -m tests.soak --minutes 20 [--rate 100]

A process with its window (offscreen), which follows the stream that plays, gets bets and heartbeats
over one kept connection while a reader tails, exports CSV and asks for its health. Prints a table;
ends with status 1 and names what grew (memory, threads, handles, write-ahead log, latency), what
was refused, and which acknowledged bet is not stored exactly once. Linux only: reads `/proc`.
"""

import argparse
import http.client
import json
import os
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

from tests.bets import TOKEN, bet, heartbeat
from tests.growth import Allowance, Sample, growth
from tests.http_client import free_port
from tests.program import START_LIMIT_S, clean_environment

HEADERS = {"Content-Type": "application/json", "X-Ingest-Token": TOKEN}
BETS_PER_HEARTBEAT = 5
BETS_PER_STREAM = 20_000
"""Then a new stream begins, which the window follows."""

HANG_LIMIT_S = 30.0
TAIL_EVERY_S, HEALTH_EVERY_S, EXPORT_EVERY_S = 0.5, 5.0, 20.0
LONGEST_INTERVAL_S = 5.0
SAMPLES_OF_A_SHORT_RUN = 30

MIB = 2.0**20
ALLOWED = {
    # The window holds the ids of the stream it shows and SQLite's caches fill: so much for each bet.
    "memory_mib": Allowance(share=0.05, amount=4.0, per_work=150 / MIB),
    "threads": Allowance(),
    "handles": Allowance(amount=2),
    "wal_mib": Allowance(amount=8),
    "p50_ms": Allowance(share=0.5, amount=2.0),
    "p99_ms": Allowance(share=1.0, amount=20.0),
}
"""How much each figure may be above its beginning at the end."""

SHORTEST_JUDGED_S = 60.0
"""A shorter run is over before the program is warm: nothing is said about growth."""


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured at the end of an interval."""

    at_s: float
    bets: int
    memory_mib: float
    threads: int
    handles: int
    wal_mib: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    cpu_percent: float


class Window:
    """The program with its window in a process of its own, and what the system tells of it."""

    def __init__(self, home: Path) -> None:
        self.database = home / "data" / "liveapp.sqlite3"
        self.port = free_port()
        self._errors_path = home / "stderr.txt"
        data = ("--data-dir", str(home / "data"), "--port", str(self.port), "--token", TOKEN)
        with self._errors_path.open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "liveapp", *data],
                stderr=errors,
                env=clean_environment(home, {"LIVEAPP_RATE_LIMIT": "0"}),
                cwd=home,
            )
        self._folder = Path(f"/proc/{self.process.pid}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def errors(self) -> str:
        """What it wrote to standard error."""
        return self._errors_path.read_text(encoding="utf-8")

    def wait_until_it_receives(self) -> None:
        deadline_s = time.monotonic() + START_LIMIT_S
        while time.monotonic() < deadline_s and self.process.poll() is None:
            try:
                with connected(self.port) as connection:
                    ask(connection, "GET", "/healthz")
                    return
            except OSError:
                time.sleep(0.1)
        sys.exit(f"the program never received; standard error: {self.errors}")

    def memory_and_threads(self) -> tuple[float, int]:
        lines = (self._folder / "status").read_text().splitlines()
        values = dict(line.split(":", 1) for line in lines)
        return int(values["VmRSS"].split()[0]) / 1024, int(values["Threads"])

    def handles(self) -> int:
        return len(os.listdir(self._folder / "fd"))  # noqa: PTH208 - names only, of files that come and go

    def cpu_s(self) -> float:
        after_name = (self._folder / "stat").read_text().rpartition(") ")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")

    def wal_mib(self) -> float:
        wal = self.database.with_name(self.database.name + "-wal")
        return wal.stat().st_size / MIB if wal.exists() else 0.0


class Load:
    """Clients in threads of their own: one posts, one reads. `problems` counts what went wrong."""

    def __init__(self, port: int, rate: float) -> None:
        self.acknowledged: list[str] = []
        self.problems: Counter[str] = Counter()
        self._port, self._rate = port, rate
        self._latencies_s: list[float] = []
        self._lock = threading.Lock()
        self._is_over = threading.Event()
        self._stream = ""
        self._threads = [threading.Thread(target=self._run, args=[work]) for work in (self._post, self._read)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join(HANG_LIMIT_S)

    def take_latencies_s(self) -> list[float]:
        """How long the posts since the last call took."""
        with self._lock:
            taken, self._latencies_s = self._latencies_s, []
        return taken

    def _run(self, work: Callable[[http.client.HTTPConnection], None]) -> None:
        try:
            with connected(self._port) as connection:
                work(connection)
        except (OSError, http.client.HTTPException) as error:
            self.problems[f"{work.__name__.strip('_')}: {error!r}"] += 1

    def _post(self, connection: http.client.HTTPConnection) -> None:
        number, next_s = 0, time.monotonic()
        while not self._is_over.is_set():
            number += 1
            seed = f"seed-{number // BETS_PER_STREAM}"
            item = bet(number, clientSeed=seed)
            begun_s = time.monotonic()
            status, body = ask(connection, "POST", "/live/ingest", item)
            with self._lock:
                self._latencies_s.append(time.monotonic() - begun_s)
            if status == 200 and json.loads(body)["accepted"]:
                self.acknowledged.append(item["id"])
                self._stream = json.loads(body)["streamId"]
            else:
                self.problems[f"a bet got {status}"] += 1
            if number % BETS_PER_HEARTBEAT == 0:
                beat = heartbeat(number + 10**9, clientSeed=seed)
                if ask(connection, "POST", "/live/ingest", beat)[0] != 200:
                    self.problems["a heartbeat was refused"] += 1
            next_s = max(next_s + 1 / self._rate, time.monotonic() - 1)
            time.sleep(max(0.0, next_s - time.monotonic()))

    def _read(self, connection: http.client.HTTPConnection) -> None:
        last_ids: dict[str, int] = {}
        due_s = dict.fromkeys(("health", "export"), time.monotonic())
        while not self._is_over.wait(TAIL_EVERY_S):
            if not (stream := self._stream):
                continue
            since = last_ids.get(stream, 0)
            page = json.loads(self._get(connection, f"/live/streams/{stream}/tail?since_id={since}"))
            ids = [stored["id"] for stored in page["bets"]]
            if ids != sorted(set(ids)) or (ids and ids[0] <= since):
                self.problems["a tail gave bets out of order"] += 1
            last_ids[stream] = page["last_id"] or since
            now_s = time.monotonic()
            if now_s >= due_s["health"]:
                due_s["health"] = now_s + HEALTH_EVERY_S
                self._get(connection, "/healthz")
            if now_s >= due_s["export"]:
                due_s["export"] = now_s + EXPORT_EVERY_S
                self._get(connection, f"/live/streams/{stream}/export.csv")

    def _get(self, connection: http.client.HTTPConnection, path: str) -> bytes:
        status, body = ask(connection, "GET", path)
        if status != 200:
            self.problems[f"{path.rpartition('/')[2].partition('?')[0]} got {status}"] += 1
            return b'{"bets": [], "last_id": null}'
        return body


@contextmanager
def connected(port: int) -> Any:
    """A kept connection to the program."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=HANG_LIMIT_S)) as connection:
        yield connection


def ask(
    connection: http.client.HTTPConnection, method: str, path: str, body: object = None
) -> tuple[int, bytes]:
    """One request's status and body."""
    connection.request(method, path, None if body is None else json.dumps(body), HEADERS)
    reply = connection.getresponse()
    return reply.status, reply.read()


def watch(window: Window, load: Load, duration_s: float) -> list[Row]:
    """Sample until the time is over, printing each row."""
    interval_s = min(LONGEST_INTERVAL_S, duration_s / SAMPLES_OF_A_SHORT_RUN)
    rows: list[Row] = []
    print("".join(f"{field.name:>12}" for field in fields(Row)))
    begun_s, cpu_s = time.monotonic(), window.cpu_s()
    while (at_s := time.monotonic() - begun_s) < duration_s and window.process.poll() is None:
        time.sleep(interval_s)
        latencies_ms = sorted(1000 * latency_s for latency_s in load.take_latencies_s()) or [0.0]
        before_cpu_s, cpu_s = cpu_s, window.cpu_s()
        memory_mib, threads = window.memory_and_threads()
        passed_s = time.monotonic() - begun_s - at_s
        rows.append(
            Row(
                *(at_s + passed_s, len(load.acknowledged), memory_mib, threads),
                *(window.handles(), window.wal_mib()),
                *(statistics.median(latencies_ms), latencies_ms[int(len(latencies_ms) * 0.99)]),
                *(latencies_ms[-1], 100 * (cpu_s - before_cpu_s) / passed_s),
            )
        )
        print("".join(f"{getattr(rows[-1], field.name):>12,.1f}" for field in fields(Row)), flush=True)
    return rows


def grown(rows: Sequence[Row]) -> list[str]:
    """Each figure that grew, and how."""
    found = []
    for name, allowance in ALLOWED.items():
        samples = [Sample(row.at_s, getattr(row, name), row.bets) for row in rows]
        if words := growth(samples, allowance):
            found.append(f"{name} grew: {words}")
    return found


def lost_or_doubled(database: Path, acknowledged: Sequence[str]) -> list[str]:
    """What is wrong with the database after the program has ended."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
        stored = Counter(row[0] for row in connection.execute("SELECT antebot_bet_id FROM live_bets"))
    wrong = [one for one in acknowledged if stored[one] != 1]
    found = [f"{len(wrong)} acknowledged bets are not stored once, {wrong[0]} first"] if wrong else []
    return found if integrity == "ok" else [*found, f"integrity_check: {integrity}"]


def soak(home: Path, duration_s: float, rate: float) -> list[str]:
    """Run it all; everything that is wrong, in words."""
    with Window(home) as window:
        window.wait_until_it_receives()
        with Load(window.port, rate) as load:
            rows = watch(window, load, duration_s)
        window.process.send_signal(signal.SIGTERM)
        status = window.process.wait(HANG_LIMIT_S)
    found = [f"{times} times: {problem}" for problem, times in load.problems.items()]
    found += [f"the program ended with status {status}"] if status else []
    found += [f"standard error: {window.errors}"] if window.errors else []
    found += lost_or_doubled(window.database, load.acknowledged)
    is_judged = duration_s >= SHORTEST_JUDGED_S
    seconds = f"{rows[-1].at_s:,.0f} s" if rows else "no time"
    print(f"{len(load.acknowledged):,} bets acknowledged in {seconds}", end="; ")
    print("growth was judged" if is_judged else "too short to judge growth")
    return found + (grown(rows) if is_judged else [])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--rate", type=float, default=100.0, help="bets a second")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="liveapp-soak-") as folder:
        found = soak(Path(folder), options.minutes * 60, options.rate)
    for one in found:
        print(f"WRONG: {one}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
