"""Engines that run the script, and other programs in the receiver's place."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from liveapp.app.core.service import Service
from tests.bets import Json
from tests.clients.antebot.playing import Antebot, Engines, script_for

AntebotFactory = Callable[..., Antebot]
Answer = Callable[[list[Json]], tuple[int, str, dict[str, str]]]
"""Status, body and headers, for the items of a batch."""
OtherProgram = Callable[[Answer], AbstractContextManager[int]]


@pytest.fixture(scope="session")
def engines(node: Path) -> Iterator[Engines]:
    """Where engines run."""
    made = Engines(node)
    yield made
    made.close()


@pytest.fixture
def start_antebot(engines: Engines, tmp_path: Path) -> Iterator[AntebotFactory]:
    """Starts engines with a script, or with the one for a URL. No promise of theirs may fail unheard."""
    started: list[Antebot] = []

    def start(url: str = "", script: str = "", **options: Any) -> Antebot:
        folder = tmp_path / f"antebot-{len(started)}"
        folder.mkdir()
        started.append(Antebot(engines, folder, script or script_for(url, **options)))
        return started[-1]

    yield start
    for one in started:
        assert one.told().unhandled == []


@pytest.fixture
def antebot(service: Service, start_antebot: AntebotFactory) -> Antebot:
    """An engine whose script sends to `service`."""
    return start_antebot(service.receiver_url)


@pytest.fixture
def other_program() -> OtherProgram:
    """Has another program answer requests, on a port that it tells."""
    return _other_program


@contextmanager
def _other_program(answer: Answer) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, body, headers = answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_parts: object) -> None:
            """Keeps quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
