"""What an open window costs the receiver, beside a run of the same program without one. Prints a table.

    python -m tests.benchmarks.beside_window [--short]

Two programs run at once, each with a data folder of its own: one with its window (offscreen, or where
`QT_QPA_PLATFORM` says), one with `--headless`. Measured are, in turns so short that a noisy machine is noisy
for both: the seconds that batches take; the milliseconds of single posts, also while a stream of many bets is
opened, sorted and filtered; and the processor's time (Linux). The aims stand beside what was measured.
"""

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from liveapp.domain.pump import MULTIPLIERS
from tests.benchmarks.driven_window import BATCHES, FOLLOWED
from tests.benchmarks.posting import TOKEN, connected, post, post_all, request

BATCH = 500
SLICE_BETS = 20_000
LATENCY_RATE = 100
TURN_S = 2.5


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured."""

    bets: int
    turns: int
    cpu_s: float


LONG = Extent(bets=200_000, turns=8, cpu_s=15.0)
SHORT = Extent(bets=40_000, turns=2, cpu_s=4.0)


@dataclass(slots=True)
class Player:
    """Makes bets as a bot posts them; every one is another one."""

    client_seed: str
    nonces: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    chance: random.Random = field(default_factory=lambda: random.Random(1))

    def bet(self) -> dict[str, object]:
        nonce = next(self.nonces)
        result = self.chance.choice(MULTIPLIERS["expert"][:10])
        return {
            "id": f"{self.client_seed}-{nonce}",
            "dateTime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "nonce": nonce,
            "amount": 0.0001,
            "payout": 0.000163 if result > 1.63 else 0.0,
            "difficulty": "expert",
            "roundTarget": 1.63,
            "roundResult": result,
            "currency": "btc",
            "clientSeed": self.client_seed,
            "serverSeedHashed": "31e090138db3f164846e06c71d6c0e81ad0f47f304c7f02834d30c63118b052c",
        }


class Program:
    """One of the two programs, in a process of its own."""

    def __init__(self, arguments: list[str], folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, *arguments, "--port", "0", "--data-dir", str(folder), "--token", TOKEN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={"QT_QPA_PLATFORM": "offscreen", **os.environ, "LIVEAPP_RATE_LIMIT": "0"},
        )
        self.address = urlsplit(json.loads(self._read_line())["url"]).netloc
        self.players = {seed: Player(seed) for seed in (BATCHES, FOLLOWED)}
        self.connection = connected(self.address)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        self._process.terminate()
        self._process.communicate()

    def tell(self, command: str) -> None:
        """Have the window do something; returns once it has."""
        assert self._process.stdin is not None
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        self._read_line()

    def cpu_s(self) -> float:
        """Processor time that the process has taken so far, in all its threads."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def post_bet(self) -> float:
        """Post a bet on the stream that is followed; the seconds until it is acknowledged."""
        try:
            return post(self.connection, request(self.address, self.players[FOLLOWED].bet()))
        except (OSError, AssertionError):  # it was idle for too long
            self.connection = connected(self.address)
            return post(self.connection, request(self.address, self.players[FOLLOWED].bet()))

    def post_batches(self, bets: int) -> float:
        """Post so many bets in batches; the seconds that it took."""
        player = self.players[BATCHES]
        batches = [request(self.address, [player.bet() for _ in range(BATCH)]) for _ in range(bets // BATCH)]
        return post_all(self.address, batches)

    def _read_line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the program ended"
        return line


@dataclass(frozen=True, slots=True)
class Pair:
    """The program with its window, and the one without."""

    window: Program
    headless: Program

    @property
    def both(self) -> tuple[Program, Program]:
        return self.window, self.headless


@contextmanager
def running() -> Iterator[Pair]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=os.environ.get("BENCHMARK_DIR"))))
        window = Program(["-m", "tests.benchmarks.driven_window"], folder / "window")
        stack.enter_context(window)
        headless = Program(["-m", "liveapp", "--headless"], folder / "headless")
        stack.enter_context(headless)
        yield Pair(window, headless)


def tell(title: str, window: str, headless: str, compared: str, aim: str) -> None:
    print(f"{title:<46}{window:>14}{headless:>14}{compared:>12}   {aim}", flush=True)


