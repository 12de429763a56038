"""How long the window's event loop is held, and when rows appear, with a million bets. Prints a table.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.window [--bets N] [--seconds S]

Aims: no call on the window's thread over 50 ms, first rows within 150 ms, memory under 350 MB.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from liveapp.app.windowed.bridge import Bridge
from liveapp.domain import pump
from liveapp.domain.bets import DIFFICULTIES, Bet, SeedPair
from liveapp.domain.verdicts import DIFFERING, Verdict
from liveapp.storage import open_store
from liveapp.storage.store import Store
from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.tab import BetsTab
from liveapp.ui.questions import Questions
from liveapp.ui.stream_page.page import StreamPage
from liveapp.ui.streams.panel import StreamsPanel
from liveapp.ui.theme import apply_theme
from liveapp.ui.widgets.icons import Icons
from tests.benchmarks.meanwhile import meanwhile
from tests.shell import RESOURCES

SEEDS = SeedPair("b16" + "c" * 61, "million")
BATCH = 5000
RATE = 300
VERDICTS = 500
VERDICT_EVENTS = 20
LIMIT_S = 60.0
MOST_VERDICTS_S = 8.0
PULSE_S = 0.001


class Pulse(QObject):
    """Beats every millisecond in the event loop: the longest pause is how long something held it."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_s = 0.0
        self._last_s = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def restart(self) -> None:
        self.longest_s = 0.0
        self._last_s = time.monotonic()

    def _beat(self) -> None:
        now_s = time.monotonic()
        self.longest_s = max(self.longest_s, now_s - self._last_s - PULSE_S)
        self._last_s = now_s


class Bench:
    """The page on a store, and what was measured."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.questions = Questions()
        self.bridge = Bridge()
        self._unsubscribe = store.writer.subscribe(self.bridge.publish)
        self.tab = BetsTab(store.reader, self.questions)
        self.page = StreamPage([self.tab], store.reader, self.questions, Icons(RESOURCES))
        self.panel = StreamsPanel(store.reader, self.questions)
        for part in (self.panel, self.page):
            self.bridge.store_changed.connect(part.apply)
        self.page.resize(1200, 720)
        self.panel.resize(280, 720)
        self.page.show()
        self.panel.show()
        self.pulse = Pulse()
        self.resets = 0
        self.tab.model.modelReset.connect(self._count_reset)
        print(f"{'':38}{'first rows':>12}{'all rows':>12}{'held':>10}{'memory':>10}")

    def close(self) -> None:
        self._unsubscribe()
        self.questions.stop()

    def measure(self, name: str, act: Callable[[], object], is_loading: bool = True) -> None:
        """Do something with the table and print when its rows were there."""
        turn(0.3)
        self.resets = 0
        self.pulse.restart()
        started_s = time.monotonic()
        act()
        first_s = all_s = None
        if is_loading:
            wait_until(lambda: self.resets > 0 and self.tab.model.rowCount() > 0)
            first_s = time.monotonic() - started_s
            wait_until(lambda: self.tab.model.is_complete)
            all_s = time.monotonic() - started_s
        turn(0.3)
        self.tell(name, first_s, all_s)

    def tell(self, name: str, first_s: float | None = None, all_s: float | None = None) -> None:
        memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        texts = ["" if time_s is None else f"{time_s * 1000:.0f} ms" for time_s in (first_s, all_s)]
        held = f"{self.pulse.longest_s * 1000:.0f} ms"
        print(f"{name:38}{texts[0]:>12}{texts[1]:>12}{held:>10}{memory_mb:>7} MB", flush=True)

    @contextmanager
    def posting(self, first_nonce: int) -> Iterator[None]:
        """Bets arrive at `RATE` a second meanwhile."""
        nonces = count(first_nonce)
        with meanwhile(lambda: self.store.writer.record([made_up_bet(next(nonces))]), RATE):
            yield

    @contextmanager
    def verifying(self, key: int, first_id: int) -> Iterator[None]:
        """Bets get verdicts meanwhile, in `VERDICT_EVENTS` transactions a second."""
        ids = count(first_id)

        def judge() -> None:
            some = list(islice(ids, VERDICTS))
            verdicts = [(one, Verdict.VERIFIED if one % 100 else Verdict.RESULT_DIFFERS) for one in some]
            self.store.writer.set_verdicts(key, verdicts)

        with meanwhile(judge, VERDICT_EVENTS):
            yield

    def _count_reset(self) -> None:
        self.resets += self.tab.model.rowCount() > 0


def made_up_bet(nonce: int) -> Bet:
    chance = random.Random(nonce)
    difficulty = chance.choice(DIFFICULTIES)
    result = chance.choice(pump.MULTIPLIERS[difficulty][:14])
    amount = chance.random()
    payout = amount * result if chance.random() < 0.3 else 0.0
    time_us = 1_795_000_000_000_000 + nonce * 300_000
    return Bet(SEEDS, f"bet-{nonce}", nonce, amount, payout, difficulty, result, 2.0, None, "btc", time_us)


def fill(store: Store, bets: int) -> None:
    for first in range(1, bets + 1, BATCH):
        store.writer.record([made_up_bet(nonce) for nonce in range(first, min(first + BATCH, bets + 1))])


def turn(seconds: float) -> None:
    """Let the event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def wait_until(is_reached: Callable[[], bool]) -> None:
    end_s = time.monotonic() + LIMIT_S
    while not is_reached():
        if time.monotonic() > end_s:
            sys.exit("took longer than anybody waits")
        turn(0.001)


