"""What a bot notices of clients that would take all threads or connections.

    python -m tests.benchmarks.siege [--seconds 8]

A bot posts 20 bets a second on one connection, first alone, then through each siege of `tests/sieges.py`,
which is laid from a process of its own. Printed are the times until its bets were acknowledged. Slow routes
stand in a receiver without a database, where an application sleeps.
"""

import argparse
import http.client
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.ingest import Numbers, bet, start

BETS_A_SECOND = 20
BETS = 5_000
LONG_BETS = 25_000
SETTLE_S = 1.5

WITH_SLOW_ROUTES = """
import json, threading, time, uuid
from liveapp.domain.clients import ClientLog
from liveapp.domain.pairing import Pairing
from liveapp.domain.ports import Recorded
from liveapp.receiver.access_log import AccessLog
from liveapp.receiver.gate import Gate, GatePolicy
from liveapp.domain.right_of_way import RightOfWay
from liveapp.receiver.pairing import PairingDesk
from liveapp.receiver.routes import build_application
from liveapp.receiver.server import ReceiverServer, bind
class Nowhere:
    def record(self, observations, arrived_s=None):
        return [Recorded(uuid.UUID(int=0), True) for _ in observations]
listener = bind(0)
log = AccessLog()
log.start()
desk = PairingDesk(Pairing(print), lambda: None)
application = build_application(Nowhere(), None, None, RightOfWay(), desk)
def slow(environ, start_response):
    if environ["PATH_INFO"] == "/slow":
        time.sleep(5)
    return application(environ, start_response)
policy = GatePolicy(listener.getsockname()[1], None)
gate = Gate(slow, policy, lambda refused: None, log, print, ClientLog())
server = ReceiverServer(gate, listener, print)
server.start()
print(json.dumps({"url": server.url}), flush=True)
threading.Event().wait()
"""


class Bot:
    """Posts bets at its pace and notes how long each took, and how often it was turned away."""

    def __init__(self, address: str, numbers: Numbers) -> None:
        self._address = address
        self._numbers = numbers
        self._connection = http.client.HTTPConnection(address, timeout=30)

    def post(self, items: object) -> bool:
        """Whether they were acknowledged."""
        try:
            self._connection.request(
                "POST", "/live/ingest", json.dumps(items), {"Content-Type": "application/json"}
            )
            response = self._connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return False
        return response.status == 200

    def play(self, seconds: float) -> tuple[list[float], int]:
        """Milliseconds of each bet in ascending order, and how many failed."""
        taken_ms: list[float] = []
        failed = 0
        for _ in range(int(seconds * BETS_A_SECOND)):
            begun = time.perf_counter()
            failed += not self.post(bet(self._numbers.take(1)[0]))
            taken_ms.append((time.perf_counter() - begun) * 1000)
            time.sleep(max(0.0, 1 / BETS_A_SECOND - (time.perf_counter() - begun)))
        return sorted(taken_ms), failed


@contextmanager
def besieged(name: str, address: str, target: str) -> Iterator[None]:
    """Meanwhile the siege is laid."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.sieges", name, address.rpartition(":")[2], target]
    )
    try:
        time.sleep(SETTLE_S)
        yield
    finally:
        process.kill()
        process.wait()


def fill(bot: Bot, numbers: Numbers, count: int, **changes: str) -> str:
    """A stream of so many bets; its path."""
    for _ in range(count // 500):
        assert bot.post([{**bet(n), "id": f"{n:0200}", **changes} for n in numbers.take(500)])
    bot._connection.request("GET", "/live/streams")
    streams = json.loads(bot._connection.getresponse().read())["streams"]
    [found] = [one["id"] for one in streams if one["client_seed"] == changes["clientSeed"]]
    return f"/live/streams/{found}"


def tell(title: str, bot: Bot, seconds: float) -> None:
    """Play and print."""
    taken_ms, failed = bot.play(seconds)
    p50, p99 = (taken_ms[int(len(taken_ms) * share)] for share in (0.5, 0.99))
    print(
        f"{title:<28} p50 {p50:7.1f} ms   p99 {p99:7.1f} ms   max {taken_ms[-1]:7.1f} ms   failed {failed}",
        flush=True,
    )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8)
    options = parser.parse_args()
    numbers = Numbers()
    with tempfile.TemporaryDirectory() as folder:
        app, address = start(
            ["-m", "liveapp", "--headless", "--port", "0", "--data-dir", folder, "--no-token"]
        )
        slow, slow_address = start(["-c", WITH_SLOW_ROUTES])
        try:
            bot = Bot(address, numbers)
            pages = fill(bot, numbers, BETS, clientSeed="pages") + "/bets?limit=1000"
            export = fill(bot, numbers, LONG_BETS, clientSeed="export") + "/export.csv"
            tell("nobody", bot, options.seconds)
            for name, target in {
                "pipeliners": pages,
                "drippers": "/",
                "silent": "/",
                "slow_readers": export,
            }.items():
                with besieged(name, address, target):
                    tell(name, bot, options.seconds)
            slow_bot = Bot(slow_address, numbers)
            tell("nobody, no database", slow_bot, options.seconds)
            with besieged("askers", slow_address, "/slow"):
                tell("askers, no database", slow_bot, options.seconds)
        finally:
            for process in (app, slow):
                process.terminate()
                process.wait()


if __name__ == "__main__":
    main()
