"""The program with its window, as a process: starting twice, and being told to stop."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.bets import TOKEN, bet
from tests.http_client import free_port
from tests.program import START_LIMIT_S, clean_environment

StartWindow = Callable[..., "subprocess.Popen[str]"]


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
            httpx.get(f"{url}/healthz")
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
    assert httpx.get(f"{url}/healthz").status_code == 200


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
    assert httpx.post(f"{url}/live/ingest", json=bet(), headers=headers).status_code == 200
    window.send_signal(number)
    assert window.wait(START_LIMIT_S) == 0
    again = start_window("--port", str(port))
    wait_until_it_receives(url)
    assert httpx.get(f"{url}/live/streams", headers=headers).json()["streams"][0]["total_bets"] == 1
    again.send_signal(number)
    assert again.wait(START_LIMIT_S) == 0
