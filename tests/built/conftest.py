"""The frozen program that is tested, a home for it, and a screen for its window."""

import os
import select
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.built.frozen import BuiltProgram, Running, environment

collect_ignore_glob = [] if os.environ.get("BUILT_PROGRAM") else ["test_*.py"]

Start = Callable[..., Running]

SCREEN_LIMIT_S = 30


@pytest.fixture(scope="session")
def file() -> Path:
    """The program's own file."""
    return Path(os.environ["BUILT_PROGRAM"]).absolute()


@pytest.fixture
def program(file: Path, tmp_path: Path) -> BuiltProgram:
    """The program, to be run with a data folder and a working folder of names that are hard to handle."""
    return BuiltProgram(file, tmp_path)


@pytest.fixture
def start(program: BuiltProgram) -> Iterator[Start]:
    """Starts the program with its receiver; whatever is left of it is ended after the test."""
    started: list[Running] = []

    def start(*arguments: str, has_streams: bool = True, **variables: str) -> Running:
        started.append(Running(program, arguments, variables, has_streams=has_streams))
        started[-1].wait_until_it_receives()
        return started[-1]

    yield start
    for running in started:
        running.close()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[str]:
    """The name of an X11 screen that nobody sees."""
    missing = [name for name in ("Xvfb", "xdotool", "import") if shutil.which(name) is None]
    if missing:
        words = f"needs Xvfb, xdotool and ImageMagick: there is no {', '.join(missing)}"
        if os.environ.get("REQUIRE_SCREEN") == "1":
            pytest.fail(words)
        pytest.skip(words)
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, env=environment(tmp_path), pass_fds=[writing], stderr=subprocess.DEVNULL
    ) as server:
        os.close(writing)
        try:
            ready, _, _ = select.select([reading], [], [], SCREEN_LIMIT_S)
            assert ready, "Xvfb did not start"
            yield f":{os.read(reading, 20).decode().strip()}"
        finally:
            os.close(reading)
            server.terminate()
