"""The command, as far as it can be told without starting it."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from liveapp.cli import ask_named_screen_only, lacks_screen, main

Ended = Callable[..., int]


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Ended:
    """Runs the command in this process and returns its status: for what ends it before anything is begun."""

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["liveapp", *arguments])
        try:
            return main()
        except SystemExit as end:
            return int(end.code or 0)

    return run


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
@pytest.mark.parametrize("platform", ["linux", "freebsd14"])
def test_a_variable_names_the_screen_unless_it_is_empty(platform: str, name: str) -> None:
    assert not lacks_screen(platform, {name: ":0"})
    assert lacks_screen(platform, {name: "", "HOME": "/root"})
    assert lacks_screen(platform, {})


@pytest.mark.parametrize("platform", ["win32", "cygwin", "darwin"])
def test_windows_and_macos_have_a_screen_without_a_variable(platform: str) -> None:
    assert not lacks_screen(platform, {})


@pytest.mark.parametrize(
    ("platform", "environment", "asked"),
    [
        ("linux", {"DISPLAY": ":0"}, "xcb"),
        ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}, "xcb"),
        ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, None),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "vnc"}, "vnc"),
        ("linux", {}, None),
        ("darwin", {"DISPLAY": ":0"}, None),
    ],
)
def test_qt_asks_for_x11_alone_where_no_other_screen_is_named(
    platform: str, environment: dict[str, str], asked: str | None
) -> None:
    ask_named_screen_only(platform, environment)
    assert environment.get("QT_QPA_PLATFORM") == asked


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--port", "abc"], "--port"),
        (["--port", "70000"], "--port"),
        (["--port", "-1"], "--port"),
        (["--port", "1.5"], "--port"),
        (["--port", ""], "--port"),
        (["--port"], "--port"),
        (["--token", ""], "--token"),
        (["--token", " blank "], "--token"),
        (["--token", "a\nb"], "--token"),
        (["--token", "x" * 5000], "--token"),
        (["--data-dir", "{file}"], "--data-dir"),
        (["--data-dir"], "--data-dir"),
        (["--stream"], "--stream"),
        (["--nonsense"], "--nonsense"),
        (["nonsense"], "nonsense"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_option_ends_it_with_2_and_one_line_that_names_it(
    tmp_path: Path, ended: Ended, capsys: pytest.CaptureFixture[str], arguments: list[str], named: str
) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    data = [] if "--data-dir" in arguments else ["--data-dir", str(tmp_path / "data")]
    status = ended("--headless", *data, *(part.replace("{file}", str(file)) for part in arguments))
    told = capsys.readouterr()
    assert (status, told.out) == (2, "")
    (line,) = told.err.splitlines()
    assert named in line
    assert file.read_text() == "x"


@pytest.mark.parametrize(
    ("name", "value", "option"),
    [
        ("LIVEAPP_PORT", "abc", "--port"),
        ("LIVEAPP_PORT", "65536", "--port"),
        ("LIVEAPP_INGEST_TOKEN", " blank ", "--token"),
        ("LIVEAPP_REQUIRE_TOKEN", "perhaps", "--no-token"),
        ("LIVEAPP_RATE_LIMIT", "-1", "LIVEAPP_RATE_LIMIT"),
        ("LIVEAPP_RATE_LIMIT", "many", "LIVEAPP_RATE_LIMIT"),
        ("LIVEAPP_RATE_LIMIT", "1.5", "LIVEAPP_RATE_LIMIT"),
        ("LIVEAPP_ALLOWED_ORIGINS", "example.com", "LIVEAPP_ALLOWED_ORIGINS"),
        ("LIVEAPP_ALLOWED_ORIGINS", "https://a.example/path", "LIVEAPP_ALLOWED_ORIGINS"),
        ("LIVEAPP_ALLOWED_ORIGINS", "*", "LIVEAPP_ALLOWED_ORIGINS"),
        ("LIVEAPP_ALLOWED_ORIGINS", "https://a.example:99999", "LIVEAPP_ALLOWED_ORIGINS"),
    ],
)
def test_a_wrong_variable_ends_it_with_2_and_one_line_that_names_the_option(
    tmp_path: Path,
    ended: Ended,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    option: str,
) -> None:
    monkeypatch.setenv(name, value)
    assert ended("--headless", "--data-dir", str(tmp_path / "data")) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert option in line or name in line


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("settings.json", b'{"port": true}', "--port"),
        ("settings.json", b'{"port": 1.0}', "--port"),
        ("settings.json", b'{"rate_limit": false}', "LIVEAPP_RATE_LIMIT"),
        ("settings.json", b'{"require_token": "maybe"}', "--no-token"),
        ("settings.json", b"[" * 100_000, "settings.json"),
        ("settings.json", b"\xff", "settings.json"),
        ("settings.json", b" " * 2**21, "settings.json"),
        ("ingest-token", b"\xff", "ingest-token"),
        ("ingest-token", b"x" * 201, "ingest-token"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_was_saved_wrongly_is_named_and_kept(
    data: Path, ended: Ended, capsys: pytest.CaptureFixture[str], name: str, content: bytes, named: str
) -> None:
    (data / name).write_bytes(content)
    assert ended("--headless", "--data-dir", str(data)) == 2
    assert named in the_line(capsys)
    assert (data / name).read_bytes() == content


@pytest.mark.parametrize("folder", ["~nosuchuser/x", "/" + "x" * 300])
def test_a_data_folder_that_cannot_be_is_named_by_its_option(
    ended: Ended, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    assert ended("--headless", "--data-dir", folder) == 2
    assert "--data-dir" in the_line(capsys)


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX links and permissions")
@pytest.mark.parametrize("name", ["liveapp.log", "ingest-token", "settings.json", "liveapp.lock"])
@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_link_or_folder_in_a_files_place_is_refused_and_not_touched(
    tmp_path: Path, data: Path, ended: Ended, capsys: pytest.CaptureFixture[str], name: str, kind: str
) -> None:
    target = tmp_path / "target"
    target.write_text('{"port": 0}', encoding="utf-8")
    target.chmod(0o644)
    if kind == "link":
        (data / name).symlink_to(target)
    else:
        (data / name).mkdir()
    assert ended("--headless", "--port", "0", "--data-dir", str(data)) == 1
    assert str(data / name) in the_line(capsys)
    assert (target.read_text(encoding="utf-8"), stat.S_IMODE(target.stat().st_mode)) == ('{"port": 0}', 0o644)


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["nonsense", "--headless"], ["a\nb"], ["--a\x1b[2Jb"], [""]]
)
def test_an_unknown_word_is_one_line_that_names_it(
    tmp_path: Path,
    ended: Ended,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
) -> None:
    monkeypatch.setenv("LIVEAPP_DATA_DIR", str(tmp_path / "none"))
    assert ended(*arguments) == 2
    line = the_line(capsys)
    assert line.isprintable()
    assert not arguments[0].isalpha() or arguments[0] in line
    assert not (tmp_path / "none").exists()


def the_line(capsys: pytest.CaptureFixture[str]) -> str:
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = told.err.splitlines()
    assert line.startswith("liveapp: error: ")
    return line
