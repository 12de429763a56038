"""What all streams at a glance cost: 1,000 streams, one of them with a million bets. Prints a table.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.overview [--bets N] [--streams N] [--seconds S]

Aims: the rows stand there at once, the window's event loop is never held for 50 ms, also while a bot plays,
and a page that is not seen costs nothing.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from liveapp.app.windowed.bridge import Bridge
from liveapp.domain.bets import Bet, SeedPair
from liveapp.storage import open_store
from liveapp.storage.store import Store
from liveapp.ui.overview.page import OverviewPage
from liveapp.ui.questions import Questions
from liveapp.ui.streams.panel import StreamsPanel
from liveapp.ui.theme import apply_theme
from tests.benchmarks.meanwhile import meanwhile
from tests.benchmarks.reading import fill
from tests.benchmarks.statistics import bets, memory_mb, tell
from tests.benchmarks.window import Pulse, turn, wait_until

RATE = 100
BETS_OF_A_SMALL_ONE = 50


def small_streams(streams: int) -> Iterator[Bet]:
    """A few bets for each of many streams."""
    some = list(bets(BETS_OF_A_SMALL_ONE))
    for number in range(streams):
        seeds = SeedPair(f"{number * 7919:064x}", f"client-{number}")
        yield from (replace(bet, seeds=seeds) for bet in some)


class Bench:
    """List and overview beside each other on a store, as the window has them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.questions, self.bridge, self.pulse = Questions(), Bridge(), Pulse()
        self._unsubscribe = store.writer.subscribe(self.bridge.publish)
        self.panel = StreamsPanel(store.reader, self.questions)
        self.bridge.store_changed.connect(self.panel.apply)
        self.panel.load()
        wait_until(lambda: self.panel.is_loaded)
        self.page = OverviewPage(lambda: list(self.panel.model.streams), store.reader, self.questions)
        self.bridge.store_changed.connect(self.page.apply)
        self.window, self.pages = QWidget(), QStackedWidget()
        layout = QHBoxLayout(self.window)
        for part in (self.panel, self.pages):
            layout.addWidget(part)
        self.pages.addWidget(QWidget())
        self.pages.addWidget(self.page)
        self.window.resize(1366, 700)
        self.window.show()
        turn(0.5)

    def open(self) -> None:
        """Show the overview in the place of the other page."""
        self.pages.setCurrentWidget(self.page)

    def measure(self, name: str, act: Callable[[], object], is_over: Callable[[], bool]) -> None:
        """Print how long something takes, and for how long it holds the event loop."""
        self.pulse.restart()
        begun_s = time.perf_counter()
        act()
        wait_until(is_over)
        took_s = time.perf_counter() - begun_s
        turn(0.05)
        tell(name, f"{took_s * 1000:,.0f} ms", self.pulse.longest_s)

    def play(self, name: str, first_nonce: int, seconds: float) -> None:
        """Print what a bot that plays costs the window's thread."""
        nonces = count(first_nonce)
        turn(0.5)
        self.pulse.restart()
        used_s, begun_s = time.thread_time(), time.monotonic()
        with meanwhile(lambda: self.store.writer.record(list(bets(1, next(nonces)))), RATE):
            turn(seconds)
        share = (time.thread_time() - used_s) / (time.monotonic() - begun_s)
        tell(name, f"{share:.1%} of a processor", self.pulse.longest_s)

    def close(self) -> None:
        self.window.close()
        self._unsubscribe()
        self.questions.stop()
        self.bridge.stop()


def run(bench: Bench, seconds: float, many: int) -> None:
    page, before_mb = bench.page, memory_mb()
    begun_s = time.perf_counter()
    bench.store.reader.stream_spans()
    tell("first and last bets, bookmarks", f"{(time.perf_counter() - begun_s) * 1000:,.1f} ms")
    bench.play(f"hidden, {RATE} bets/s", many + 1, seconds)
    bench.measure("opened: rows stand there", bench.open, lambda: page.model.rowCount() == page.model.total)
    rows = page.model.rows
    bench.measure("times and bookmarks are there", lambda: None, lambda: rows()[0].span is not None)
    bench.measure("all bets of all streams are computed", lambda: None, lambda: page.many.waiting == 0)
    bench.play(f"in view, {RATE} bets/s", many + 1_000_000, seconds)
    bench.measure("filtered", lambda: page.head.filter.setText("client-9"), lambda: True)
    page.head.filter.clear()
    others = page.head.multiplier_chosen
    bench.measure("another multiplier", lambda: others.emit(34.68), lambda: page.many.waiting == 0)
    bench.pages.setCurrentIndex(0)
    bench.measure("opened again", bench.open, lambda: page.model.rowCount() == page.model.total)
    bench.measure("all selected", page.view.selectAll, lambda: "selected" in page.totals.text())
    tell("memory", f"{memory_mb() - before_mb:,.0f} MB more")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bets", type=int, default=1_000_000)
    parser.add_argument("--streams", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=5.0)
    arguments = parser.parse_args()
    app = QApplication(sys.argv[:1])
    apply_theme(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        fill(data, chain(bets(arguments.bets), small_streams(arguments.streams)))
        store = open_store(data / "liveapp.sqlite3")
        bench = Bench(store)
        run(bench, arguments.seconds, arguments.bets)
        bench.close()
        store.close()


if __name__ == "__main__":
    main()
