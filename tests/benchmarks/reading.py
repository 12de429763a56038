"""What reading, figures, exporting and deleting of a million bets cost, and what bets that arrive notice.

    python -m tests.benchmarks.reading [--bets 1000000] [--turns 15]

The receiver runs in a process of its own; so does whoever downloads the CSV. Aims: a list of streams
with a million bets is as fast as one without bets; a page is not slow for being deep; the CSV is sent in
constant memory; ingest keeps its latency meanwhile; a deletion holds up no bet for over 100 ms.
What is compared takes turns, so that a noisy machine is noisy for all of it.
"""

import argparse
import http.client
import itertools
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from liveapp.domain.bets import Bet, Heartbeat, Observation, SeedPair
from liveapp.storage import open_store
from tests.benchmarks.ingest import HEADERS, TOKEN, bet, start

STREAMS = 1000
BATCH = 5000
INGEST_PAUSE_S = 0.01
QUIET_S = 8.0
RESULTS = (1.0, 1.63, 2.8, 4.95, 9.08, 17.34, 34.68, 73.21, 164.72, 400.02, 1066.73, 3200.18, 11200.65)
CHANCES = tuple(0.5**step for step in range(len(RESULTS)))
"""Multipliers with roughly the frequencies of play: half of the bets share one, few have a high one."""

DOWNLOAD = """
import sys, urllib.request
request = urllib.request.Request(sys.argv[1], headers={"X-Ingest-Token": sys.argv[2]})
size = 0
with urllib.request.urlopen(request) as reply:
    while chunk := reply.read(65536):
        size += len(chunk)
print(size)
"""


class Receiver:
    """liveapp without a window, on a data folder, as a process of its own."""

    def __init__(self, folder: Path) -> None:
        arguments = ["--headless", "--port", "0", "--data-dir", str(folder), "--token", TOKEN]
        self.process, self.address = start(["-m", "liveapp", *arguments])
        self._connection = http.client.HTTPConnection(self.address)

    def ask(self, path: str, method: str = "GET", **query: object) -> Any:
        """The JSON of a reply that must be 200."""
        self._connection.request(method, f"{path}?{urlencode(query)}", headers=HEADERS)
        reply = self._connection.getresponse()
        body = reply.read()
        assert reply.status == 200, body
        return json.loads(body)

    def hang_up(self) -> None:
        """Close the connection, before the receiver does so because it is idle."""
        self._connection.close()

    def reset_peak(self) -> None:
        """Have the kernel forget the highest memory so far."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def memory_mb(self, which: str) -> float:
        """Resident memory: `VmRSS` now, `VmHWM` at its highest since `reset_peak`."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(which):
                return int(line.split()[1]) / 1024
        raise LookupError(which)

    def stop(self) -> None:
        """End it and wait."""
        self.hang_up()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


@contextmanager
def receiver(folder: Path) -> Iterator[Receiver]:
    """A running receiver."""
    made = Receiver(folder)
    try:
        yield made
    finally:
        made.stop()


class Posting:
    """One kept-alive client that posts a bet every hundredth of a second and notes how long each took."""

    def __init__(self, address: str, numbers: Iterator[int]) -> None:
        self.latencies_s: list[float] = []
        self._address = address
        self._numbers = numbers
        self._is_stopping = threading.Event()
        self._thread = threading.Thread(target=self._post)

    def __enter__(self) -> "Posting":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._is_stopping.set()
        self._thread.join()

    def _post(self) -> None:
        connection = http.client.HTTPConnection(self._address)
        while not self._is_stopping.wait(INGEST_PAUSE_S):
            body = json.dumps(bet(next(self._numbers)))
            started_s = time.perf_counter()
            connection.request("POST", "/live/ingest", body, HEADERS)
            reply = connection.getresponse()
            reply.read()
            self.latencies_s.append(time.perf_counter() - started_s)
            assert reply.status == 200, reply.status
        connection.close()


