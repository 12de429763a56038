"""Clients that post without a pause, and whether the database holds what they were told it holds."""

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx

from tests.bets import Json, bet, heartbeat

CLIENTS = 4
BATCH = 5
SEEDS = 3
HANG_LIMIT_S = 30.0
PAUSE_AFTER_REFUSAL_S = 0.02


def client_of(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, trust_env=False, verify=False, timeout=HANG_LIMIT_S)


class Load:
    """Posts bets, heartbeats and batches until `stop`, or until the program is gone.

    `turn` keeps the numbers of several loads on one database apart. `statuses` counts the replies.
    """

    def __init__(self, url: str, turn: int = 0) -> None:
        self.acknowledged: list[str] = []
        self.rounds: list[int] = []
        self.refused: list[str] = []
        self.statuses: Counter[int] = Counter()
        self._url = url
        self._first = 1 + turn * 1_000_000
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=[index]) for index in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def wait_for(self, acknowledged: int) -> None:
        """Return once so many more bets were acknowledged, or no client is left."""
        self._wait_until(lambda: len(self.acknowledged), acknowledged)

    def wait_for_status(self, status: int, times: int = 1) -> None:
        """Return once so many more replies had a status, or no client is left."""
        self._wait_until(lambda: self.statuses[status], times)

    def stop(self) -> None:
        """Let the posts under way end."""
        self._is_over.set()
        for thread in self._threads:
            thread.join(HANG_LIMIT_S)
            assert not thread.is_alive()

    def _wait_until(self, count: Callable[[], int], more: int) -> None:
        goal, deadline_s = count() + more, time.monotonic() + HANG_LIMIT_S
        while count() < goal and any(thread.is_alive() for thread in self._threads):
            assert time.monotonic() < deadline_s, f"replies so far: {self.statuses}"
            time.sleep(0.005)

    def _run(self, index: int) -> None:
        with client_of(self._url) as client:
            for number in range(self._first, self._first + 1_000_000):
                try:
                    self._post(client, index, number)
                except httpx.TransportError:
                    return
                if self._is_over.is_set():
                    return

    def _post(self, client: httpx.Client, index: int, number: int) -> None:
        seed = f"seed-{number % SEEDS}"
        if index == 0:
            items = [bet(number, id=f"{number}-{part}", clientSeed=seed) for part in range(BATCH)]
            self._note(self._ask(client, items), [item["id"] for item in items])
            return
        item = bet(number, id=f"{index}:{number}", clientSeed=seed, amount=0.25, payout=0.5)
        self._note(self._ask(client, item), [item["id"]])
        # Rounds that no bet has.
        beat = heartbeat(10**9 * index + number, clientSeed=seed)
        if self._ask(client, beat) == 200:
            self.rounds.append(beat["nonce"])

    def _note(self, status: int, ids: list[str]) -> None:
        (self.acknowledged if status == 200 else self.refused).extend(ids)

    def _ask(self, client: httpx.Client, body: Json | list[Json]) -> int:
        reply = client.post("/live/ingest", json=body)
        if reply.status_code == 200:
            # Every number is new, so that all of it is.
            assert reply.json()["accepted"] == (len(body) if isinstance(body, list) else True)
        self.statuses[reply.status_code] += 1
        if reply.status_code != 200:
            time.sleep(PAUSE_AFTER_REFUSAL_S)
        return reply.status_code


class Acknowledged:
    """What several loads on one database were told is stored, and what was refused."""

    def __init__(self) -> None:
        self.bets: list[str] = []
        self.rounds: list[int] = []
        self.refused: list[str] = []

    def add(self, load: Load) -> None:
        self.bets += load.acknowledged
        self.rounds += load.rounds

    def add_refused(self, load: Load) -> None:
        """Have it checked, too, that nothing refused is stored.

        That holds while the program goes on. When it is cut off beside a sync that failed, nobody
        can know what the disk has taken.
        """
        self.refused += load.refused

    def check(self, data: Path) -> None:
        """The database is whole, agrees with itself, and holds all that was acknowledged, once."""
        with closing(sqlite3.connect(f"file:{data / 'liveapp.sqlite3'}?mode=ro", uri=True)) as connection:
            ask = connection.execute
            assert ask("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert ask("PRAGMA foreign_key_check").fetchall() == []
            stored = Counter(row[0] for row in ask("SELECT antebot_bet_id FROM live_bets"))
            assert set(stored.values()) <= {1}
            assert not set(self.bets) - set(stored), "acknowledged bets are lost"
            assert not set(self.refused) & set(stored), "refused bets are stored"
            known = {row[0] for row in ask("SELECT nonce FROM live_rounds")}
            assert not set(self.rounds) - known, "acknowledged rounds are lost"
            totals = ask("SELECT coalesce(sum(total_bets), 0) FROM live_streams").fetchone()[0]
            assert totals == sum(stored.values())
