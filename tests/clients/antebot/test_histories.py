"""The script for Antebot through sessions made up at random: nothing is lost, or counted twice."""

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from liveapp.app.core.service import Service
from tests.bets import Json
from tests.clients.antebot.conftest import AntebotFactory
from tests.clients.antebot.playing import UNSENT_FILE, Antebot, assert_recorded, rounds
from tests.conftest import ServiceFactory
from tests.http_client import port_of
from tests.unit.app.core.commands.runs import run

Connect = Callable[..., sqlite3.Connection]


class History:
    """A session in which the network, the program and the clock do as they please."""

    def __init__(self, antebot: Antebot, start_service: Callable[[], Service], chance: Random) -> None:
        self.antebot = antebot
        self.played: list[Json] = []
        self._start_service = start_service
        self._service: Service | None = start_service()
        self._chance = chance

    def go_on(self) -> None:
        """Have one more thing happen."""
        happenings = (self._play, self._rest, self._pass_time, self._change_network, self._switch_program)
        self._chance.choices(happenings, weights=(6, 2, 4, 2, 1))[0]()

    def end(self) -> None:
        """Stop betting, and the program after it."""
        self.antebot.stop_betting()
        if self._service:
            self._service.shutdown()

    def _play(self) -> None:
        first = len(self.played) + 1
        some = rounds(first, first + self._chance.choice([0, 0, 1, 20, 700]))
        self._chance.shuffle(some)
        self.played += some
        self.antebot.play(some, apart=self._chance.random() < 0.3)

    def _rest(self) -> None:
        self.antebot.rest()

    def _pass_time(self) -> None:
        self.antebot.pass_time(self._chance.choice([1, 2, 10, 40, -5]))

    def _change_network(self) -> None:
        self.antebot.do("fetch", how=self._chance.choice(["real", "real", "unheard", "throws", "hangs"]))

    def _switch_program(self) -> None:
        if self._service:
            self._service.shutdown()
        self._service = None if self._service else self._start_service()


def test_whatever_happens_what_was_sent_and_what_was_written_are_what_was_played(
    start_antebot: AntebotFactory, service_factory: ServiceFactory, tmp_path: Path, database: Connect
) -> None:
    first = service_factory()
    port = port_of(first.receiver_url)
    first.shutdown()
    late = played = 0
    for seed in (1, 4, 10):
        data_dir = tmp_path / f"history-{seed}"
        start = partial(service_factory, port=port, data_dir=data_dir)
        history = History(start_antebot(f"http://127.0.0.1:{port}"), start, Random(seed))
        for _ in range(30):
            history.go_on()
        history.end()
        late += run(data_dir, "import", str(history.antebot.folder / UNSENT_FILE))["new"]
        played += len(history.played)
        assert_recorded(database(data_dir / "liveapp.sqlite3"), history.played)
    assert 0 < late < played
