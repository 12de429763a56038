"""The clients that docs/clients.md shows, as they stand there, against the real receiver."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bets import TOKEN, Json, bet
from tests.clients.drivers import DRIVERS, NODE_FEED, PYTHON, USERSCRIPT
from tests.conftest import ServiceFactory
from tests.documents import program_of
from tests.http_client import HANG_LIMIT_S, free_port, port_of
from tests.program import run
from tests.waiting import wait_until

if TYPE_CHECKING:
    from liveapp.app.core.service import Service

PAGE = "clients.md"


class OwnClient:
    """A client of the page in a process of its own."""

    def __init__(self, interpreter: str, driver: str, folder: Path, port: int, token: str) -> None:
        self._folder = folder
        self._said = (folder / "said.txt").open("w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [interpreter, DRIVERS / driver, token, str(port)],
            stdin=subprocess.PIPE,
            stdout=self._said,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,
        )

    def play(self, bets: Sequence[Json]) -> None:
        """Hand it bets."""
        assert self._process.stdin
        self._process.stdin.writelines(json.dumps(one) + "\n" for one in bets)
        self._process.stdin.flush()

    @property
    def said(self) -> list[str]:
        """The lines that it printed so far."""
        return (self._folder / "said.txt").read_text(encoding="utf-8").splitlines()

    def finish(self) -> list[Json]:
        """Have it close; what it wrote to its file of unsent bets."""
        assert self._process.stdin
        self._process.stdin.close()
        assert self._process.wait(HANG_LIMIT_S) == 0, self.said
        unsent = self._folder / "unsent.jsonl"
        return list(map(json.loads, unsent.read_text("utf-8").splitlines())) if unsent.exists() else []

    def close(self) -> None:
        """Make sure that nothing is left of it."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()
        self._said.close()


ClientMaker = Callable[..., OwnClient]


@pytest.fixture
def make_client(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ClientMaker]:
    """Makes the client that the test is run with: its driver, its file, and how its block begins."""
    driver, file, beginning = request.param
    interpreter = sys.executable if file.endswith(".py") else str(request.getfixturevalue("node"))
    made: list[OwnClient] = []

    def make(port: int, token: str = TOKEN) -> OwnClient:
        folder = tmp_path / "client"
        folder.mkdir()
        (folder / file).write_text(program_of(PAGE, beginning), encoding="utf-8")
        made.append(OwnClient(interpreter, driver, folder, port, token))
        return made[-1]

    yield make
    for one in made:
        one.close()


def with_clients(*clients: tuple[str, str, str]) -> pytest.MarkDecorator:
    """Run the test with each of these clients."""
    return pytest.mark.parametrize(
        "make_client", clients, ids=[file for _, file, _ in clients], indirect=True
    )


def ids_in(database: sqlite3.Connection) -> list[str]:
    return [row[0] for row in database.execute("SELECT antebot_bet_id FROM live_bets ORDER BY nonce")]


def ids_of(bets: Sequence[Json]) -> list[str]:
    return [one["id"] for one in bets]


@with_clients(PYTHON, NODE_FEED, USERSCRIPT)
def test_bets_land_while_the_receiver_stops_and_starts_again(
    make_client: ClientMaker,
    service_factory: ServiceFactory,
    database: Callable[..., sqlite3.Connection],
    tmp_path: Path,
) -> None:
    where = {"port": free_port(), "data_dir": tmp_path / "data"}
    played = [bet(nonce) for nonce in range(1, 701)]
    first = service_factory(**where)
    client = make_client(where["port"])
    client.play(played[:100])
    stored = database(first)
    wait_until(lambda: len(ids_in(stored)) == 100)
    first.shutdown()
    client.play(played[100:600])
    again = database(service_factory(**where))
    wait_until(lambda: len(ids_in(again)) == 600)
    client.play(played[600:])
    wait_until(lambda: len(ids_in(again)) == len(played))
    assert client.finish() == []
    assert ids_in(again) == ids_of(played)


@with_clients(PYTHON, NODE_FEED)
def test_a_token_may_hold_letters_of_any_alphabet(
    make_client: ClientMaker, service_factory: ServiceFactory, database: Callable[..., sqlite3.Connection]
) -> None:
    service = service_factory(ingest_token="clé πάντα")
    client = make_client(port_of(service.receiver_url), "clé πάντα")
    client.play([bet(1)])
    stored = database(service)
    wait_until(lambda: ids_in(stored) == ["bet-1"])
    assert client.finish() == []


