"""The whole program with its window, on a free port and a folder of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

import liveapp.app
from liveapp.app.windowed.wiring import Application
from tests.bets import TOKEN

LIMIT_MS = 20_000
"""Nothing that is waited for takes this long; a test that does hangs."""

ApplicationFactory = Callable[..., Application]


@pytest.fixture
def application_factory(qapp: object, tmp_path: Path) -> Iterator[ApplicationFactory]:
    """Builds programs from options; shuts all down at the end."""
    built: list[Application] = []

    def build(*options: str, folder: str = "data") -> Application:
        arguments = ["--data-dir", str(tmp_path / folder), "--token", TOKEN, "--port", "0", *options]
        application = liveapp.app.create(arguments)
        built.append(application)
        return application

    yield build
    for application in built:
        application.window.close()
        application.shutdown()


@pytest.fixture
def application(application_factory: ApplicationFactory) -> Application:
    """A started program."""
    application = application_factory()
    application.start()
    return application


@pytest.fixture
def client(application: Application) -> Iterator[httpx.Client]:
    """A bot of the started program."""
    with httpx.Client(
        base_url=application.receiver_url or "", headers={"X-Ingest-Token": TOKEN}, verify=False
    ) as client:
        yield client
