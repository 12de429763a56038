"""The program as its users start it: options, environment, files, clear words, clean ends."""

import contextlib
import ctypes
import json
import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from liveapp import __version__
from tests.bets import bet
from tests.http_client import RawConnection, ask, port_of, request_bytes
from tests.program import Program, run

Start = Callable[..., Program]

NO_SCREEN = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}

needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions and signals")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts headless programs with `tmp_path` as home; stops them all."""
    programs: list[Program] = []

    def make(*arguments: str, **changes: object) -> Program:
        program = Program(tmp_path, *arguments, **changes)  # type: ignore[arg-type]
        programs.append(program)
        return program

    yield make
    for program in programs:
        program.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where the program's data folder will be."""
    return tmp_path / "data"


def post(program: Program, token: str | None, item: object) -> httpx.Response:
    headers = {} if token is None else {"X-Ingest-Token": token}
    with httpx.Client(base_url=program.url, trust_env=False, verify=False, timeout=20) as client:
        return client.post("/live/ingest", json=item, headers=headers)


def free_ports(count: int) -> list[int]:
    """Different ports that are free now."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for made in sockets:
            made.bind(("127.0.0.1", 0))
        return [made.getsockname()[1] for made in sockets]


def one_line(text: str) -> str:
    lines = text.strip().splitlines()
    assert len(lines) == 1, text
    return lines[0]


# Questions


def test_version_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, "--version")
    assert done.returncode == 0
    assert done.stdout.strip() == f"liveapp {__version__}"


def test_help_names_every_option(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")
    assert done.returncode == 0
    for option in (
        "--data-dir",
        "--port",
        "--token",
        "--no-token",
        "--headless",
        "--demo",
        "--stream",
        "--version",
        "--help",
    ):
        assert option in done.stdout
    assert list(tmp_path.iterdir()) == []


# Starting and stopping


@needs_posix
def test_headless_announces_itself_in_one_line_of_json(start: Start, data: Path) -> None:
    program = start("--port", "0", "--data-dir", str(data))
    assert program.announcement.keys() == {"event", "url", "pid"}
    assert program.announcement["event"] == "listening"
    assert program.announcement["pid"] == program.process.pid
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", program.url)
    assert ask(port_of(program.url), "GET", "/healthz").status == 200
    assert program.stop() == 0
    assert program.process.stdout
    assert program.process.stdout.read() == ""
    assert "Traceback" not in program.errors


@needs_posix
def test_ctrl_c_stops_it_cleanly(start: Start, data: Path) -> None:
    program = start("--port", "0", "--data-dir", str(data))
    assert program.stop(signal.SIGINT) == 0
    assert "Traceback" not in program.errors
    assert "KeyboardInterrupt" not in program.errors


@needs_posix
def test_it_stops_soon_with_clients_still_connected_and_keeps_what_it_acknowledged(
    start: Start, data: Path
) -> None:
    program = start("--port", "0", "--data-dir", str(data), "--token", "secret")
    port = port_of(program.url)
    host = ("Host", f"127.0.0.1:{port}")
    with RawConnection(port) as alive, RawConnection(port) as half, RawConnection(port):
        body = json.dumps(bet()).encode()
        headers = [host, ("X-Ingest-Token", "secret"), ("Content-Type", "application/json")]
        alive.send(
            request_bytes("POST", "/live/ingest", [*headers, ("Content-Length", str(len(body)))], body)
        )
        assert alive.reply().status == 200
        half.send(request_bytes("POST", "/live/ingest", [*headers, ("Content-Length", "1000")], b"{"))
        begun = time.monotonic()
        assert program.stop() == 0
        assert time.monotonic() - begun < 3
    with sqlite3.connect(data / "liveapp.sqlite3") as connection:
        assert connection.execute("SELECT count(*) FROM live_bets").fetchone()[0] == 1
    connection.close()


@needs_posix
def test_headless_imports_no_qt(start: Start, data: Path) -> None:
    program = start("--port", "0", "--data-dir", str(data), interpreter_options=["-X", "importtime"])
    assert post(program, (data / "ingest-token").read_text().strip(), bet()).status_code == 200
    assert program.stop() == 0
    imported = program.errors
    assert "waitress" in imported
    assert "PySide6" not in imported
    assert "shiboken" not in imported.lower()
    assert "liveapp.ui" not in imported


def test_the_cli_module_imports_no_qt(tmp_path: Path) -> None:
    code = "import sys, liveapp.cli; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], timeout=30, check=False, cwd=tmp_path).returncode == 0


# Files


@needs_posix
def test_the_first_start_makes_a_private_folder_and_a_token_that_stays(start: Start, data: Path) -> None:
    program = start("--port", "0", "--data-dir", str(data))
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    token_file = data / "ingest-token"
    assert stat.S_IMODE(token_file.stat().st_mode) == 0o600
    token = token_file.read_text().strip()
    assert len(token) >= 20
    assert post(program, token, bet()).status_code == 200
    assert post(program, None, bet()).status_code == 401
    assert program.stop() == 0
    again = start("--port", "0", "--data-dir", str(data))
    assert token_file.read_text().strip() == token
    assert post(again, token, bet()).json()["accepted"] is False
    assert (data / "liveapp.sqlite3").exists()


@needs_posix
def test_a_token_file_that_others_can_read_is_closed(start: Start, data: Path) -> None:
    data.mkdir()
    (data / "ingest-token").write_text("a-token-of-my-own\n")
    (data / "ingest-token").chmod(0o644)
    program = start("--port", "0", "--data-dir", str(data))
    assert post(program, "a-token-of-my-own", bet()).status_code == 200
    assert stat.S_IMODE((data / "ingest-token").stat().st_mode) == 0o600


@needs_posix
def test_the_log_holds_one_line_a_request_and_nothing_secret(start: Start, data: Path) -> None:
    program = start("--port", "0", "--data-dir", str(data), "--token", "secret-token-1")
    port = port_of(program.url)
    typed = ("Content-Type", "application/json")
    secret = json.dumps(bet(id="secret-bet")).encode()
    requests = [
        ("GET", "/healthz?secret-query=1", [], None, 200),
        ("POST", "/live/ingest?secret-query=2", [("X-Ingest-Token", "secret-token-1"), typed], secret, 200),
        ("POST", "/live/ingest", [("X-Ingest-Token", "secret-wrong"), typed], secret, 401),
        ("GET", "/nowhere?secret-query=3", [], None, 404),
        ("GET", "/evil%0aINFO%20forged%20line%1b[31m", [], None, 404),
        ("GET", "/healthz", [("Origin", "https://evil.com")], None, 403),
        ("POST", "/live/ingest", [("X-Ingest-Token", "secret-token-1"), typed], b'{"secret-body"', 400),
        ("OPTIONS", "/live/ingest", [], None, 405),
    ]
    for method, target, headers, body, status in requests:
        assert ask(port, method, target, headers, body).status == status
    assert program.stop() == 0
    log = (data / "liveapp.log").read_text()
    for text in (log, program.errors):
        assert "secret" not in text
        assert "\x1b" not in text
        assert not re.search(r"(?m)^INFO forged", text)
    lines = [line for line in log.splitlines() if re.search(r"\b(GET|POST|OPTIONS) /", line)]
    assert len(lines) == len(requests)
    for line, (method, target, _, _, status) in zip(lines, requests, strict=True):
        assert f"{method} /" in line
        assert str(status) in line
        assert re.search(r"\d ?ms\b", line)
        if "%" not in target:
            assert target.partition("?")[0] in line


# Options, environment, saved values, defaults


@needs_posix
def test_an_option_beats_the_environment_which_beats_what_was_saved(start: Start, data: Path) -> None:
    data.mkdir(mode=0o700)
    (data / "ingest-token").write_text("saved-token")
    (data / "settings.json").write_text(json.dumps({"port": 0, "require_token": True}))
    environment = {"LIVEAPP_INGEST_TOKEN": "environment-token", "LIVEAPP_DATA_DIR": str(data)}
    cases: list[tuple[list[str], dict[str, str], str]] = [
        (["--token", "option-token"], environment, "option-token"),
        ([], environment, "environment-token"),
        ([], {**environment, "LIVEAPP_INGEST_TOKEN": ""}, "saved-token"),
    ]
    for arguments, variables, right in cases:
        program = start(*arguments, environment=variables)
        for token in ("option-token", "environment-token", "saved-token"):
            assert post(program, token, bet()).status_code == (200 if token == right else 401)
        assert program.stop() == 0
    assert (data / "ingest-token").read_text().strip() == "saved-token"


@needs_posix
def test_the_port_comes_from_the_option_or_the_environment_or_what_was_saved(
    start: Start, data: Path
) -> None:
    ports = free_ports(3)
    data.mkdir(mode=0o700)
    (data / "settings.json").write_text(json.dumps({"port": ports[0]}))
    where = ["--data-dir", str(data)]
    for arguments, variables, port in (
        (["--port", str(ports[2])], {"LIVEAPP_PORT": str(ports[1])}, ports[2]),
        ([], {"LIVEAPP_PORT": str(ports[1])}, ports[1]),
        ([], {"LIVEAPP_PORT": ""}, ports[0]),
    ):
        program = start(*where, *arguments, environment=variables)
        assert port_of(program.url) == port
        assert program.stop() == 0


@needs_posix
@pytest.mark.parametrize(
    ("arguments", "environment"), [(["--no-token"], {}), ([], {"LIVEAPP_REQUIRE_TOKEN": "0"})]
)
def test_the_token_can_be_waived(
    start: Start, data: Path, arguments: list[str], environment: dict[str, str]
) -> None:
    program = start("--port", "0", "--data-dir", str(data), *arguments, environment=environment)
    assert post(program, None, bet()).status_code == 200
    assert ask(port_of(program.url), "GET", "/healthz", [("Origin", "null")]).status == 403


@needs_posix
def test_the_environment_sets_what_has_no_option(start: Start, data: Path) -> None:
    environment = {
        "LIVEAPP_RATE_LIMIT": "1",
        "LIVEAPP_ALLOWED_ORIGINS": " https://a.example , http://localhost:5173,",
        "LIVEAPP_DATA_DIR": str(data),
        "LIVEAPP_PORT": "0",
        "LIVEAPP_INGEST_TOKEN": "secret",
    }
    program = start(environment=environment)
    assert post(program, "secret", bet(1)).status_code == 200
    assert post(program, "secret", bet(2)).status_code == 429
    port = port_of(program.url)
    for origin, status in (
        ("https://a.example", 200),
        ("http://localhost:5173", 200),
        ("https://b.example", 403),
    ):
        assert ask(port, "GET", "/healthz", [("Origin", origin)]).status == status


@needs_posix
def test_empty_variables_count_as_unset(start: Start, data: Path, tmp_path: Path) -> None:
    names = ("DATA_DIR", "PORT", "INGEST_TOKEN", "REQUIRE_TOKEN", "RATE_LIMIT", "ALLOWED_ORIGINS")
    program = start(
        "--port", "0", "--data-dir", str(data), environment={f"LIVEAPP_{name}": "" for name in names}
    )
    assert post(program, None, bet()).status_code == 401
    assert post(program, (data / "ingest-token").read_text().strip(), bet()).status_code == 200


@pytest.mark.parametrize(
    ("arguments", "variables", "named"),
    [
        (["--port", "abc"], {}, "--port"),
        (["--token", "a\nb"], {}, "--token"),
        (["nonsense"], {}, "nonsense"),
        ([], {"LIVEAPP_PORT": "65536"}, "--port"),
    ],
    ids=str,
)
def test_what_is_wrong_ends_it_with_2_and_one_line_that_names_it(
    tmp_path: Path, arguments: list[str], variables: dict[str, str], named: str
) -> None:
    data = str(tmp_path / "data")
    done = run(tmp_path, "--headless", "--data-dir", data, *arguments, environment=variables)
    assert done.returncode == 2
    assert named in one_line(done.stderr)
    assert done.stdout == ""


# Surroundings that are in the way


def drop_override_of_permissions() -> None:
    """Take from a superuser's child what would let it ignore permissions, so that they count."""
    pr_capbset_drop, cap_dac_override, cap_dac_read_search = 24, 1, 2
    libc = ctypes.CDLL(None)
    for capability in (cap_dac_override, cap_dac_read_search):
        libc.prctl(pr_capbset_drop, capability, 0, 0, 0)


