"""The whole program with its window as a process of its own, and a bot and a reader that keep it busy."""

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

from tests.bets import TOKEN, bet, heartbeat
from tests.http_client import free_port
from tests.program import START_LIMIT_S, clean_environment

HEADERS = {"Content-Type": "application/json", "X-Ingest-Token": TOKEN}
BETS_PER_HEARTBEAT = 5
BETS_PER_STREAM = 20_000
"""Then a new stream begins, which the window follows."""

HANG_LIMIT_S = 30.0
TAIL_EVERY_S, HEALTH_EVERY_S, EXPORT_EVERY_S = 0.5, 5.0, 20.0

MIB = 2.0**20


class Window:
    """The program with its window in a process of its own, and what the system tells of it."""

    def __init__(self, home: Path) -> None:
        self.database = home / "data" / "liveapp.sqlite3"
        self.port = free_port()
        self._errors_path = home / "stderr.txt"
        data = ("--data-dir", str(home / "data"), "--port", str(self.port), "--token", TOKEN)
        with self._errors_path.open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "liveapp", *data],
                stderr=errors,
                env=clean_environment(home, {"LIVEAPP_RATE_LIMIT": "0"}),
                cwd=home,
            )
        self._folder = Path(f"/proc/{self.process.pid}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def errors(self) -> str:
        """What it wrote to standard error."""
        return self._errors_path.read_text(encoding="utf-8")

    def wait_until_it_receives(self) -> None:
        deadline_s = time.monotonic() + START_LIMIT_S
        while time.monotonic() < deadline_s and self.process.poll() is None:
            try:
                with connected(self.port) as connection:
                    ask(connection, "GET", "/healthz")
                    return
            except OSError:
                time.sleep(0.1)
        sys.exit(f"the program never received; standard error: {self.errors}")

    def memory_mib_and_threads(self) -> tuple[float, int]:
        lines = (self._folder / "status").read_text().splitlines()
        values = dict(line.split(":", 1) for line in lines)
        return int(values["VmRSS"].split()[0]) / 1024, int(values["Threads"])

    def handles(self) -> int:
        return len(os.listdir(self._folder / "fd"))  # noqa: PTH208 - names only, of files that come and go

    def cpu_s(self) -> float:
        after_name = (self._folder / "stat").read_text().rpartition(") ")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")

    def file_mib(self, ending: str = "") -> float:
        """Size of the database, or of the file beside it with this ending."""
        path = self.database.with_name(self.database.name + ending)
        return path.stat().st_size / MIB if path.exists() else 0.0


class Load:
    """Clients in threads of their own: one posts, one reads. `problems` counts what went wrong."""

    def __init__(self, port: int, rate: float) -> None:
        self.acknowledged: list[str] = []
        self.problems: Counter[str] = Counter()
        self._port, self._rate = port, rate
        self._latencies_s: list[float] = []
        self._lock = threading.Lock()
        self._is_over = threading.Event()
        self._stream = ""
        self._threads = [threading.Thread(target=self._run, args=[work]) for work in (self._post, self._read)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join(HANG_LIMIT_S)

    def take_latencies_s(self) -> list[float]:
        """How long the posts since the last call took."""
        with self._lock:
            taken, self._latencies_s = self._latencies_s, []
        return taken

    def _run(self, work: Callable[[http.client.HTTPConnection], None]) -> None:
        try:
            with connected(self._port) as connection:
                work(connection)
        except (OSError, http.client.HTTPException) as error:
            self.problems[f"{work.__name__.strip('_')}: {error!r}"] += 1

    def _post(self, connection: http.client.HTTPConnection) -> None:
        number, next_s = 0, time.monotonic()
        while not self._is_over.is_set():
            number += 1
            seed = f"seed-{number // BETS_PER_STREAM}"
            item = bet(number, clientSeed=seed)
            begun_s = time.monotonic()
            status, body = ask(connection, "POST", "/live/ingest", item)
            with self._lock:
                self._latencies_s.append(time.monotonic() - begun_s)
            if status == 200 and json.loads(body)["accepted"]:
                self.acknowledged.append(item["id"])
                self._stream = json.loads(body)["streamId"]
            else:
                self.problems[f"a bet got {status}"] += 1
            if number % BETS_PER_HEARTBEAT == 0:
                beat = heartbeat(number + 10**9, clientSeed=seed)
                if ask(connection, "POST", "/live/ingest", beat)[0] != 200:
                    self.problems["a heartbeat was refused"] += 1
            next_s = max(next_s + 1 / self._rate, time.monotonic() - 1)
            time.sleep(max(0.0, next_s - time.monotonic()))

    def _read(self, connection: http.client.HTTPConnection) -> None:
        last_ids: dict[str, int] = {}
        due_s = dict.fromkeys(("health", "export"), time.monotonic())
        while not self._is_over.wait(TAIL_EVERY_S):
            if not (stream := self._stream):
                continue
            since = last_ids.get(stream, 0)
            page = json.loads(self._get(connection, f"/live/streams/{stream}/tail?since_id={since}"))
            ids = [stored["id"] for stored in page["bets"]]
            if ids != sorted(set(ids)) or (ids and ids[0] <= since):
                self.problems["a tail gave bets out of order"] += 1
            last_ids[stream] = page["last_id"] or since
            now_s = time.monotonic()
            if now_s >= due_s["health"]:
                due_s["health"] = now_s + HEALTH_EVERY_S
                self._get(connection, "/healthz")
            if now_s >= due_s["export"]:
                due_s["export"] = now_s + EXPORT_EVERY_S
                self._get(connection, f"/live/streams/{stream}/export.csv")

    def _get(self, connection: http.client.HTTPConnection, path: str) -> bytes:
        status, body = ask(connection, "GET", path)
        if status != 200:
            self.problems[f"{path.rpartition('/')[2].partition('?')[0]} got {status}"] += 1
            return b'{"bets": [], "last_id": null}'
        return body


@contextmanager
def connected(port: int) -> Iterator[http.client.HTTPConnection]:
    """A kept connection to the program."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=HANG_LIMIT_S)) as connection:
        yield connection


def ask(
    connection: http.client.HTTPConnection, method: str, path: str, body: object = None
) -> tuple[int, bytes]:
    """One request's status and body."""
    connection.request(method, path, None if body is None else json.dumps(body), HEADERS)
    reply = connection.getresponse()
    return reply.status, reply.read()