def fill(folder: Path, observations: Iterator[Observation], batch_size: int = BATCH) -> None:
    """A database with these observations, written by the program's own writer."""
    folder.mkdir()
    store = open_store(folder / "liveapp.sqlite3")
    while batch := list(itertools.islice(observations, batch_size)):
        store.writer.record(batch)
    store.close()


def bets(seeds: SeedPair, count: int) -> Iterator[Bet]:
    """A stream's bets, nonce by nonce."""
    chance = random.Random(1)
    results = iter(chance.choices(RESULTS, CHANCES, k=count))
    for nonce in range(1, count + 1):
        yield Bet(
            seeds=seeds,
            antebot_bet_id=str(164580025868 + nonce),
            nonce=nonce,
            amount=0.0001,
            payout=0.0,
            difficulty="expert",
            round_result=next(results),
            round_target=1.63,
            date_time_us=1_700_000_000_000_000 + nonce,
        )


def pair(number: int) -> SeedPair:
    """One of many seed pairs."""
    return SeedPair(f"{number:064x}", f"client-{number}")


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    started_s = time.perf_counter()
    work()
    return time.perf_counter() - started_s


def medians(works: Sequence[Callable[[], object]], turns: int) -> list[float]:
    """Each work's median duration; they take turns."""
    for work in works:
        work()
    rounds = [[seconds(work) for work in works] for _ in range(turns)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def show(title: str, durations_s: Sequence[float], names: Sequence[str]) -> None:
    """One line: milliseconds, each with its ratio to the first."""
    parts = [
        f"{name} {duration_s * 1000:.1f} ms" + (f" (×{duration_s / durations_s[0]:.2f})" if index else "")
        for index, (name, duration_s) in enumerate(zip(names, durations_s, strict=True))
    ]
    print(f"{title:<34} {' · '.join(parts)}", flush=True)


def show_latencies(title: str, latencies_s: Sequence[float]) -> None:
    """One line: how long posts took."""
    ordered = sorted(one * 1000 for one in latencies_s)
    p50, p99 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    print(f"{title:<34} p50 {p50:.1f} · p99 {p99:.1f} · max {ordered[-1]:.1f} ms   ({len(ordered)} bets)")


def measure_listing(folder: Path, count: int, turns: int) -> None:
    """1,000 streams with all the bets beside 1,000 without any."""
    each = count // STREAMS
    fill(folder / "full", (one for number in range(STREAMS) for one in bets(pair(number), each)))
    # As many streams at a moment as in the other, because what is sorted by time takes its time too.
    heartbeats = (Heartbeat(pair(number), 1, 1.0) for number in range(STREAMS))
    fill(folder / "empty", heartbeats, max(1, BATCH // each))

    def list_all(of: Receiver) -> None:
        for offset in range(0, STREAMS, 100):
            assert of.ask("/live/streams", limit=100, offset=offset)["total"] == STREAMS

    with receiver(folder / "empty") as empty, receiver(folder / "full") as full:
        durations = medians([lambda: list_all(empty), lambda: list_all(full)], turns)
    show(f"listing {STREAMS:,} streams", durations, ["without bets", f"with {each * STREAMS:,}"])


def measure_pages(of: Receiver, path: str, count: int, turns: int) -> None:
    """Pages and tails at both ends and between."""
    depths = [0, count // 4, count // 2, count * 3 // 4, count - 100]
    names = ["start", "quarter", "middle", "three quarters", "end"]
    for title, query in (
        ("page of 100, nonce_asc", {}),
        ("page of 100, id_desc", {"order": "id_desc"}),
        ("page of 100, include_distance", {"include_distance": "true"}),
        ("page of 1,000, include_distance", {"include_distance": "true", "limit": 1000}),
        ("page of 1,000, include_gap", {"include_gap": "true", "limit": 1000}),
    ):
        works = [partial(of.ask, f"{path}/bets", offset=depth, **query) for depth in depths]
        show(title, medians(works, turns), names)
    for minimum in (2, 400):
        total = of.ask(f"{path}/bets", min_multiplier=minimum)["total"]
        for words, query in (("", {}), (", include_gap", {"include_gap": "true"})):
            works = [
                partial(of.ask, f"{path}/bets", min_multiplier=minimum, offset=depth, **query)
                for depth in (0, total // 2, total - 100)
            ]
            title = f"page of 100, {total:,} over {minimum}×{words}"
            show(title, medians(works, turns), ["start", "middle", "end"])
    for title, query in (("tail of 1,000", {}), ("tail, include_distance", {"include_distance": "true"})):
        works = [partial(of.ask, f"{path}/tail", since_id=depth, **query) for depth in depths]
        show(title, medians(works, turns), names)
    show("detail", medians([lambda: of.ask(path)], turns), [""])


def measure_export(of: Receiver, path: str, numbers: Iterator[int]) -> None:
    """The CSV, and what ingest notices."""
    with Posting(of.address, numbers) as posting:
        time.sleep(QUIET_S)
    show_latencies("ingest, nothing else", posting.latencies_s)
    of.reset_peak()
    before_mb = of.memory_mb("VmRSS")
    url = f"http://{of.address}{path}/export.csv"
    command = [sys.executable, "-c", DOWNLOAD, url, TOKEN]
    alone_s = seconds(lambda: subprocess.run(command, check=True, capture_output=True))
    with Posting(of.address, numbers) as posting:
        started_s = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        duration_s = time.perf_counter() - started_s
    show_latencies("ingest during the CSV", posting.latencies_s)
    peak_mb = of.memory_mb("VmHWM")
    print(
        f"{'CSV':<34} {int(done.stdout) / 2**20:.0f} MB in {alone_s:.1f} s"
        f" ({duration_s:.1f} s beside ingest), memory {before_mb:.0f} MB before, {peak_mb:.0f} MB at most",
        flush=True,
    )


def measure_metrics(of: Receiver, path: str, numbers: Iterator[int]) -> None:
    """Figures of the whole stream, and what ingest notices."""
    multipliers = "&".join(f"multipliers={result}" for result in RESULTS)
    path = f"{path}/metrics?{multipliers}&x="
    before_mb = of.memory_mb("VmRSS")
    first_s = seconds(lambda: of.ask(path))
    of.reset_peak()
    alone_s = seconds(lambda: of.ask(path))
    peak_mb = of.memory_mb("VmHWM")
    with Posting(of.address, numbers) as posting:
        durations_s = [seconds(lambda: of.ask(path)) for _ in range(3)]
    show_latencies("ingest during metrics", posting.latencies_s)
    print(
        f"{'metrics':<34} {first_s:.1f} s at first, {alone_s:.1f} s then,"
        f" {statistics.median(durations_s):.1f} s beside ingest,"
        f" memory {before_mb:.0f} MB before, {peak_mb:.0f} MB at most",
        flush=True,
    )


def measure_deletion(of: Receiver, path: str, numbers: Iterator[int]) -> None:
    """Deleting the stream, and what ingest notices."""
    with Posting(of.address, numbers) as posting:
        duration_s = seconds(lambda: of.ask(path, "DELETE"))
    show_latencies("ingest during the deletion", posting.latencies_s)
    print(f"{'deletion':<34} {duration_s:.1f} s", flush=True)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bets", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=15)
    options = parser.parse_args()
    numbers = itertools.count(1)
    os.environ["LIVEAPP_RATE_LIMIT"] = "0"
    with (
        tempfile.TemporaryDirectory(dir=os.environ.get("BENCHMARK_DIR")) as name,
        suppress(KeyboardInterrupt),
    ):
        folder = Path(name)
        measure_listing(folder, options.bets, options.turns)
        fill(folder / "one", bets(pair(0), options.bets))
        with receiver(folder / "one") as of:
            path = f"/live/streams/{of.ask('/live/streams')['streams'][0]['id']}"
            measure_pages(of, path, options.bets, options.turns)
            of.hang_up()
            measure_export(of, path, numbers)
            measure_metrics(of, path, numbers)
            measure_deletion(of, path, numbers)


if __name__ == "__main__":
    main()
