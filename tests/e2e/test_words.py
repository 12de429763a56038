"""The command line's words, as processes: what a command prints, how it fails, and how it is interrupted."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import START_LIMIT_S, clean_environment

PROGRAM = """
import logging, sys, time
from liveapp.app.core.commands.command import Command
from liveapp.cli import main
from liveapp.domain.errors import SurroundingsFault
from liveapp.settings import SettingsError

def count(settings, arguments, output):
    for number in range(1_000_000):
        output.write(f"{number}\\n")
    return 0

def fail(settings, arguments, output):
    output.write("half a result\\n")
    logging.getLogger("liveapp.storage").warning("a warning")
    raise {"fault": SurroundingsFault, "wrong": SettingsError, "system": OSError}[arguments.kind]("no room")

def wait(settings, arguments, output):
    print("waiting", file=sys.stderr, flush=True)
    while True:
        time.sleep(0.01)

def where(settings, arguments, output):
    output.write(f"{settings.data_dir} {'PySide6' in sys.modules}\\n")
    return 0

NOTHING = lambda parser: None
sys.exit(main((
    Command("count", "counts", NOTHING, count),
    Command("fail", "fails", lambda parser: parser.add_argument("kind"), fail),
    Command("wait", "waits", NOTHING, wait),
    Command("where", "tells where", NOTHING, where),
)))
"""


BUFFERED = {"PYTHONUNBUFFERED": ""}
"""What a command wrote before it failed is dropped as long as it is in the buffer."""


def command_line(*arguments: str) -> list[str]:
    return [sys.executable, "-c", PROGRAM, *arguments]


def run(home: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command_line(*arguments),
        capture_output=True,
        text=True,
        timeout=START_LIMIT_S,
        env=clean_environment(home, {**BUFFERED, **environment}),
        check=False,
    )


def test_a_command_prints_its_result_and_makes_nothing(tmp_path: Path) -> None:
    for arguments, environment in (
        (["--data-dir", str(tmp_path / "data"), "where"], {}),
        (["where", "--data-dir", str(tmp_path / "data")], {}),
        (["where"], {"LIVEAPP_DATA_DIR": str(tmp_path / "data")}),
    ):
        done = run(tmp_path, *arguments, **environment)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{tmp_path / 'data'} False\n", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["fail", "fault"], 1, "no room"),
        (["fail", "system"], 1, "no room"),
        (["fail", "wrong"], 2, "no room"),
        (["fail"], 2, "kind"),
        (["where", "--nonsense"], 2, "--nonsense"),
        (["nowhere"], 2, "nowhere"),
    ],
)
def test_a_command_that_fails_prints_one_line_and_no_result(
    tmp_path: Path, arguments: list[str], status: int, words: str
) -> None:
    done = run(tmp_path, *arguments)
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (status, "")
    assert line.startswith("liveapp: error: ")
    assert words in line


def test_help_lists_the_words_and_each_has_its_own(tmp_path: Path) -> None:
    told = run(tmp_path, "--help").stdout
    assert all(word in told for word in ("count", "fail", "wait", "tells where", "--headless"))
    done = run(tmp_path, "where", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "usage: liveapp where" in done.stdout


def test_whoever_reads_the_result_may_leave_early(tmp_path: Path) -> None:
    with subprocess.Popen(
        command_line("count"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_environment(tmp_path)
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"0\n"
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
        assert process.wait(START_LIMIT_S) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a file that is always full")
def test_an_output_that_is_full_is_told_in_one_line(tmp_path: Path) -> None:
    for word in ("where", "count"):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                command_line(word),
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                env=clean_environment(tmp_path),
                check=False,
            )
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert "No space left" in line


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_ctrl_c_ends_a_command_with_one_line(tmp_path: Path) -> None:
    with subprocess.Popen(
        command_line("wait"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_environment(tmp_path)
    ) as process:
        assert process.stderr
        assert process.stderr.readline() == b"waiting\n"
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b"liveapp: error: interrupted\n"
        assert process.wait(START_LIMIT_S) == 1