def run(store: Store, bets: int, seconds: float) -> None:
    bench = Bench(store)
    page, tab, view, filters = bench.page, bench.tab, bench.tab.view, bench.tab.filter_bar
    bench.panel.load()
    turn(0.5)
    down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
    stream = store.reader.streams()[0][0]
    bench.measure(f"open {bets:,} bets", lambda: page.show_stream(stream))
    for column in (Column.MULTIPLIER, Column.PROFIT, Column.TIME, Column.DIFFICULTY):
        bench.measure(f"sort by {column.name.lower()}", lambda c=column: view.sortByColumn(c, down))
    bench.measure("turn round", lambda: view.sortByColumn(Column.DIFFICULTY, up), is_loading=False)
    bench.measure("sort by nonce", lambda: view.sortByColumn(Column.NONCE, up))
    bench.measure("filter from 100×", lambda: filters.min_multiplier.setValue(100))
    bench.measure("filter expert too", lambda: filters.difficulty.setCurrentText("expert"))
    bench.measure("clear the filters", filters.clear_filter)
    bench.measure("go to a nonce", lambda: tab.go_to_nonce(bets // 2), is_loading=False)
    bench.measure("choose all rows", view.selectAll, is_loading=False)
    view.clearSelection()
    next_nonce = bets + 1
    for name, prepare in (
        ("following", lambda: view.set_following(True)),
        ("scrolled elsewhere", lambda: view.verticalScrollBar().setValue(5000)),
        ("sorted by multiplier", lambda: view.sortByColumn(Column.MULTIPLIER, down)),
    ):
        prepare()
        wait_until(lambda: tab.model.is_complete)
        turn(0.5)
        bench.pulse.restart()
        with bench.posting(next_nonce):
            turn(seconds)
        turn(0.3)
        bench.tell(f"{RATE} bets/s for {seconds:g} s, {name}")
        next_nonce = tab.model.rowCount() + 1
    prove(bench, bets, stream.key, min(seconds, MOST_VERDICTS_S))
    bench.close()


def prove(bench: Bench, bets: int, key: int, seconds: float) -> None:
    """Verdicts come while their rows are looked at, and while a filter lets just them through."""
    tab, down = bench.tab, Qt.SortOrder.DescendingOrder
    parts = (
        ("rows of them in view", lambda: tab.go_to_nonce(bets // 100)),
        ("filtered by differs", lambda: tab.show_verdicts(DIFFERING)),
        ("filtered by verified", lambda: tab.show_verdicts((Verdict.VERIFIED,))),
        ("these by multiplier", lambda: tab.view.sortByColumn(Column.MULTIPLIER, down)),
    )
    tab.view.sortByColumn(Column.NONCE, Qt.SortOrder.AscendingOrder)
    for number, (name, prepare) in enumerate(parts):
        prepare()
        wait_until(lambda: tab.model.is_complete)
        turn(0.5)
        bench.pulse.restart()
        with bench.verifying(key, 1 + number * bets // len(parts)):
            turn(seconds)
        turn(1.5)
        bench.tell(f"{VERDICT_EVENTS * VERDICTS:,} verdicts/s, {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bets", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    arguments = parser.parse_args()
    app = QApplication(sys.argv[:1])
    apply_theme(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "liveapp.sqlite3")
        fill(store, arguments.bets)
        run(store, arguments.bets, arguments.seconds)
        store.close()


if __name__ == "__main__":
    main()
