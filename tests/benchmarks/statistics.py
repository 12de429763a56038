"""What figures and charts of a million rounds cost, and what others notice of them. Prints a table.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.statistics [--rounds 1000000] [--seconds 10]

Aims: figures within 1.5 s, under 100 MB more, bets stored at their usual latency meanwhile, the window's
event loop held for less than 50 ms, a further bet in microseconds beside its reading, and charts that follow
100 bets a second. Ratios tell more than times: they are of one run.
"""

import argparse
import os
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from liveapp.app.windowed.bridge import Bridge
from liveapp.domain.bets import Bet, SeedPair
from liveapp.domain.events import BetsStored, StoreEvent
from liveapp.domain.outcome_classes import chance_of_reaching
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.streams import Stream
from liveapp.storage import open_store
from liveapp.storage.store import Store
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.charts.tab import ChartsTab
from liveapp.ui.questions import Questions
from liveapp.ui.theme import apply_theme
from liveapp.ui.widgets.icons import Icons
from tests.benchmarks.meanwhile import meanwhile
from tests.benchmarks.reading import fill
from tests.benchmarks.window import Pulse, turn, wait_until
from tests.shell import RESOURCES

SEEDS = SeedPair("ab" * 32, "statistics")
WATCHED = (1.63, 34.68, 400.02, 1066.73, 11200.65)
TARGET = 34.68
TABLE = MULTIPLIERS["expert"]
RATE = 100
FURTHER_BETS = 300


def bets(rounds: int, first: int = 1) -> Iterator[Bet]:
    """Flat bets on fair expert rounds."""
    chances = [float(chance_of_reaching("expert", pumps)) for pumps in range(len(TABLE))] + [0.0]
    weights = [chance - above for chance, above in pairwise(chances)]
    for number, result in enumerate(random.Random(first).choices(TABLE, weights, k=rounds), start=first):
        payout = 0.0001 * TARGET if result >= TARGET else 0.0
        yield Bet(SEEDS, str(number), number, 0.0001, payout, "expert", result, TARGET, currency="btc")


def memory_mb() -> float:
    """Resident now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def tell(name: str, figure: str, held_s: float | None = None) -> None:
    held = "" if held_s is None else f"event loop held {held_s * 1000:.0f} ms"
    print(f"{name:44}{figure:>30}   {held}", flush=True)


class Bench:
    """An analysis on a store, followed as the window follows it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.questions = Questions()
        self.pulse = Pulse()
        self.bridge = Bridge()
        self.watcher = QObject()
        self.analysis: LiveAnalysis | None = None
        self._unsubscribe = store.writer.subscribe(self.bridge.publish)
        self.bridge.store_changed.connect(self._apply)

    @property
    def stream(self) -> Stream:
        return self.store.reader.streams()[0][0]

    def begin(self, stream: Stream) -> LiveAnalysis:
        """An analysis that knows nothing yet, and is looked at."""
        self.end()
        made = self.analysis = LiveAnalysis(self.store.reader, self.questions)
        made.set_multipliers(WATCHED)
        made.show_stream(stream)
        made.watch(self.watcher)
        return made

    def end(self) -> None:
        if self.analysis is not None:
            self.analysis.show_stream(None)
            self.analysis.deleteLater()
            self.analysis = None

    def close(self) -> None:
        self.end()
        self._unsubscribe()
        self.questions.stop()

    @contextmanager
    def posting(self, latencies_s: list[float]) -> Iterator[None]:
        """Bets arrive at `RATE` a second meanwhile."""
        following = bets(1_000_000, self.stream.rounds + 1)

        def post() -> None:
            begun_s = time.monotonic()
            self.store.writer.record([next(following)])
            latencies_s.append(time.monotonic() - begun_s)

        with meanwhile(post, RATE):
            yield

    def _apply(self, events: list[StoreEvent]) -> None:
        for event in events:
            if self.analysis is not None and isinstance(event, BetsStored):
                self.analysis.apply(event.stream, [event])


def row_by_row_s(path: Path) -> float:
    """What the same columns cost where Python takes rows: the least that any reading like that would."""
    begun_s = time.process_time()
    with closing(sqlite3.connect(path)) as connection:
        for columns, table in (
            ("nonce, round_result, difficulty, is_stand_in", "live_rounds"),
            ("id, nonce, amount, payout, round_target, received_at, difficulty, currency", "live_bets"),
        ):
            for _ in connection.execute(f"SELECT {columns} FROM {table} ORDER BY stream_id, nonce"):
                pass
    return time.process_time() - begun_s


