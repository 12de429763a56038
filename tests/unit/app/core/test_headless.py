"""Without a window: announced in one line, ended by a signal, nothing left behind."""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from liveapp.app.core.folder_lock import DataFolderInUse, holding
from liveapp.app.core.headless import _TellingOfDamage, run_headless
from liveapp.app.core.options import Options
from liveapp.domain.errors import PortTaken, StoreDamaged, StoreFull, StoreUnavailable
from liveapp.receiver.server import bind
from liveapp.settings import Settings
from liveapp.storage import open_store
from tests.bets import TOKEN, bet
from tests.conftest import LogWatch

HANG_LIMIT_S = 20.0
HEADERS = {"X-Ingest-Token": TOKEN}

Json = dict[str, Any]
WhileRunning = Callable[[Json], None]
Run = Callable[..., list[Json]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.model_validate({"data_dir": tmp_path, "port": 0, "ingest_token": TOKEN})


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs the program here, and calls back with its announcement; a signal ends it afterwards."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    reading, writing = os.pipe()
    threads: list[threading.Thread] = []

    def run(
        settings: Settings,
        while_running: WhileRunning = lambda _announced: None,
        how: int = signal.SIGTERM,
        plays_demo: bool = False,
    ) -> list[Json]:
        announcements: list[Json] = []

        def follow() -> None:
            with os.fdopen(reading, encoding="utf-8") as lines:
                for line in lines:
                    announcements.append(json.loads(line))
                    try:
                        while_running(announcements[-1])
                    finally:
                        os.kill(os.getpid(), how)

        threads.append(threading.Thread(target=follow))
        threads[0].start()
        with os.fdopen(writing, "w", encoding="utf-8") as output, monkeypatch.context() as redirected:
            redirected.setattr(sys, "stdout", output)
            run_headless(settings, Options({}, is_headless=True, plays_demo=plays_demo, stream=None))
        threads[0].join(HANG_LIMIT_S)
        return announcements

    yield run
    for number, handler in before.items():
        signal.signal(number, handler)
    for thread in threads:
        thread.join(HANG_LIMIT_S)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_announces_itself_receives_and_ends_by_a_signal(run: Run, settings: Settings, how: int) -> None:
    statuses: list[int] = []

    def post(announced: Json) -> None:
        reply = httpx.post(
            f"{announced['url']}/live/ingest", json=bet(), headers=HEADERS, trust_env=False, verify=False
        )
        statuses.append(reply.status_code)

    (announced,) = run(settings, post, how)
    assert set(announced) == {"event", "url", "pid"}
    assert (announced["event"], announced["pid"]) == ("listening", os.getpid())
    assert statuses == [200]
    with pytest.raises(httpx.ConnectError):
        httpx.get(announced["url"], trust_env=False, verify=False)
    store = open_store(settings.database_path)
    assert store.reader.streams()[0][0].total_bets == 1
    store.close()
    with holding(settings.data_dir):
        assert "/live/ingest 200" in settings.log_path.read_text(encoding="utf-8")


def test_the_demo_plays_until_the_end(run: Run, settings: Settings) -> None:
    def wait_for_a_bet(announced: Json) -> None:
        deadline_s = time.monotonic() + HANG_LIMIT_S
        url = f"{announced['url']}/live/streams"
        while not httpx.get(url, headers=HEADERS, trust_env=False, verify=False).json()["total"]:
            assert time.monotonic() < deadline_s

    run(settings, wait_for_a_bet, plays_demo=True)
    assert not [thread for thread in threading.enumerate() if thread.name == "demo"]


def test_a_folder_in_use_is_not_touched(run: Run, settings: Settings) -> None:
    with holding(settings.data_dir), pytest.raises(DataFolderInUse):
        run(settings)
    assert not settings.database_path.exists()
    assert not settings.log_path.exists()


def test_a_taken_port_starts_nothing_and_frees_the_folder(run: Run, settings: Settings) -> None:
    with bind(0) as other, pytest.raises(PortTaken):
        run(settings.model_copy(update={"port": other.getsockname()[1]}))
    with holding(settings.data_dir):
        pass


def test_a_database_that_cannot_be_used_frees_the_folder(run: Run, settings: Settings) -> None:
    settings.database_path.write_bytes(b"no database" * 1000)
    with pytest.raises(StoreUnavailable):
        run(settings)
    with holding(settings.data_dir):
        pass


def test_an_error_that_nobody_expected_in_a_thread_is_logged(
    run: Run, settings: Settings, log_watch: LogWatch
) -> None:
    log_watch.expect("Unexpected error")

    def fail_in_a_thread(_announced: Json) -> None:
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()

    run(settings, fail_in_a_thread)
    assert "ZeroDivisionError" in settings.log_path.read_text(encoding="utf-8")


def test_damage_is_logged_once_with_the_command_that_helps(
    caplog: pytest.LogCaptureFixture, log_watch: LogWatch
) -> None:
    log_watch.expect("liveapp restore FILE")
    tell = _TellingOfDamage()
    for fault in (StoreFull("full"), StoreDamaged("page 7 is torn"), StoreDamaged("page 7 is torn")):
        tell(fault)
    (line,) = [record.getMessage() for record in caplog.records]
    assert "page 7 is torn" in line
    assert "liveapp restore FILE" in line
