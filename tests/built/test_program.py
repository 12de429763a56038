"""The frozen program while it receives: without a window, and with one, as one that is double-clicked."""

import json
import subprocess
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from liveapp.jobs.process_pool import WORTH_WORKERS
from liveapp.ui.theme import colors, palette_for
from tests.bets import bet
from tests.built.conftest import Start
from tests.built.frozen import BuiltProgram, Running, environment
from tests.proving import SERVER_SEED, Player
from tests.waiting import wait_until

BATCH = 500
NUMPY = "_multiarray_umath"
"""The library of numpy's that is loaded with it."""

LINE_PIXELS = 100
"""As many at least has the line of a chart."""


def test_without_a_window_it_receives_and_loads_no_qt(start: Start) -> None:
    running = start("--headless")
    wait_until(lambda: running.said.endswith("\n"))
    assert json.loads(running.said) == {"event": "listening", "url": running.url, "pid": running.process.pid}
    assert running.post(bet())["accepted"]
    assert not running.has_loaded("libQt6Core")
    assert (running.stop(), running.complaints) == (0, [])


def test_with_a_window_it_receives_and_has_all_cores_verify(start: Start) -> None:
    running = start(QT_QPA_PLATFORM="offscreen")
    stream = record(running, WORTH_WORKERS)
    idle = running.children_worked_ticks()
    reveal(running)
    wait_until(lambda: verification(running, stream)["pending"] == 0)
    found = verification(running, stream)
    assert (found["verified"], found["mismatched"]) == (WORTH_WORKERS, 0)
    wait_until(lambda: running.children_worked_ticks() > idle, "no worker process has worked")
    assert (running.stop(), running.complaints) == (0, [])


def test_it_needs_no_standard_streams(start: Start, program: BuiltProgram) -> None:
    running = start(has_streams=False, QT_QPA_PLATFORM="offscreen")
    assert running.post(bet())["accepted"]
    assert running.stop() == 0
    assert json.loads(program.result("check"))["bets"] == 1


def test_its_window_shows_a_bet_that_arrives_and_draws_its_chart(
    start: Start, screen: str, tmp_path: Path
) -> None:
    running = start(DISPLAY=screen)
    wait_until(lambda: shown(screen, "liveapp") != "", "there is no window")
    assert running.has_loaded("libqxcb.so")
    record(running, BATCH)
    hash_shown = Player().seeds.server_seed_hashed[:10]
    wait_until(lambda: shown(screen, f"{hash_shown} – liveapp") != "", "the stream is not shown")
    line = colors(palette_for(is_dark=False)).chart.observed.rgb()
    assert pixels(screen, tmp_path, line) < LINE_PIXELS
    assert not running.has_loaded(NUMPY)

    xdotool(screen, "windowfocus", "--sync", shown(screen, hash_shown))
    xdotool(screen, "key", "ctrl+2")
    wait_until(lambda: running.has_loaded(NUMPY), "numpy is not loaded")
    wait_until(lambda: pixels(screen, tmp_path, line) >= LINE_PIXELS, "no chart is drawn")
    assert (running.stop(), running.complaints) == (0, [])


def record(running: Running, bets: int) -> str:
    """Post so many bets of one player, in batches; the stream they are in."""
    player = Player()
    for first in range(1, bets + 1, BATCH):
        answer = running.post([player.payload(nonce) for nonce in range(first, first + BATCH)])
        assert answer["accepted"] == BATCH
    (stream,) = running.ask("/live/streams")["streams"]
    return str(stream["id"])


def reveal(running: Running) -> None:
    """Tell the server seed of that player."""
    running.client.post("/live/seeds", json={"server_seed": SERVER_SEED}).raise_for_status()


def verification(running: Running, stream: str) -> Any:
    """What has come of computing its rounds again."""
    return running.ask(f"/live/streams/{stream}/verification")


def shown(screen: str, title: str) -> str:
    """The window whose title has this in it; nothing where there is none."""
    found = xdotool(screen, "search", "--onlyvisible", "--name", title, may_fail=True).split()
    return found[0] if found else ""


def xdotool(screen: str, *words: str, may_fail: bool = False) -> str:
    """What it prints, having done something at the screen."""
    run = subprocess.run(
        ["xdotool", *words],
        capture_output=True,
        text=True,
        env=environment(Path.home(), {"DISPLAY": screen}),
        check=not may_fail,
    )
    return run.stdout


def pixels(screen: str, folder: Path, color: int) -> int:
    """How many pixels of the screen have just this colour."""
    file = folder / "screen.png"
    subprocess.run(
        ["import", "-window", "root", file], env=environment(folder, {"DISPLAY": screen}), check=True
    )
    image = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    return bytes(image.constBits()).count(color.to_bytes(4, "little"))
