"""What keeps the program from starting is told in one line, and in a dialog where somebody could close it."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.http_client import ask, port_of
from tests.program import START_LIMIT_S, Program, clean_environment, run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions, links and signals")

FLOOD = """
import logging, sys, threading, time
from liveapp.cli import main
def flood():
    while not any("StandardError" in repr(one) for one in logging.getLogger("liveapp").handlers):
        time.sleep(0.01)
    for number in range(5000):
        logging.getLogger("liveapp.receiver").error("%d: nothing works", number)
    print("flooded", flush=True)
threading.Thread(target=flood).start()
sys.exit(main())
"""
VNC = "vnc"
"""A platform of Qt's that needs no screen and counts as one that is seen."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    return folder


@pytest.fixture
def holder(tmp_path: Path, data: Path) -> Iterator[Program]:
    """A headless program that uses the data folder."""
    program = Program(tmp_path, "--port", "0", "--data-dir", str(data))
    yield program
    program.close()


def start(home: Path, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "liveapp", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=home,
        env=clean_environment(home, environment),
    )


def said(stream: IO[str] | None) -> str:
    assert stream
    return stream.readline()


def the_line(done: "subprocess.CompletedProcess[str]") -> str:
    (line,) = done.stderr.splitlines()
    assert line.startswith("liveapp: error: ")
    assert done.stdout == ""
    return line


# One line each


# tests/unit/test_cli.py tries what else ends a start at once, without a process for each.


@pytest.mark.parametrize("how", ["--headless", "--demo"])
def test_what_was_saved_wrongly_is_named_and_kept(tmp_path: Path, data: Path, how: str) -> None:
    (data / "settings.json").write_bytes(b'{"port": true}')
    done = run(tmp_path, how, "--data-dir", str(data))
    assert done.returncode == 2
    assert "--port" in the_line(done)
    assert (data / "settings.json").read_bytes() == b'{"port": true}'


@pytest.mark.parametrize(
    ("how", "kind", "name"),
    [
        ("--headless", "folder", "liveapp.log"),
        ("--headless", "link", "liveapp.lock"),
        ("--demo", "link", "settings.json"),
        ("--demo", "folder", "liveapp.log"),
    ],
)
def test_a_link_or_folder_in_a_files_place_is_refused_and_not_touched(
    tmp_path: Path, data: Path, how: str, name: str, kind: str
) -> None:
    target = tmp_path / "target"
    target.write_text('{"port": 0}', encoding="utf-8")
    target.chmod(0o644)
    if kind == "link":
        (data / name).symlink_to(target)
    else:
        (data / name).mkdir()
    done = run(tmp_path, how, "--port", "0", "--data-dir", str(data))
    assert done.returncode == 1
    assert str(data / name) in the_line(done)
    assert (target.read_text(encoding="utf-8"), stat.S_IMODE(target.stat().st_mode)) == ('{"port": 0}', 0o644)


@pytest.mark.parametrize("arguments", [["nonsense", "--headless"], ["--a\x1b[2Jb"]])
def test_an_unknown_word_is_one_line_that_names_it(tmp_path: Path, arguments: list[str]) -> None:
    done = run(tmp_path, *arguments, environment={"LIVEAPP_DATA_DIR": str(tmp_path / "none")})
    assert done.returncode == 2
    line = the_line(done)
    assert line.isprintable()
    assert not arguments[0].isalpha() or arguments[0] in line
    assert not (tmp_path / "none").exists()


# Files


def test_files_that_others_can_read_are_closed_and_half_written_ones_removed(
    tmp_path: Path, data: Path
) -> None:
    names = [
        "settings.json",
        "window.json",
        "liveapp.lock",
        "liveapp.log",
        "liveapp.log.1",
        "backups/a.sqlite3",
    ]
    (data / "backups").mkdir(mode=0o755)
    for name in names:
        (data / name).write_text("{}" if name.endswith("json") else "", encoding="utf-8")
        (data / name).chmod(0o644)
    (data / ".ingest-token-0123abcd.part").touch()
    program = Program(tmp_path, "--port", "0", "--data-dir", str(data))
    try:
        assert program.stop() == 0
    finally:
        program.close()
    found = {path.relative_to(data).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in data.rglob("*")}
    assert {name: mode for name, mode in found.items() if mode != 0o600} == {"backups": 0o700}
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert found.keys() >= set(names)
    assert not [name for name in found if name.endswith(".part")]


# Standard error


def test_a_standard_error_that_nobody_reads_stops_neither_answers_nor_the_end(
    tmp_path: Path, data: Path
) -> None:
    command = [sys.executable, "-c", FLOOD, "--headless", "--port", "0", "--data-dir", str(data)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean_environment(tmp_path)
    ) as program:
        try:
            lines = sorted([said(program.stdout), said(program.stdout)])
            assert lines[0] == "flooded\n" or lines[1] == "flooded\n"
            announced = json.loads(next(line for line in lines if line.startswith("{")))
            assert ask(port_of(announced["url"]), "GET", "/healthz").status == 200
            program.send_signal(signal.SIGTERM)
            assert program.wait(START_LIMIT_S) == 0
            assert program.stderr
            assert "Fatal" not in program.stderr.read()
        finally:
            program.kill()
    assert (data / "liveapp.log").read_text(encoding="utf-8").count("nothing works") == 5000


# Dialogs


def test_a_window_on_a_folder_in_use_ends_by_itself_where_nobody_could_close_a_dialog(
    tmp_path: Path, data: Path, holder: Program
) -> None:
    done = run(tmp_path, "--data-dir", str(data))
    assert done.returncode == 1
    assert str(data) in the_line(done)
    assert ask(port_of(holder.url), "GET", "/healthz").status == 200


def a_free_display() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"{VNC}:port={free.getsockname()[1]}"


@pytest.mark.skipif(sys.platform != "linux", reason="needs Qt's screen for VNC")
@pytest.mark.parametrize("content", ['{"theme": true}', None])
def test_where_somebody_could_close_it_a_dialog_waits(
    tmp_path: Path, data: Path, content: str | None
) -> None:
    if content:
        (data / "settings.json").write_text(content, encoding="utf-8")
    else:
        (data / "liveapp.log").mkdir()
    window = start(tmp_path, "--port", "0", "--data-dir", str(data), QT_QPA_PLATFORM=a_free_display())
    try:
        assert said(window.stderr).startswith("liveapp: error: ")
        with pytest.raises(subprocess.TimeoutExpired):
            window.wait(1.5)
        window.send_signal(signal.SIGINT)
        assert window.wait(START_LIMIT_S) in (1, 2)
    finally:
        window.kill()
        window.communicate()


@pytest.mark.skipif(sys.platform != "linux", reason="needs a system that can have no screen")
@pytest.mark.parametrize("display", ["", ":4711"])
def test_without_a_screen_a_wrong_saved_setting_is_one_line_as_before(
    tmp_path: Path, data: Path, display: str
) -> None:
    (data / "settings.json").write_text('{"port": true}', encoding="utf-8")
    nowhere = {"QT_QPA_PLATFORM": "", "DISPLAY": display, "WAYLAND_DISPLAY": ""}
    done = run(tmp_path, "--data-dir", str(data), environment=nowhere)
    assert done.returncode == 2
    assert "--port" in the_line(done)
