"""Fixtures that start and stop the program's parts, and fail tests for stray log records."""

import compileall
import contextlib
import gc
import logging
import os
import re
import sqlite3
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import settings as hypothesis_settings

from liveapp.settings import Settings
from tests.bets import TOKEN
from tests.http_client import port_of
from tests.new_databases import put_new_database
from tests.rewriting import rewrite_ahead

# Read when a test makes the first window. Windows are drawn offscreen, whatever screen there is.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Nobody's desktop shows notifications of tests.
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"

if TYPE_CHECKING:
    from liveapp.app.core.service import Service

# Shared machines pause now and then: no test depends on how long an example takes.
hypothesis_settings.register_profile("calm", deadline=None, database=None, derandomize=True)
hypothesis_settings.load_profile("calm")

ServiceFactory = Callable[..., "Service"]
ClientFactory = Callable[..., httpx.Client]


def pytest_xdist_auto_num_workers() -> int:
    """For `-n auto`: two more than there are cores, since many tests wait."""
    return (os.cpu_count() or 1) + 2


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the program and its tests once, not at each of hundreds of starts, before the workers begin."""
    if not hasattr(session.config, "workerinput"):
        compileall.compile_dir(Path(__file__).parents[1] / "liveapp", quiet=2)
        if session.config.getoption("numprocesses", None):
            rewrite_ahead(Path(__file__).parent.rglob("test_*.py"), session.config)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Find the tests without looking for garbage: there is none, and what is found stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


class LogWatch(logging.Handler):
    """Collects the program's warnings and errors; a test says which ones it expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self._expected: list[re.Pattern[str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def expect(self, pattern: str) -> None:
        """Records whose text holds this regular expression (any case) are fine in this test."""
        self._expected.append(re.compile(pattern, re.IGNORECASE))

    def unexpected(self) -> list[str]:
        """Texts of the records that nothing expected."""
        texts = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in self.records]
        return [text for text in texts if not any(pattern.search(text) for pattern in self._expected)]


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Fails the test when the program logged a warning or an error that the test did not expect."""
    watch = LogWatch()
    logger = logging.getLogger("liveapp")
    logger.addHandler(watch)
    yield watch
    logger.removeHandler(watch)
    if stray := watch.unexpected():
        pytest.fail("unexpected log records:\n" + "\n".join(stray), pytrace=False)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("LIVEAPP_"):
            monkeypatch.delenv(name)


@pytest.fixture
def service_factory(tmp_path: Path) -> Iterator[ServiceFactory]:
    """Makes running services, each with a data folder of its own unless told; stops them all."""
    from liveapp.app.core.service import Service

    with contextlib.ExitStack() as stack:
        count = 0

        def make(**changes: Any) -> Service:
            nonlocal count
            count += 1
            values = {"data_dir": tmp_path / f"data-{count}", "port": 0, "ingest_token": TOKEN, **changes}
            values["data_dir"].mkdir(mode=0o700, exist_ok=True)
            settings = Settings.model_validate(values)
            put_new_database(settings.database_path)
            made = Service(settings)
            stack.callback(made.shutdown)
            made.start()
            return made

        yield make


@pytest.fixture
def service(service_factory: ServiceFactory) -> "Service":
    """A running service with a required token."""
    return service_factory()


@pytest.fixture
def port(service: "Service") -> int:
    """The port of `service`."""
    return port_of(service.receiver_url)


@pytest.fixture
def client_factory() -> Iterator[ClientFactory]:
    """Makes HTTP clients of a service, with the token unless other headers are given."""
    with contextlib.ExitStack() as stack:

        def make(url: str, headers: dict[str, str] | None = None) -> httpx.Client:
            chosen = {"X-Ingest-Token": TOKEN} if headers is None else headers
            made = httpx.Client(base_url=url, headers=chosen, timeout=20, trust_env=False, verify=False)
            return stack.enter_context(made)

        yield make


@pytest.fixture
def client(service: "Service", client_factory: ClientFactory) -> httpx.Client:
    """A client of `service` that sends the token."""
    return client_factory(service.receiver_url)


@pytest.fixture
def database() -> Iterator[Callable[..., sqlite3.Connection]]:
    """Opens a second connection to a service's database, read-only unless told."""
    with contextlib.ExitStack() as stack:

        def connect(of: "Service | Path", writable: bool = False) -> sqlite3.Connection:
            path = of if isinstance(of, Path) else of.settings.database_path
            mode = "rw" if writable else "ro"
            made = sqlite3.connect(f"file:{path}?mode={mode}", uri=True, isolation_level=None, timeout=20)
            made.row_factory = sqlite3.Row
            stack.callback(made.close)
            return made

        yield connect


@pytest.fixture
def tables(service: "Service", database: Callable[..., sqlite3.Connection]) -> Callable[[], dict[str, int]]:
    """Counts the rows of the tables of `service`."""
    connection = database(service)

    def count() -> dict[str, int]:
        return count_rows(connection)

    return count


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many streams, bets and rounds are stored."""
    return {
        name: connection.execute(f"SELECT count(*) FROM live_{name}").fetchone()[0]
        for name in ("streams", "bets", "rounds")
    }