def measure_batches(pair: Pair, bets: int) -> None:
    for program in pair.both:
        program.post_batches(BATCH)
    pair.window.tell(f"show {BATCHES}")
    taken_s = dict.fromkeys(pair.both, 0.0)
    for turn in range(bets // SLICE_BETS):
        for program in pair.both if turn % 2 else reversed(pair.both):
            taken_s[program] += program.post_batches(SLICE_BETS)
            time.sleep(0.3)
    window_s, headless_s = (taken_s[program] for program in pair.both)
    title = f"{bets:,} bets in batches of {BATCH}, stream shown"
    tell(title, f"{window_s:.2f} s", f"{headless_s:.2f} s", f"{window_s / headless_s:.2f}×", "≤ 1.25×")


def measure_latency(pair: Pair, turns: int, title: str, begin: str, end: str) -> None:
    """Single posts, to the two in turns; the window does what `begin` says during its own."""
    taken_ms: dict[Program, list[float]] = {program: [] for program in pair.both}
    for turn in range(2 * turns):
        program = pair.both[turn % 2]
        if program is pair.window:
            pair.window.tell(begin)
        next_s = time.perf_counter()
        for _ in range(round(TURN_S * LATENCY_RATE)):
            taken_ms[program].append(program.post_bet() * 1000)
            next_s += 1 / LATENCY_RATE
            time.sleep(max(0.0, next_s - time.perf_counter()))
        if program is pair.window:
            pair.window.tell(end)
    window_ms, headless_ms = (sorted(taken_ms[program]) for program in pair.both)
    print(f"{title}, {LATENCY_RATE} posts/s")
    for name, share, aim in (("p50", 0.5, ""), ("p99", 0.99, "≤ +2 ms"), ("max", 1.0, "window's ≤ 50 ms")):
        ours, beside = (ms[min(len(ms) - 1, int(len(ms) * share))] for ms in (window_ms, headless_ms))
        tell(f"    {name}", f"{ours:.2f} ms", f"{beside:.2f} ms", f"{ours - beside:+.2f} ms", aim)


def measure_processor(pair: Pair, rate: int, seconds: float, title: str, aim: str) -> None:
    """Both at once, since time that a process takes is its own."""
    time.sleep(0.5)
    before_s = [program.cpu_s() for program in pair.both]
    started_s = next_s = time.perf_counter()
    for _ in range(round(seconds * rate)):
        for program in pair.both:
            program.post_bet()
        next_s += 1 / rate
        time.sleep(max(0.0, next_s - time.perf_counter()))
    elapsed_s = time.perf_counter() - started_s
    shares = [
        100 * (program.cpu_s() - before) / elapsed_s
        for program, before in zip(pair.both, before_s, strict=True)
    ]
    window, headless = shares
    tell(title, f"{window:.1f} %", f"{headless:.1f} %", f"{window - headless:+.1f} %", aim)


def measure(extent: Extent) -> None:
    with running() as pair:
        tell("", "window", "headless", "compared", "aim")
        measure_batches(pair, extent.bets)
        for program in pair.both:
            program.post_bet()
        show = f"show {FOLLOWED}"
        pair.window.tell(show)
        measure_latency(pair, extent.turns, "window open and following", "nothing", "nothing")
        busy = f"stream of {extent.bets:,} opened, sorted, filtered"
        measure_latency(pair, extent.turns, busy, "use", "rest")
        pair.window.tell(show)
        if Path("/proc/self/stat").exists():
            for rate, aim in ((10, "≤ +5 %"), (100, "≤ +15 %"), (300, "≤ +25 %")):
                measure_processor(pair, rate, extent.cpu_s, f"processor, {rate} bets/s, followed", aim)
            for act, state in (("hide", "hidden"), ("minimise", "minimised")):
                pair.window.tell(act)
                measure_processor(pair, 100, extent.cpu_s, f"processor, 100 bets/s, {state}", "~0 %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--short", action="store_true", help="a fifth of the bets, and few seconds of each")
    options = parser.parse_args()
    measure(SHORT if options.short else LONG)


if __name__ == "__main__":
    main()