@with_clients(PYTHON, NODE_FEED, USERSCRIPT)
def test_a_refused_bet_is_told_and_holds_up_no_other(
    make_client: ClientMaker, service: "Service", port: int, database: Callable[..., sqlite3.Connection]
) -> None:
    client = make_client(port)
    client.play([bet(1), bet(2, amount=-1), bet(3)])
    stored = database(service)
    wait_until(lambda: len(ids_in(stored)) == 2)
    assert client.finish() == []
    assert ids_in(stored) == ["bet-1", "bet-3"]
    assert client.said == ["liveapp: bet bet-2 was refused: Amount must be greater than or equal to 0"]


@with_clients(PYTHON, NODE_FEED)
def test_a_wrong_token_stops_it_once_and_what_is_unsent_can_be_imported(
    make_client: ClientMaker, service: "Service", port: int, tmp_path: Path
) -> None:
    client = make_client(port, "wrong")
    client.play([bet(1)])
    wait_until(lambda: bool(client.said))
    client.play([bet(2), bet(3)])
    assert client.finish() == [bet(1), bet(2), bet(3)]
    (line,) = client.said
    assert line.startswith("liveapp: no more is sent: 401 ")
    assert "Invalid ingest token" in line
    imported = run(tmp_path, "import", "client/unsent.jsonl", "--data-dir", "imported")
    assert json.loads(imported.stdout)["new"] == 3


@with_clients(USERSCRIPT)
def test_a_wrong_token_stops_the_userscript_once(
    make_client: ClientMaker, service: "Service", port: int
) -> None:
    client = make_client(port, "wrong")
    client.play([bet(1)])
    wait_until(lambda: bool(client.said))
    client.play([bet(2), bet(3)])
    client.finish()
    (line,) = client.said
    assert line.startswith("liveapp: no more is sent: 401 ")


class _Replies(BaseHTTPRequestHandler):
    server: "Stranger"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write((b"<title>Something else</title>", b'{"ok": true}')[self.server.requests % 2])

    def log_message(self, *_arguments: object) -> None:
        pass


class Stranger(HTTPServer):
    """Another program on the port: whatever is asked, it answers 200, with a page or with JSON of its own."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Replies)
        self.requests = 0


@pytest.fixture
def stranger() -> Iterator[Stranger]:
    with Stranger() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@with_clients(PYTHON, NODE_FEED)
def test_what_another_program_on_the_port_has_taken_is_not_forgotten(
    make_client: ClientMaker, stranger: Stranger
) -> None:
    client = make_client(stranger.server_port)
    client.play([bet(1), bet(2)])
    wait_until(lambda: stranger.requests > 1)
    assert client.finish() == [bet(1), bet(2)]
    assert client.said == []


BOTS = {
    "python": (PYTHON, "from pathlib import Path", "Feed(token)", "Feed(token, {})"),
    "node": (NODE_FEED, "// my-bot.mjs", "Feed({ token })", "Feed({{ token, port: {} }})"),
}
"""The bots of the page: their client, how they begin, and how they make it, also with another port."""


@pytest.mark.parametrize("language", BOTS)
def test_the_bots_of_the_page_post_their_bet(
    language: str,
    request: pytest.FixtureRequest,
    service: "Service",
    port: int,
    database: Callable[..., sqlite3.Connection],
    tmp_path: Path,
) -> None:
    (_, feed, feed_beginning), beginning, there, here = BOTS[language]
    interpreter = sys.executable if language == "python" else str(request.getfixturevalue("node"))
    token_file = tmp_path / ".local" / "share" / "liveapp" / "ingest-token"
    token_file.parent.mkdir(parents=True)
    token_file.write_text(f"{TOKEN}\n", encoding="utf-8")
    bot = program_of(PAGE, beginning)
    assert there in bot
    bot_file = tmp_path / f"my-bot{Path(feed).suffix}"
    bot_file.write_text(bot.replace(there, here.format(port)), encoding="utf-8")
    (tmp_path / feed).write_text(program_of(PAGE, feed_beginning), encoding="utf-8")
    surroundings = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run([interpreter, bot_file], cwd=tmp_path, env=surroundings, check=True, timeout=HANG_LIMIT_S)
    assert len(ids_in(database(service))) == 1
    assert not (tmp_path / "unsent.jsonl").exists()


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_command_of_the_page_tells_whether_a_bet_could_be_stored(service: "Service") -> None:
    command = program_of(PAGE, "curl ").replace("http://127.0.0.1:17888", str(service.receiver_url))
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=HANG_LIMIT_S, check=True)
    assert json.loads(done.stdout)["status"] == "ok"