def says_why(text: str, *words: str) -> None:
    assert "Traceback" not in text
    assert any(word in text for word in words), text


def test_a_taken_port_is_told_in_clear_words(tmp_path: Path, data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(tmp_path, "--headless", "--port", str(port), "--data-dir", str(data))
    assert done.returncode not in (0, 2)
    assert done.stdout == ""
    says_why(done.stderr, str(port))


@needs_posix
def test_a_second_program_on_the_same_port_does_not_start(start: Start, tmp_path: Path, data: Path) -> None:
    program = start("--port", "0", "--data-dir", str(data))
    port = port_of(program.url)
    done = run(tmp_path, "--headless", "--port", str(port), "--data-dir", str(tmp_path / "other"))
    assert done.returncode != 0
    says_why(done.stderr, str(port))
    assert ask(port, "GET", "/healthz").status == 200


@needs_posix
def test_a_read_only_data_folder_is_told_in_clear_words(tmp_path: Path, data: Path) -> None:
    data.mkdir()
    data.chmod(0o555)
    try:
        done = run(
            tmp_path,
            *("--headless", "--port", "0", "--token", "secret", "--data-dir", str(data)),
            preexec=drop_override_of_permissions,
        )
    finally:
        data.chmod(0o755)
    assert done.returncode not in (0,)
    assert done.stdout == ""
    says_why(done.stderr, str(data))
    assert list(data.iterdir()) == []


@needs_posix
def test_a_read_only_database_is_told_in_clear_words_and_not_touched(
    start: Start, tmp_path: Path, data: Path
) -> None:
    program = start("--port", "0", "--data-dir", str(data), "--token", "secret")
    assert post(program, "secret", bet()).status_code == 200
    assert program.stop() == 0
    file = data / "liveapp.sqlite3"
    before = file.read_bytes()
    file.chmod(0o444)
    data.chmod(0o555)
    try:
        done = run(
            tmp_path,
            *("--headless", "--port", "0", "--token", "secret", "--data-dir", str(data)),
            preexec=drop_override_of_permissions,
        )
    finally:
        data.chmod(0o755)
    assert done.returncode != 0
    assert done.stdout == ""
    says_why(done.stderr, "liveapp.sqlite3", str(data))
    assert file.read_bytes() == before


@needs_posix
def test_a_newer_database_is_refused_and_left_byte_for_byte(start: Start, tmp_path: Path, data: Path) -> None:
    program = start("--port", "0", "--data-dir", str(data), "--token", "secret")
    assert post(program, "secret", bet()).status_code == 200
    assert program.stop() == 0
    file = data / "liveapp.sqlite3"
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before, names = file.read_bytes(), {path.name for path in data.glob("*sqlite3*")}
    assert names == {"liveapp.sqlite3"}
    done = run(tmp_path, "--headless", "--port", "0", "--token", "secret", "--data-dir", str(data))
    assert done.returncode not in (0, 2)
    assert done.stdout == ""
    says_why(done.stderr, "newer")
    assert file.read_bytes() == before
    assert {path.name for path in data.glob("*sqlite3*")} == names


@needs_posix
@pytest.mark.parametrize(
    "content", [b"not a database at all " * 100, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_damaged_database_is_refused_and_left_byte_for_byte(
    tmp_path: Path, data: Path, content: bytes
) -> None:
    data.mkdir(mode=0o700)
    file = data / "liveapp.sqlite3"
    file.write_bytes(content)
    done = run(tmp_path, "--headless", "--port", "0", "--data-dir", str(data))
    assert done.returncode not in (0, 2)
    assert done.stdout == ""
    says_why(done.stderr, "liveapp.sqlite3")
    assert file.read_bytes() == content


@needs_posix
def test_another_programs_database_is_refused_and_left_byte_for_byte(tmp_path: Path, data: Path) -> None:
    data.mkdir(mode=0o700)
    file = data / "liveapp.sqlite3"
    connection = sqlite3.connect(file)
    connection.executescript("CREATE TABLE photos (id INTEGER); INSERT INTO photos VALUES (1)")
    connection.close()
    before = file.read_bytes()
    done = run(tmp_path, "--headless", "--port", "0", "--data-dir", str(data))
    assert done.returncode not in (0, 2)
    says_why(done.stderr, "liveapp.sqlite3")
    assert file.read_bytes() == before


needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs a system that can have no screen")


@needs_linux
def test_without_a_screen_one_line_offers_headless(tmp_path: Path, data: Path) -> None:
    where = ["--port", "0", "--data-dir", str(data)]
    done = run(tmp_path, *where, environment=NO_SCREEN, interpreter_options=["-X", "importtime"])
    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
    assert "--headless" in one_line("\n".join(said))
    assert "PySide6" not in done.stderr


@needs_linux
def test_a_screen_that_does_not_answer_is_told_too(tmp_path: Path, data: Path) -> None:
    nowhere = {**NO_SCREEN, "DISPLAY": ":4711"}
    done = run(tmp_path, "--port", "0", "--data-dir", str(data), environment=nowhere)
    assert done.returncode == 1
    assert "--headless" in done.stderr.strip().splitlines()[-1]


@needs_posix
def test_the_demo_plays_through_the_port_and_is_named_in_its_notes(start: Start, data: Path) -> None:
    program = start("--port", "0", "--data-dir", str(data), "--demo")
    deadline = time.monotonic() + 20
    notes: list[str | None] = []
    while time.monotonic() < deadline:
        with sqlite3.connect(f"file:{data / 'liveapp.sqlite3'}?mode=ro", uri=True) as connection:
            notes = [
                row[0] for row in connection.execute("SELECT notes FROM live_streams WHERE total_bets > 0")
            ]
        connection.close()
        if notes and all(notes):
            break
        time.sleep(0.1)
    assert notes
    assert all("demo" in (note or "").lower() for note in notes)
    assert program.stop() == 0
    assert "Traceback" not in program.errors
