"""The programs that run the clients. Tests that need one skip without it, unless `REQUIRE_CLIENTS` is 1."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liveapp.app.core.service import Service
from tests.bets import TOKEN
from tests.clients.browser import Browser, eventually
from tests.clients.casino import Casino
from tests.clients.extension import FOLDER, Options, Player, Row, pair_of, recorded
from tests.clients.programs import CHROMIUM, NODE, NODE_VERSION, node_version, program, required
from tests.clients.site import Site


@pytest.fixture(scope="session")
def node() -> Path:
    """Node, at least `NODE_VERSION`."""
    found = program(NODE)
    if found is None or node_version(found) < NODE_VERSION:
        required(f"needs Node {NODE_VERSION} or newer (command `node`)")
    assert found
    return found


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Chromium, which loads the extension from its folder."""
    found = program(CHROMIUM) if os.name == "posix" else None
    if found is None:
        required("needs Chromium (command `chromium`) on a POSIX system")
    assert found
    return found


@pytest.fixture(scope="module")
def site(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A casino, for all tests of a module."""
    made = Site(Casino(), tmp_path_factory.mktemp("site"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def browser(chromium: Path, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium with the extension, for all tests of a module: each leaves nothing waiting."""
    made = Browser(chromium, tmp_path_factory.mktemp("profile"), site.port, FOLDER)
    yield made
    made.close()


@pytest.fixture(scope="module")
def options(browser: Browser) -> Options:
    """The extension's options page."""
    return Options(browser)


@pytest.fixture
def player(browser: Browser, site: Site) -> Iterator[Player]:
    """The player at the casino, with a seed pair that begins with this test."""
    made = Player(browser, site.casino)
    made.rotate()
    yield made
    made.close()


@pytest.fixture
def connected(options: Options, service: Service) -> Options:
    """The options page of an extension that sends to `service`."""
    assert options.save(service.receiver_url, TOKEN)
    return options


@pytest.fixture
def is_recorded(service: Service, database: Callable[..., sqlite3.Connection]) -> Callable[..., None]:
    """Waits until `service`, or the one after it, has exactly these rows of their seed pairs."""

    def wait(rows: list[Row], of: Service = service) -> None:
        pairs = {pair_of(row) for row in rows}
        assert pairs

        def found() -> list[Row]:
            return [row for row in recorded(database(of)) if pair_of(row) in pairs]

        eventually(lambda: len(found()) >= len(rows), f"{len(rows)} bets")
        assert found() == sorted(rows)

    return wait
