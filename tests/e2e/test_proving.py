"""A hundred thousand bets of a revealed seed are proven by a real process, whatever ends it meanwhile."""

import contextlib
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from liveapp.storage import open_store
from tests.processes import children, end_soon
from tests.program import Program
from tests.proving import SERVER_SEED, Player

BETS = 100_000
TAMPERED = 54_321
HANG_LIMIT_S = 60.0
CHECKOUT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

# Python loads this before the program, which then logs all that it could.
SITECUSTOMIZE = """
import logging, sys

if "--multiprocessing-fork" not in sys.orig_argv:
    import liveapp.app.core.logs as logs
    logs.LEVELS.update({name: logging.DEBUG for name in ("liveapp", "waitress", "peewee", "asyncio")})
"""


@pytest.fixture
def player() -> Player:
    return Player()


@pytest.fixture
def home(tmp_path: Path, player: Player) -> Path:
    """A home whose data folder has a hundred thousand bets, all honest but one."""
    (tmp_path / "sitecustomize.py").write_text(SITECUSTOMIZE, encoding="utf-8")
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    store = open_store(data / "liveapp.sqlite3")
    for first in range(1, BETS, 10_000):
        bets = player.bets(first, first + 9_999)
        if first <= TAMPERED < first + 10_000:
            bets[TAMPERED - first] = player.tampered(TAMPERED)
        store.writer.record(bets)
    store.close()
    return tmp_path


@pytest.fixture
def start(home: Path) -> Iterator[Callable[[], Program]]:
    """Starts the program, without a window and a token; ends what is left of it."""
    with contextlib.ExitStack() as stack:

        def start() -> Program:
            program = Program(
                home,
                *("--port", "0", "--no-token", "--data-dir", str(home / "data")),
                environment={"PYTHONPATH": os.pathsep.join([str(home), str(CHECKOUT)])},
                preexec=os.setsid,
            )
            stack.callback(program.close)
            return program

        yield start


class Counts:
    """What the database says of the proof, beside the program."""

    def __init__(self, home: Path) -> None:
        self._path = home / "data" / "liveapp.sqlite3"

    def ask(self, query: str) -> tuple[Any, ...]:
        with contextlib.closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)) as database:
            row: tuple[Any, ...] = database.execute(query).fetchone()
            return row

    @property
    def judged(self) -> int:
        (judged,) = self.ask("SELECT verified + mismatched + unverifiable FROM live_streams")
        assert isinstance(judged, int)
        return judged

    def wait_for(self, judged: int) -> None:
        deadline_s = time.monotonic() + HANG_LIMIT_S
        while self.judged < judged:
            assert time.monotonic() < deadline_s, f"{self.judged} of {judged} bets are judged"
            time.sleep(0.005)


def test_one_tampered_bet_in_a_hundred_thousand_is_found_whatever_ends_the_program_meanwhile(
    home: Path, start: Callable[[], Program], player: Player
) -> None:
    counts = Counts(home)
    program = start()
    with httpx.Client(base_url=program.url, trust_env=False, timeout=20, verify=False) as client:
        client.post("/live/seeds", json={"server_seed": SERVER_SEED}).raise_for_status()
    judged = 0
    for how in (signal.SIGINT, signal.SIGKILL):
        counts.wait_for(judged + 1)
        workers = children(program.process.pid)
        assert workers, "nothing is computed by workers"
        if how == signal.SIGINT:
            os.killpg(program.process.pid, how)  # as a terminal sends it: to the workers, too
        else:
            os.kill(program.process.pid, how)
        assert program.process.wait(HANG_LIMIT_S) == (0 if how == signal.SIGINT else -how)
        assert end_soon(workers)
        judged = counts.judged
        assert 0 < judged < BETS
        assert counts.ask("SELECT count(verdict) FROM live_bets") == (judged,)
        program = start()
    # Nobody asks for it again. Bets that come meanwhile are judged, too.
    with httpx.Client(base_url=program.url, trust_env=False, timeout=20, verify=False) as client:
        for nonce in range(BETS + 1, BETS + 11):
            client.post("/live/ingest", json=player.payload(nonce)).raise_for_status()
        counts.wait_for(BETS + 10)
        (stream,) = client.get("/live/streams").json()["streams"]
        proof = client.get(f"/live/streams/{stream['id']}/verification").json()
    assert proof["verified"] == BETS + 9
    assert [(one["nonce"], one["reason"]) for one in proof["mismatches"]] == [(TAMPERED, "result")]
    workers = children(program.process.pid)
    assert program.stop() == 0
    assert end_soon(workers)
    logged = "".join(path.read_text(encoding="utf-8") for path in (home / "data").glob("*.log*"))
    assert "liveapp" in logged
    assert SERVER_SEED not in logged
    assert SERVER_SEED not in program.errors
    assert "leaked" not in program.errors
    assert "Traceback" not in program.errors