def measure_figures(bench: Bench, path: Path) -> None:
    """From nothing to figures: the first time with numpy to be loaded."""
    by_rows_s, stream = row_by_row_s(path), bench.stream
    for name in ("figures, and loading numpy", "figures once more", "figures once more"):
        bench.end()
        turn(0.2)
        before_mb, cpu_s, begun_s = memory_mb(), time.process_time(), time.monotonic()
        bench.pulse.restart()
        analysis = bench.begin(stream)
        wait_until(lambda analysis=analysis: analysis.figures is not None)
        passed_s, worked_s = time.monotonic() - begun_s, time.process_time() - cpu_s
        turn(0.1)
        figure = f"{passed_s:.2f} s, +{memory_mb() - before_mb:.0f} MB"
        tell(f"{name} (x{worked_s / by_rows_s:.2f} of rows)", figure, bench.pulse.longest_s)


def measure_latency(bench: Bench, seconds: float) -> None:
    """What storing a bet notices of a reading that is repeated all the time."""
    quiet: list[float] = []
    busy: list[float] = []
    bench.end()
    with bench.posting(quiet):
        turn(seconds)
    end_s = time.monotonic() + seconds
    with bench.posting(busy):
        while time.monotonic() < end_s:
            analysis = bench.begin(bench.stream)
            wait_until(lambda analysis=analysis: analysis.figures is not None)
    for name, latencies_s in (
        ("storing a bet, nothing else", quiet),
        ("storing a bet beside readings", busy),
    ):
        ordered = sorted(latencies_s)
        p50_ms, p99_ms = (ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.99))
        tell(name, f"p50 {p50_ms:.1f} ms, p99 {p99_ms:.1f} ms")


def measure_further_bets(bench: Bench) -> None:
    """What one bet more costs: its arrays, then with its reading."""
    from liveapp.domain.column_texts import BEFORE_ALL
    from liveapp.domain.statistics.columns import ColumnArrays
    from liveapp.domain.statistics.stream_analysis import StreamAnalysis

    analysis, updates_s, readings_s = StreamAnalysis(WATCHED), [], []

    def update(after: int) -> None:
        columns, begun_s = ColumnArrays(), time.perf_counter()
        stream, _ = bench.store.reader.read_columns(bench.stream.id, columns, lambda: False, after)
        read_s = time.perf_counter()
        analysis.update(stream, columns, after)
        updates_s.append(time.perf_counter() - read_s)
        readings_s.append(read_s - begun_s)

    bench.end()
    update(BEFORE_ALL)
    for bet in bets(FURTHER_BETS, bench.stream.rounds + 1):
        bench.store.writer.record([bet])
        update(analysis.resume_points[0])
    update_us, reading_us = (statistics.median(times[1:]) * 1e6 for times in (updates_s, readings_s))
    tell("one bet more", f"{update_us:.0f} µs, its reading {reading_us:.0f} µs")


def measure_charts(bench: Bench, icons: Icons, seconds: float) -> None:
    """The charts while bets arrive."""
    analysis = bench.begin(bench.stream)
    tab = ChartsTab(analysis, bench.questions, icons)
    tab.resize(1366, 1400)
    tab.show()
    begun_s = time.monotonic()
    tab.show_stream(bench.stream)
    wait_until(lambda: tab.body is not None and analysis.figures is not None)
    turn(1.0)
    tell("charts, first shown", f"{time.monotonic() - begun_s - 1:.2f} s")
    drawn = _drawings(tab)
    bench.pulse.restart()
    with bench.posting([]):
        turn(seconds)
    tell(f"charts beside {RATE} bets/s", f"{len(drawn) / seconds:.1f} frames/s", bench.pulse.longest_s)
    tab.close()


def _drawings(tab: ChartsTab) -> list[float]:
    """When the profit was drawn, from now on."""
    drawn: list[float] = []
    chart = tab.body.profit
    draw: Callable[..., None] = chart.draw

    def count(picture: object) -> None:
        draw(picture)
        drawn.append(time.monotonic())

    chart.draw = count
    return drawn


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=10.0)
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    apply_theme(app, "light")
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCHMARK_DIR")) as name:
        path = Path(name) / "data" / "liveapp.sqlite3"
        fill(path.parent, bets(options.rounds))
        store = open_store(path)
        bench = Bench(store)
        measure_figures(bench, path)
        measure_latency(bench, options.seconds)
        measure_further_bets(bench)
        measure_charts(bench, Icons(RESOURCES), options.seconds)
        bench.close()
        store.close()


if __name__ == "__main__":
    main()
