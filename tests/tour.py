"""Draws the pictures of the README and of the tour, as they stand in `docs/images`.

    python -m tests.tour docs/images

needs no screen. What is played in them is computed by the game's own rules from seeds that are known here, so
that proofs come out right.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication, QWidget

from liveapp.domain.alerts.rules import MultiplierReached, NoBet, ProofDiffers
from liveapp.domain.bets import Bet, SeedPair
from liveapp.domain.proof import judge_all
from liveapp.domain.pump import MULTIPLIERS, hash_server_seed, multiplier
from liveapp.storage.store import open_store
from liveapp.ui.theme import apply_theme
from tests.gallery_tools import opened_dialog, wait, wait_until
from tests.shell import RECEIVING, RunningProgram, Shell, delete_what_waits

ADD_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows

SCREEN_PX = (1366, 768)
WINDOW_PX = (1180, 728)
ROUND_US = 900_000
HOUR_US = 3_600_000_000

LIVE_ROUNDS = 40
"""So many more of the last stream's rounds come while the window is open."""

STREAMS = (
    ("sunday", "easy", "btc", 0.0002, 700, 29),
    ("slow and steady", "medium", "usdt", 0.5, 1_500, 26),
    ("night-run", "expert", "btc", 0.0001, 900, 5),
    ("my-client", "hard", "btc", 0.0005, 4_000, 0),
)
"""Client seed, difficulty, currency, stake, rounds, and how many hours ago the last one was."""


def server_seed(client_seed: str) -> str:
    return f"{random.Random(client_seed).getrandbits(256):064x}"


def bets(name: str, difficulty: str, currency: str, stake: float, nonces: range, end_us: int) -> list[Bet]:
    """What a bot would report that aims at the same three targets over and over."""
    chance = random.Random(f"bets of {name}")
    targets = [MULTIPLIERS[difficulty][pumps] for pumps in (1, 2, 5)]
    seeds = SeedPair(hash_server_seed(server_seed(name)), name)
    played = []
    for nonce in nonces:
        result = multiplier(server_seed(name), name, nonce, difficulty)
        target, amount = chance.choice(targets), stake * chance.choice((1, 1, 1, 2))
        is_won = result >= target
        played.append(
            Bet(
                seeds,
                f"{name}-{nonce}",
                nonce,
                amount,
                amount * target if is_won else 0.0,
                difficulty,
                result,
                target,
                target if is_won else 0.0,
                currency,
                end_us - (nonces.stop - nonce) * ROUND_US,
            )
        )
    return played


def fill(database: Path) -> None:
    now_us = time.time_ns() // 1000
    for name, difficulty, currency, stake, rounds, hours in STREAMS:
        end_us = now_us - (hours * HOUR_US or LIVE_ROUNDS * ROUND_US)
        store = open_store(database, lambda end_us=end_us: end_us)
        store.writer.record(bets(name, difficulty, currency, stake, range(1, rounds + 1), end_us))
        store.close()
    prove(database, "night-run")


def prove(database: Path, client_seed: str) -> None:
    """Reveal a stream's server seed, and compare all its bets with it."""
    store = open_store(database)
    (stream,) = store.writer.reveal_seed(server_seed(client_seed)).streams
    found = judge_all(
        server_seed(client_seed), client_seed, store.reader.bets_to_prove(stream.key, 0, 10_000)
    )
    store.writer.set_verdicts(stream.key, found)
    store.close()


