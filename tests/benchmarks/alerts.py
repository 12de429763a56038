"""What rules that are switched on cost the receiver, on a stream of a million bets that a bot plays.

    python -m tests.benchmarks.alerts [--bets 1000000] [--turns 8] [--seconds 1.5]

Turns with all rules off and with a rule of each kind on alternate, so that a noisy machine is noisy for both.
The bot, which only loses, is a process of its own. Printed are the ratios of how long posts take and of the
processor time, and what reading the stream's figures takes for the first time and later.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from liveapp.app.core.alerting import Alerting
from liveapp.app.core.service import Service
from liveapp.app.core.state_file import ALERTS_FILE, MOST_ALERTS_BYTES, StateFile
from liveapp.domain.alerts.book import AlertBook
from liveapp.domain.alerts.following import Following
from liveapp.domain.alerts.rules import Alert
from liveapp.domain.bets import SeedPair
from liveapp.settings import Settings
from tests.benchmarks.posting import TOKEN
from tests.benchmarks.reading import bets, fill

SEEDS = SeedPair("ab" * 32, "played")

BOT = """
import itertools, json, sys, time
from tests.benchmarks.posting import connected, post, request
address, first, seconds, pause_s = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
times_s, connection, deadline_s = [], connected(address), time.monotonic() + seconds
for nonce in itertools.count(first):
    if time.monotonic() >= deadline_s:
        break
    bet = {"id": f"b{nonce}", "nonce": nonce, "amount": 0.0001, "payout": 0, "difficulty": "expert",
           "roundResult": 1.0, "roundTarget": 1.63, "clientSeed": "played", "serverSeedHashed": "ab" * 32}
    times_s.append(post(connection, request(address, bet)))
    time.sleep(pause_s)
print(json.dumps(times_s))
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """How long each post took, and how much processor time this process took a second."""

    times_s: list[float]
    processor: float

    @property
    def median_us(self) -> float:
        return statistics.median(self.times_s) * 1e6

    @property
    def p99_us(self) -> float:
        return sorted(self.times_s)[int(len(self.times_s) * 0.99)] * 1e6


class Bench:
    """The receiver, the alerts beside it, and a bot."""

    def __init__(self, folder: Path, first_nonce: int) -> None:
        self._nonce = first_nonce
        self.service = Service(Settings(data_dir=folder, port=0, ingest_token=TOKEN, rate_limit=0))
        self.book = AlertBook(StateFile(folder / ALERTS_FILE, MOST_ALERTS_BYTES))
        self.told: list[Alert] = []
        self._alerting = Alerting(self.book, self.service.reader, self.service.right_of_way, self.told.extend)
        self._end = self.service.writer.subscribe(self._alerting.hear_of_store)
        self._alerting.start()
        self.service.start()

    def switch(self, is_on: bool) -> None:
        """Have a rule of each kind on, or none."""
        self.book.set_rules(tuple(replace(rule, is_on=is_on) for rule in self.book.rules))

    def play(self, seconds: float, pause_s: float) -> Turn:
        """Let the bot play on."""
        address = (self.service.receiver_url or "").removeprefix("http://")
        command = [sys.executable, "-c", BOT, address, str(self._nonce), str(seconds), str(pause_s)]
        before_s, begun_s = time.process_time(), time.monotonic()
        times_s = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        self._nonce += len(times_s)
        return Turn(times_s, (time.process_time() - before_s) / (time.monotonic() - begun_s))

    def play_until_told(self) -> None:
        """Until the stream was read for the first time, by which its losing streak is known."""
        self.told.clear()
        while not any("lost in a row" in alert.title for alert in self.told):
            self.play(0.3, 0.05)

    def close(self) -> None:
        self._end()
        self._alerting.stop()
        self.service.shutdown()


def ratio(on: Sequence[float], off: Sequence[float]) -> str:
    pairs = [one / other for one, other in zip(on, off, strict=True)]
    return f"×{statistics.median(pairs):.2f} ({min(pairs):.2f} to {max(pairs):.2f})"


def compare(bench: Bench, turns: int, seconds: float, pause_s: float) -> None:
    on, off = [], []
    for _ in range(turns):
        bench.switch(is_on=False)
        off.append(bench.play(seconds, pause_s))
        bench.switch(is_on=True)
        bench.play_until_told()
        on.append(bench.play(seconds, pause_s))
    name = f"a post every {1000 * pause_s:.0f} ms" if pause_s else "posts without a pause"
    print(f"{name}, {statistics.mean(len(turn.times_s) for turn in off) / seconds:,.0f} a second:")
    print(f"  median post {ratio([one.median_us for one in on], [one.median_us for one in off])}")
    print(f"  99th percentile {ratio([one.p99_us for one in on], [one.p99_us for one in off])}")
    print(f"  processor time {ratio([one.processor for one in on], [one.processor for one in off])}")


def read_figures(bench: Bench) -> None:
    stream_id = bench.service.reader.streams()[0][0].id
    following = Following(bench.service.reader, lambda: False)
    taken_s = []
    for _ in range(6):
        begun_s = time.perf_counter()
        following.figures(stream_id, (100.0,))
        taken_s.append(time.perf_counter() - begun_s)
        bench.play(0.3, 0.01)
    print(f"figures first read in {taken_s[0]:.2f} s, then in {1000 * statistics.median(taken_s[1:]):.1f} ms")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bets", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=1.5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCHMARK_DIR")) as name:
        folder = Path(name) / "data"
        fill(folder, bets(SEEDS, options.bets))
        bench = Bench(folder, options.bets + 1)
        try:
            read_figures(bench)
            compare(bench, options.turns, options.seconds, pause_s=0.01)
            compare(bench, options.turns, options.seconds, pause_s=0.0)
        finally:
            bench.close()


if __name__ == "__main__":
    main()
