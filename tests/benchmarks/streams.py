"""What the list of streams costs: processor time of the window's thread with 300 streams. Prints a table.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.streams [--seconds S]

Two bots play at once, 100 bets a second together; beside each other stand the list in view and hidden.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from liveapp.app.windowed.bridge import Bridge
from liveapp.domain.bets import SeedPair
from liveapp.storage import open_store
from liveapp.storage.store import Store
from liveapp.ui.questions import Questions
from liveapp.ui.streams.panel import StreamsPanel
from liveapp.ui.theme import apply_theme
from tests.values import make_bet

STREAMS = 300
RATE = 100
SEEDS = [SeedPair(f"{number * 7919:064x}", f"client-{number}") for number in range(STREAMS)]


def turn(seconds: float) -> None:
    """Let the event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def play(store: Store, bots: int, seconds: float) -> None:
    """Bets arrive for so long, from this many bots in turn."""
    next_s = time.monotonic()
    for number in range(round(seconds * RATE)):
        store.writer.record([make_bet(time.time_ns() // 1000, SEEDS[number % bots])])
        next_s += 1 / RATE
        time.sleep(max(0.0, next_s - time.monotonic()))


def measure(name: str, store: Store, bots: int, seconds: float) -> None:
    """Print the share of one processor that the window's thread takes meanwhile."""
    turn(0.5)
    thread = threading.Thread(target=play, args=(store, bots, seconds))
    thread.start()
    started_s, used_s = time.monotonic(), time.thread_time()
    while thread.is_alive():
        turn(0.1)
    share = (time.thread_time() - used_s) / (time.monotonic() - started_s)
    print(f"{name:44}{share:>8.1%}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=8.0)
    seconds = parser.parse_args().seconds
    app = QApplication(sys.argv[:1])
    apply_theme(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "liveapp.sqlite3")
        store.writer.record([make_bet(1, seeds) for seeds in SEEDS])
        questions, bridge = Questions(), Bridge()
        unsubscribe = store.writer.subscribe(bridge.publish)
        panel = StreamsPanel(store.reader, questions)
        bridge.store_changed.connect(panel.apply)
        panel.resize(280, 640)
        panel.load()
        measure(f"hidden, 2 bots, {RATE} bets/s", store, 2, seconds)
        panel.show()
        measure(f"in view, 1 bot, {RATE} bets/s", store, 1, seconds)
        measure(f"in view, 2 bots in turn, {RATE} bets/s", store, 2, seconds)
        unsubscribe()
        questions.stop()
        store.close()


if __name__ == "__main__":
    main()
