"""The program with its window, as a process: starting twice, being told to stop, and being killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from liveapp.app.core.state_file import ALERTS_FILE, WINDOW_STATE_FILE, StateFile
from liveapp.domain.alerts.book import AlertBook
from liveapp.storage import open_store
from tests import shell
from tests.bets import TOKEN, bet
from tests.http_client import free_port
from tests.program import START_LIMIT_S, clean_environment

StartWindow = Callable[..., "subprocess.Popen[str]"]

DRIVEN = """
import json, sys
from PySide6.QtCore import Qt, QTimer
from liveapp.app.windowed.wiring import Application

UNUSED = {
    "numpy", "pyqtgraph", "unittest", "asyncio", "liveapp.schemas.openapi", "liveapp.storage.salvage.filling",
    "liveapp.app.windowed.ways_out", "liveapp.ui.faults.damage_dialog", "liveapp.ui.help.about_dialog",
    "liveapp.jobs.importing.importer", "liveapp.jobs.importing.previews", "liveapp.jobs.proof_report",
}
changes, *arguments = sys.argv[1:]
application = Application.from_arguments(arguments)
window, bets = application.window, application.window.bets
header = bets.view.horizontalHeader()


def change():
    key = next(s.key for s in application._service.reader.streams()[0] if s.key != window.page.stream.key)
    window.open_stream(key)
    window.resize(700, 500)
    window._body._splitter.moveSplitter(230, 1)
    window.panel.auto_follow_action.toggle()
    header.moveSection(2, 0)
    bets.view.setColumnWidth(1, 222)
    bets.view.setColumnHidden(4, True)
    header.setSortIndicator(3, Qt.SortOrder.DescendingOrder)
    bets.filter_bar.difficulty.setCurrentText("hard")


def tell():
    print(json.dumps({
        "stream": window.page.stream.seeds.client_seed,
        "size": window.size().toTuple(),
        "splitter": window._body._splitter.sizes(),
        "auto_follow": window.panel.auto_follow_action.isChecked(),
        "columns": [header.logicalIndex(place) for place in range(header.count())],
        "width": bets.view.columnWidth(1),
        "hidden": bets.view.isColumnHidden(4),
        "sorted": (header.sortIndicatorSection(), header.sortIndicatorOrder().value),
        "difficulty": bets.filter_bar.difficulty.currentText(),
        "loaded": sorted(UNUSED & set(sys.modules)),
    }), flush=True)


def look():
    if window.page.stream is None:
        return
    ticker.stop()
    if changes == "changes":
        change()
    QTimer.singleShot(100, tell)


ticker = QTimer(interval=20)
ticker.timeout.connect(look)
ticker.start()
application.run()
"""
"""The program itself, whose window is handled from inside as a user would: offscreen has no mouse."""


@pytest.fixture
def start_window(tmp_path: Path) -> Iterator[StartWindow]:
    """Starts windows on one data folder; ends all of them."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **environment: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "liveapp",
                "--data-dir",
                str(tmp_path / "data"),
                "--token",
                TOKEN,
                *arguments,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=clean_environment(tmp_path, environment),
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_until_it_receives(url: str) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{url}/healthz", verify=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the window's receiver never answered")


def test_a_second_start_leaves_at_once_and_the_first_goes_on(start_window: StartWindow) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    first = start_window("--port", str(port))
    wait_until_it_receives(url)
    second = start_window("--port", "0", "--stream", "aa")
    _, errors = second.communicate(timeout=START_LIMIT_S)
    assert (second.returncode, errors) == (0, "")
    assert first.poll() is None
    assert httpx.get(f"{url}/healthz", verify=False).status_code == 200


def test_a_second_start_needs_no_screen_of_its_own(start_window: StartWindow) -> None:
    port = free_port()
    start_window("--port", str(port))
    wait_until_it_receives(f"http://127.0.0.1:{port}")
    second = start_window("--stream", "aa", QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    _, errors = second.communicate(timeout=START_LIMIT_S)
    assert (second.returncode, errors) == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that asks a window to close")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window_and_keeps_what_was_acknowledged(
    start_window: StartWindow, number: int
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    window = start_window("--port", str(port))
    wait_until_it_receives(url)
    headers = {"X-Ingest-Token": TOKEN}
    assert httpx.post(f"{url}/live/ingest", json=bet(), headers=headers, verify=False).status_code == 200
    window.send_signal(number)
    assert window.wait(START_LIMIT_S) == 0
    again = start_window("--port", str(port))
    wait_until_it_receives(url)
    assert (
        httpx.get(f"{url}/live/streams", headers=headers, verify=False).json()["streams"][0]["total_bets"]
        == 1
    )
    again.send_signal(number)
    assert again.wait(START_LIMIT_S) == 0


@pytest.fixture
def start_driven(tmp_path: Path) -> Iterator[Callable[[str], "subprocess.Popen[str]"]]:
    """Starts the program with its window, which changes something or only tells how it is."""
    started: list[subprocess.Popen[str]] = []

    def start(does: str) -> "subprocess.Popen[str]":
        arguments = ["--data-dir", str(tmp_path / "data"), "--port", "0", "--token", TOKEN]
        process = subprocess.Popen(
            [sys.executable, "-c", DRIVEN, does, *arguments],
            stdout=subprocess.PIPE,
            text=True,
            env=clean_environment(tmp_path),
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def told(process: "subprocess.Popen[str]") -> dict[str, Any]:
    assert process.stdout
    return json.loads(process.stdout.readline())


def wait_until_kept(path: Path, difficulty: str) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        if path.exists() and json.loads(path.read_bytes()).get("bets", {}).get("difficulty") == difficulty:
            return
        time.sleep(0.05)
    pytest.fail("the window's state was never written")


def test_a_window_that_is_killed_opens_as_it_was_and_loads_nothing_that_it_does_not_use(
    tmp_path: Path, start_driven: Callable[[str], "subprocess.Popen[str]"]
) -> None:
    (tmp_path / "data").mkdir()
    store = open_store(tmp_path / "data" / "liveapp.sqlite3")
    for seeds in (shell.FIRST_SEEDS, shell.SECOND_SEEDS):
        store.writer.record([shell.bet(seeds, nonce) for nonce in range(1, 30)])
    store.close()
    alerts = AlertBook(StateFile(tmp_path / "data" / ALERTS_FILE))
    alerts.set_rules(tuple(replace(rule, is_on=True) for rule in alerts.rules))
    first = start_driven("changes")
    before = told(first)
    wait_until_kept(tmp_path / "data" / WINDOW_STATE_FILE, "hard")
    first.kill()
    first.wait()
    assert (before["width"], before["hidden"], before["difficulty"]) == (222, True, "hard")
    assert before["loaded"] == []
    assert told(start_driven("tells")) == before