class Painter:
    """Saves what the window looks like, by the picture's name."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app = app
        self._folder = folder

    def take(self, name: str, widget: QWidget) -> None:
        wait(300)
        widget.grab().save(str(self._folder / f"{name}.png"))

    def in_theme(self, theme: str) -> None:
        apply_theme(self._app, theme)


def draw_first_start(painter: Painter, data_dir: Path) -> None:
    shell = Shell(RunningProgram(data_dir), store := open_store(data_dir / "liveapp.sqlite3"))
    prepare(shell)
    wait_until(lambda: shell.window.panel.is_loaded)
    painter.take("first-start", shell.window)
    shell.close()
    store.close()


def prepare(shell: Shell) -> None:
    shell.window.show()
    shell.window.resize(*WINDOW_PX)
    shell.window.show_receiver_state(RECEIVING)


def draw_bets(painter: Painter, shell: Shell) -> None:
    window = shell.window
    name, difficulty, currency, stake, rounds, _ = STREAMS[-1]
    live = bets(
        name,
        difficulty,
        currency,
        stake,
        range(rounds + 1, rounds + LIVE_ROUNDS + 1),
        time.time_ns() // 1000,
    )
    for first in range(0, LIVE_ROUNDS, 8):
        shell.store.writer.record(live[first : first + 8])
        wait(200)
    window.notices.status.refresh()
    painter.take("live-light", window)
    painter.in_theme("dark")
    painter.take("live-dark", window)
    painter.in_theme("light")


def draw_charts(painter: Painter, window: QWidget) -> None:
    window.actions_by_name["showChartsTabAction"].trigger()
    wait_until(lambda: window.charts.body is not None and window.charts.body.profit.picture is not None)
    wait(1_500)
    painter.take("charts-light", window)
    scroll = window.charts.body._scroll.verticalScrollBar()
    scroll.setValue(scroll.maximum() // 2)
    wait(800)
    painter.take("outcomes-light", window)
    window.actions_by_name["showWaitsTabAction"].trigger()
    wait_until(lambda: window.chart_ways.waits_place.chart is not None)
    wait(1_500)
    painter.take("waits-light", window)


def draw_overview(painter: Painter, shell: Shell) -> None:
    window = shell.window
    window.actions_by_name["showBetsTabAction"].trigger()
    page = window.glance.open()
    wait_until(lambda: page.many.waiting == 0)
    compared = [one for one in shell.streams() if one.totals[0].currency == "btc"][:2]
    for row in page.model.rows_of([one.key for one in compared]):
        page.view.selectionModel().select(page.model.index(row, 0), ADD_ROW)
    wait(300)
    painter.take("overview-light", window)
    window.glance.leave()
    dialog = window.comparing.open(compared)
    wait_until(lambda: dialog.body is not None and dialog.body.chart.picture is not None)
    wait(1_000)
    painter.take("compare-light", dialog)
    dialog.close()
    delete_what_waits()


def draw_alerts(painter: Painter, shell: Shell) -> None:
    alerts = shell.alerts
    on = (NoBet, MultiplierReached, ProofDiffers)
    rules = [replace(rule, is_on=isinstance(rule.condition, on)) for rule in alerts.rules]
    alerts.set_rules(tuple(rules))
    shell.window.actions_by_name["alertsAction"].trigger()
    wait_until(lambda: opened_dialog(shell.window) is not None)
    painter.take("alerts-light", opened_dialog(shell.window))
    opened_dialog(shell.window).close()
    delete_what_waits()


def draw_proof(painter: Painter, shell: Shell) -> None:
    window = shell.window
    stream = next(one for one in shell.streams() if one.seeds.client_seed == "night-run")
    window.open_stream(stream.key)
    wait_until(lambda: window.page.stream.key == stream.key)
    window.actions_by_name["showProofTabAction"].trigger()
    wait(1_500)
    painter.take("proof-light", window)


def draw_all(folder: Path) -> None:
    app = QApplication([])
    painter = Painter(app, folder)
    painter.in_theme("light")
    with tempfile.TemporaryDirectory() as scratch:
        draw_first_start(painter, Path(scratch) / "first")
        program = RunningProgram(Path(scratch) / "tour")
        fill(program.settings.database_path)
        shell = Shell(program, store := open_store(program.settings.database_path))
        prepare(shell)
        wait_until(
            lambda: shell.window.page.stream is not None and shell.window.bets.model.rowCount() > 1_000
        )
        draw_bets(painter, shell)
        draw_charts(painter, shell.window)
        draw_overview(painter, shell)
        draw_alerts(painter, shell)
        draw_proof(painter, shell)
        shell.close()
        store.close()


def on_a_screen(draw: Callable[[Path], None], folder: Path) -> None:
    """Draw here where Qt has the tour's screen, else in a process that has it."""
    if "TOUR_SCREEN" in os.environ:
        draw(folder)
        return
    width, height = SCREEN_PX
    screen = {"name": "tour", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"screens": [screen]}, file)
        file.flush()
        platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={file.name}", "TOUR_SCREEN": "1"}
        command = [sys.executable, "-m", "tests.tour", str(folder)]
        subprocess.run(command, env={**os.environ, **platform}, check=True)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    on_a_screen(draw_all, target)
