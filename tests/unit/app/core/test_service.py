"""Store, jobs and receiver: begun in order, ended in reverse."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from liveapp.app.core.service import Service
from liveapp.domain.errors import PortTaken, StoreClosed, StoreUnavailable
from liveapp.domain.events import RequestRefused
from liveapp.domain.jobs import (
    Cancelled,
    CsvExport,
    DeletionRest,
    Finished,
    JobEnded,
    JobEvent,
    JobProgressed,
    JobsStopped,
)
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.jobs.csv_export import LINES_PER_REPORT
from liveapp.receiver.pairing import PairingDesk
from liveapp.receiver.server import bind
from liveapp.settings import Settings, changed
from liveapp.storage import open_store
from tests.bets import TOKEN, bet
from tests.conftest import count_rows
from tests.http_client import free_port, port_of
from tests.values import make_bet

HANG_LIMIT_S = 20.0

Connect = Callable[..., sqlite3.Connection]


class Watched:
    """A service and what it told."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.states: list[ReceiverState] = []
        self.refused: list[RequestRefused] = []
        self.faults: list[StoreUnavailable] = []
        self.is_stopped = threading.Event()
        values = {"data_dir": folder, "port": 0, "ingest_token": TOKEN, **settings}
        self.service = Service(
            Settings.model_validate(values), self.refused.append, self._hear, self.faults.append
        )

    @property
    def phases(self) -> list[ReceiverPhase]:
        return [state.phase for state in self.states]

    def post(self, token: str = TOKEN, **changes: Any) -> int:
        url = f"{self.service.receiver_url}/live/ingest"
        headers = {"X-Ingest-Token": token}
        return httpx.post(
            url, json=bet(**changes), headers=headers, trust_env=False, verify=False
        ).status_code

    def apply(self, **changes: Any) -> None:
        self.service.apply_settings(changed(self.service.settings, changes))

    def _hear(self, state: ReceiverState) -> None:
        self.states.append(state)
        if state.phase is ReceiverPhase.STOPPED:
            self.is_stopped.set()


Watch = Callable[..., Watched]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    made: list[Watched] = []

    def make(**settings: Any) -> Watched:
        made.append(Watched(tmp_path, **settings))
        return made[-1]

    yield make
    for watched in made:
        watched.service.shutdown()


def test_it_receives_between_start_and_shutdown_and_tells_so(watch: Watch) -> None:
    watched = watch()
    assert watched.service.receiver_url is None
    watched.service.start()
    url = watched.service.receiver_url
    assert watched.post() == 200
    assert watched.post(token="wrong") == 401
    watched.service.shutdown()
    assert watched.service.receiver_url is None
    assert watched.phases == [ReceiverPhase.STARTING, ReceiverPhase.RECEIVING, ReceiverPhase.STOPPED]
    assert watched.states[1].url == url
    assert [one.status for one in watched.refused] == [401]
    watched.service.shutdown()
    assert len(watched.states) == 3


def test_a_service_that_never_started_can_be_shut_down(watch: Watch) -> None:
    watched = watch()
    watched.service.shutdown()
    assert watched.states == []
    with pytest.raises(StoreClosed):
        watched.service.writer.check()


def test_a_taken_port_leaves_the_store_usable_and_another_start_may_do_better(watch: Watch) -> None:
    with bind(0) as other:
        watched = watch(port=other.getsockname()[1])
        with pytest.raises(PortTaken):
            watched.service.start()
        assert watched.phases == [ReceiverPhase.STARTING, ReceiverPhase.PORT_IN_USE]
        assert watched.states[-1].detail == "another program uses it"
        watched.service.writer.record([make_bet(1)])
    watched.service.start()
    assert watched.post() == 200
    assert watched.service.reader.streams()[1] == 2


def test_a_new_token_holds_at_once_on_the_same_port(watch: Watch) -> None:
    watched = watch()
    watched.service.start()
    url = watched.service.receiver_url
    watched.apply(ingest_token="another")
    assert watched.service.receiver_url == url
    assert watched.post() == 401
    assert watched.post(token="another") == 200
    watched.apply(require_token=False)
    assert watched.post(token="none") == 200


def test_another_port_is_opened_before_the_old_one_is_closed(watch: Watch) -> None:
    watched = watch()
    watched.service.start()
    old_url = watched.service.receiver_url
    port = free_port()
    watched.apply(port=port)
    assert port_of(str(watched.service.receiver_url)) == port
    assert watched.post() == 200
    watched.service.shutdown()
    for url in (old_url, f"http://127.0.0.1:{port}"):
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{url}/healthz", trust_env=False, verify=False)


