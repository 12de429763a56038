"""What was acknowledged outlives a kill at any moment, and a full disk."""

import contextlib
import os
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.bets import bet, heartbeat
from tests.program import Program

KILLS = int(os.environ.get("KILLS", "3"))
"""How often the program is killed; `KILLS=100 pytest tests/e2e/test_kill.py` is the long version."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and limits")


@pytest.fixture
def programs() -> Iterator[contextlib.ExitStack]:
    """Closes the programs that a test starts."""
    with contextlib.ExitStack() as stack:
        yield stack


def started(programs: contextlib.ExitStack, home: Path, preexec: object = None) -> Program:
    program = Program(
        home,
        *("--port", "0", "--no-token", "--data-dir", str(home / "data")),
        environment={"LIVEAPP_RATE_LIMIT": "0"},
        preexec=preexec,  # type: ignore[arg-type]
    )
    programs.callback(program.close)
    return program


def client_of(program: Program) -> httpx.Client:
    return httpx.Client(base_url=program.url, trust_env=False, verify=False, timeout=20)


class Load:
    """Clients that post bets, heartbeats and batches until the program is gone."""

    def __init__(self, program: Program, start: int) -> None:
        self.acknowledged: list[str] = []
        self.rounds: list[int] = []
        self._program = program
        self._threads = [threading.Thread(target=self._run, args=[index, start]) for index in range(4)]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(30)
            assert not thread.is_alive()

    def _run(self, index: int, start: int) -> None:
        with client_of(self._program) as client, contextlib.suppress(httpx.TransportError):
            for number in range(start, start + 100_000):
                seed = f"seed-{number % 3}"
                if index == 3:
                    items = [bet(number, id=f"{number}-{part}", clientSeed=seed) for part in range(5)]
                    if client.post("/live/ingest", json=items).json()["accepted"] == 5:
                        self.acknowledged += [item["id"] for item in items]
                    continue
                item = bet(number, id=f"{index}:{number}", clientSeed=seed, amount=0.25, payout=0.5)
                if client.post("/live/ingest", json=item).json()["accepted"]:
                    self.acknowledged.append(item["id"])
                beat = heartbeat(10_000_000 * (index + 1) + number, clientSeed=seed)
                if client.post("/live/ingest", json=beat).json()["accepted"]:
                    self.rounds.append(beat["nonce"])


def check(home: Path, acknowledged: list[str], rounds: list[int]) -> None:
    connection = sqlite3.connect(f"file:{home / 'data' / 'liveapp.sqlite3'}?mode=ro", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        stored = Counter(row[0] for row in connection.execute("SELECT antebot_bet_id FROM live_bets"))
        assert set(stored.values()) <= {1}
        assert not set(acknowledged) - set(stored)
        known = {row[0] for row in connection.execute("SELECT nonce FROM live_rounds")}
        assert not set(rounds) - known
        totals = connection.execute("SELECT coalesce(sum(total_bets), 0) FROM live_streams").fetchone()[0]
        assert totals == sum(stored.values())
        assert connection.execute("SELECT count(*) FROM live_streams").fetchone()[0] <= 3
    finally:
        connection.close()


def test_every_acknowledged_bet_outlives_a_kill_exactly_once(
    tmp_path: Path, programs: contextlib.ExitStack
) -> None:
    acknowledged: list[str] = []
    rounds: list[int] = []
    for attempt in range(KILLS):
        program = started(programs, tmp_path)
        check(tmp_path, acknowledged, rounds)
        load = Load(program, start=1 + attempt * 100_000)
        while len(load.acknowledged) < 150 + attempt % 3 * 37:
            time.sleep(0.005)
        program.process.send_signal(signal.SIGKILL)
        program.process.wait(20)
        load.join()
        acknowledged += load.acknowledged
        rounds += load.rounds
    survivor = started(programs, tmp_path)
    check(tmp_path, acknowledged, rounds)
    with client_of(survivor) as client:
        listed = client.post("/live/ingest", json=bet(1, id=acknowledged[0], clientSeed="seed-1"))
        assert listed.status_code == 200
    assert survivor.stop() == 0
    check(tmp_path, acknowledged, rounds)


def test_a_disk_that_fills_up_is_503_and_loses_nothing(
    tmp_path: Path, programs: contextlib.ExitStack
) -> None:
    import resource

    def limit_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))

    program = started(programs, tmp_path, limit_files)
    acknowledged: list[str] = []
    with client_of(program) as client:
        for start in range(1, 100_000, 500):
            items = [
                bet(number, id=f"{number:0100}", clientSeed="seed-1") for number in range(start, start + 500)
            ]
            reply = client.post("/live/ingest", json=items)
            if reply.status_code != 200:
                break
            acknowledged += [item["id"] for item in items]
        assert reply.status_code == 503
        assert int(reply.headers["Retry-After"]) >= 1
        assert str(tmp_path) not in reply.text
        connection = sqlite3.connect(f"file:{tmp_path / 'data' / 'liveapp.sqlite3'}?mode=ro", uri=True)
        stored = {row[0] for row in connection.execute("SELECT antebot_bet_id FROM live_bets")}
        connection.close()
        assert stored == set(acknowledged)
        assert client.get("/healthz").status_code in (200, 503)
    assert program.stop() == 0
    assert "Traceback" not in program.errors
