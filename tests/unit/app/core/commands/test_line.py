"""From a command line to a command: which word, which settings, and how it ends."""

import argparse
import io
from pathlib import Path
from typing import TextIO

import pytest

from liveapp.app.core.commands.command import Command
from liveapp.app.core.commands.line import OutputUnwritable, find_command, run_command
from liveapp.settings import Settings, SettingsError

FULL = Path("/dev/full")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--count", type=int, required=True)


def tell(settings: Settings, arguments: argparse.Namespace, output: TextIO) -> int:
    output.write(f"{settings.data_dir} {settings.port} {arguments.count}\n")
    return arguments.count and 1


def fail(settings: Settings, arguments: argparse.Namespace, output: TextIO) -> int:
    output.write("half a result\n")
    raise ZeroDivisionError


TELL = Command("tell", "tells what it was given", add_arguments, tell)
FAIL = Command("fail", "fails", lambda _parser: None, fail)
COMMANDS = (TELL, FAIL)


def run(*arguments: str, output: TextIO) -> int:
    line = find_command(arguments, COMMANDS)
    assert line
    return run_command(line, output)


@pytest.mark.parametrize(
    "arguments",
    [
        ["tell", "--count", "0", "--data-dir", "{data}"],
        ["tell", "--data-dir={data}", "--count=0"],
        ["--data-dir", "{data}", "tell", "--count", "0"],
        ["--data-dir={data}", "tell", "--count", "0"],
        ["--data-dir", "tell", "--data-dir", "{data}", "tell", "--count", "0"],
        ["--data-dir", "elsewhere", "tell", "--count", "0", "--data-dir", "{data}"],
    ],
)
def test_the_data_folder_stands_before_or_after_the_word_and_is_not_made(
    tmp_path: Path, arguments: list[str]
) -> None:
    output = io.StringIO()
    assert run(*(part.replace("{data}", str(tmp_path / "data")) for part in arguments), output=output) == 0
    assert output.getvalue() == f"{tmp_path / 'data'} 17888 0\n"
    assert list(tmp_path.iterdir()) == []


def test_the_environment_and_what_was_saved_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEAPP_DATA_DIR", str(tmp_path))
    (tmp_path / "settings.json").write_text('{"port": 5}', encoding="utf-8")
    output = io.StringIO()
    assert run("tell", "--count", "3", output=output) == 1
    assert output.getvalue() == f"{tmp_path} 5 3\n"


@pytest.mark.parametrize(
    "arguments", [[], ["--headless"], ["--data-dir"], ["--data-dir", "tell"], ["--help"]]
)
def test_without_a_word_the_program_itself_is_meant(arguments: list[str]) -> None:
    assert find_command(arguments, COMMANDS) is None


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nonsense"], "nonsense"),
        (["nonsense", "--headless"], "nonsense"),
        (["nonsense", "tell"], "nonsense"),
        ([""], ""),
        (["--data-dir=x", "TELL"], "TELL"),
    ],
)
def test_an_unknown_word_is_refused_by_name(arguments: list[str], word: str) -> None:
    with pytest.raises(SettingsError, match=f"no command '{word}'"):
        find_command(arguments, COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["tell"], "--count"),
        (["tell", "--count", "x"], "--count"),
        (["tell", "--count", "1", "--port", "1"], "--port"),
        (["tell", "--count", "1", "more"], "more"),
        (["tell", "--coun", "1"], "--coun"),
        (["--data-dir", "-x", "tell", "--count", "1"], "--data-dir"),
    ],
)
def test_a_wrong_argument_is_refused_in_one_line(arguments: list[str], named: str) -> None:
    output = io.StringIO()
    with pytest.raises(SettingsError, match=named) as refused:
        run(*arguments, output=output)
    assert "\n" not in str(refused.value)
    assert output.getvalue() == ""


def test_each_word_has_help_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run("tell", "--help", output=io.StringIO())
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "usage: liveapp tell" in told
    assert "tells what it was given" in told
    assert "--data-dir" in told


def test_a_command_that_fails_leaves_no_half_result(tmp_path: Path) -> None:
    path = tmp_path / "output"
    with path.open("w", encoding="utf-8") as output, pytest.raises(ZeroDivisionError):
        run("fail", "--data-dir", str(tmp_path / "data"), output=output)
    assert path.read_text(encoding="utf-8") == ""


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a file that is always full")
def test_an_output_that_takes_nothing_is_a_fault_of_the_surroundings(tmp_path: Path) -> None:
    with FULL.open("w") as output, pytest.raises(OutputUnwritable, match="standard output cannot be written"):
        run("tell", "--count", "0", "--data-dir", str(tmp_path), output=output)