def test_where_the_new_port_is_taken_the_old_settings_stay_in_force(watch: Watch) -> None:
    watched = watch()
    watched.service.start()
    before = watched.service.settings, watched.service.receiver_url
    with bind(0) as other, pytest.raises(PortTaken):
        watched.apply(port=other.getsockname()[1], ingest_token="another")
    assert (watched.service.settings, watched.service.receiver_url) == before
    assert watched.post() == 200


def test_jobs_end_after_the_receiver_and_before_the_store_closes(watch: Watch, tmp_path: Path) -> None:
    watched = watch()
    service = watched.service
    service.writer.record([make_bet(nonce) for nonce in range(1, 2 * LINES_PER_REPORT)])
    (stream,), _ = service.reader.streams()
    runs = threading.Event()
    ends: list[JobEnded] = []
    bets_at_the_end: list[int] = []

    def hear(event: JobEvent) -> None:
        if isinstance(event, JobProgressed):
            runs.set()
            assert watched.is_stopped.wait(HANG_LIMIT_S)
        elif isinstance(event, JobEnded) and isinstance(event.request, CsvExport):
            ends.append(event)
            service.writer.check()
            bets_at_the_end.append(service.reader.stream(stream.id).total_bets)

    service.start()
    service.jobs.subscribe(hear)
    service.jobs.start(CsvExport(stream, tmp_path / "bets.csv"))
    assert runs.wait(HANG_LIMIT_S)
    service.shutdown()
    assert [type(end.outcome) for end in ends] in ([Cancelled], [Finished])
    assert bets_at_the_end == [stream.total_bets]
    with pytest.raises(JobsStopped):
        service.jobs.start(DeletionRest())
    with pytest.raises(StoreClosed):
        service.writer.check()


def test_a_deletion_that_was_interrupted_is_finished_after_the_start(
    watch: Watch, tmp_path: Path, database: Connect
) -> None:
    path = tmp_path / "liveapp.sqlite3"
    store = open_store(path)
    store.writer.record([make_bet(nonce) for nonce in range(1, 10)])
    store.close()
    connection = database(path, writable=True)
    connection.execute("UPDATE live_streams SET deleted_at = 1")
    watched = watch()
    is_finished = threading.Event()

    def hear(event: JobEvent) -> None:
        if isinstance(event, JobEnded) and event.outcome == Finished(None):
            is_finished.set()

    watched.service.jobs.subscribe(hear)
    assert count_rows(connection)["bets"] == 9
    watched.service.start()
    assert is_finished.wait(HANG_LIMIT_S)
    assert count_rows(connection) == {"streams": 0, "bets": 0, "rounds": 0}


def test_a_deletion_that_could_be_undone_stands_once_the_program_has_ended(
    watch: Watch, tmp_path: Path, database: Connect
) -> None:
    service = watch().service
    service.start()
    ended: list[JobEvent] = []
    service.jobs.subscribe(lambda event: ended.append(event) if isinstance(event, JobEnded) else None)
    service.writer.record([make_bet(1)])
    (stream,), _ = service.reader.streams()
    service.writer.delete_stream(stream.id, can_be_undone=True)
    service.shutdown()
    # The job that removes rows was waiting, and has not gone round in circles meanwhile.
    assert [type(event.outcome) for event in ended] == [Cancelled]
    connection = database(tmp_path / "liveapp.sqlite3")
    assert count_rows(connection) == {"streams": 1, "bets": 1, "rounds": 1}
    again = watch().service
    again.start()
    deadline_s = time.monotonic() + HANG_LIMIT_S
    while count_rows(connection)["streams"] and time.monotonic() < deadline_s:
        time.sleep(0.01)
    assert count_rows(connection) == {"streams": 0, "bets": 0, "rounds": 0}


def test_a_database_that_cannot_be_opened_starts_nothing(tmp_path: Path) -> None:
    (tmp_path / "liveapp.sqlite3").write_bytes(b"no database" * 1000)
    threads = threading.active_count()
    with pytest.raises(StoreUnavailable):
        Watched(tmp_path)
    assert threading.active_count() == threads


def test_bets_take_the_right_of_way_that_jobs_give(watch: Watch) -> None:
    service = watch().service
    behind = [route.callback.__self__ for route in service._application.routes]
    taken = {one._right_of_way for one in behind if not isinstance(one, PairingDesk)}
    assert taken == {service.jobs._works[CsvExport].args[1]}
