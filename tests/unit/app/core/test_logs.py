"""The log helps, and never gets in the way."""

import logging
import os
import re
import stat
import sys
from logging import FileHandler
from pathlib import Path

import pytest

from liveapp.app.core import logs
from liveapp.app.core.logs import OLD_FILES, UNUSED_FACTS, logging_to
from liveapp.receiver.access_log import AccessLog
from tests.conftest import LogWatch

FULL = Path("/dev/full")


def test_lines_go_to_a_private_file_and_all_but_requests_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "liveapp.log"
    with logging_to(path):
        logging.getLogger("liveapp.somewhere").info("began")
        logging.getLogger("liveapp.access").info("GET / 200")
    logging.getLogger("liveapp.somewhere").info("after the end")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    content = path.read_text(encoding="utf-8")
    assert [line.split(": ")[-1] for line in content.splitlines()] == ["began", "GET / 200"]
    errors = capsys.readouterr().err
    assert "began" in errors
    assert "GET / 200" not in errors


def test_every_line_of_many_requests_begins_as_one_alone(tmp_path: Path) -> None:
    path = tmp_path / "liveapp.log"
    log = AccessLog()
    with logging_to(path):
        for number in range(3):
            log.note("GET", f"/{number}", "200", 0.001)
        log.start()
        log.stop()
        logging.getLogger("liveapp.somewhere").info("two\nlines")
    lines = path.read_text(encoding="utf-8").splitlines()
    start = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO liveapp\.access: "
    for number in range(3):
        assert re.fullmatch(rf"{start}GET /{number} 200 1\.0 ms", lines[number])
    assert lines[4] == "lines", "other records stand as they are"


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a file that is always full")
def test_a_log_on_a_full_disk_stops_nothing_and_says_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with logging_to(tmp_path / "liveapp.log"), FULL.open("wb") as full:
        (handler,) = [one for one in logging.getLogger("liveapp").handlers if isinstance(one, FileHandler)]
        os.dup2(full.fileno(), handler.stream.fileno())
        logging.getLogger("liveapp.access").info("GET / 200")
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "device"])
def test_the_log_is_a_regular_file_or_the_program_does_not_start(tmp_path: Path, kind: str) -> None:
    path, target = tmp_path / "liveapp.log", tmp_path / "target"
    match kind:
        case "link":
            target.write_text("mine", encoding="utf-8")
            target.chmod(0o644)
            path.symlink_to(target)
        case "dangling link":
            path.symlink_to(target)
        case "pipe":
            os.mkfifo(path)
        case "device":
            path = Path(os.devnull)
    before = list(logging.getLogger("liveapp").handlers)
    with pytest.raises(OSError, match=r"link, which|no regular file"), logging_to(path):
        pytest.fail("the block was entered")
    assert logging.getLogger("liveapp").handlers == before
    if kind == "link":
        assert (target.read_text(encoding="utf-8"), stat.S_IMODE(target.stat().st_mode)) == ("mine", 0o644)
    else:
        assert not target.exists()


def test_a_link_that_takes_the_logs_place_while_it_is_put_aside_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MAX_FILE_BYTES", 200)
    path, target = tmp_path / "liveapp.log", tmp_path / "target"
    with logging_to(path):
        logging.getLogger("liveapp.access").info("GET / 200")
        path.unlink()
        path.symlink_to(target)
        for _ in range(20):
            logging.getLogger("liveapp.access").info("GET / 200")
    assert not target.exists()


def test_a_full_file_is_put_aside_and_the_next_is_as_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MAX_FILE_BYTES", 2000)
    with logging_to(tmp_path / "liveapp.log"):
        for number in range(200):
            logging.getLogger("liveapp.access").info("GET /%d 200", number)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["liveapp.log", *(f"liveapp.log.{number}" for number in range(1, OLD_FILES + 1))]
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}
    assert max(path.stat().st_size for path in tmp_path.iterdir()) <= 2000


def test_a_file_that_cannot_be_written_is_the_systems_error(tmp_path: Path) -> None:
    before = list(logging.getLogger("liveapp").handlers)
    with pytest.raises(FileNotFoundError), logging_to(tmp_path / "gone" / "liveapp.log"):
        pytest.fail("the block was entered")
    assert logging.getLogger("liveapp").handlers == before


def test_a_program_without_standard_error_logs_to_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with logging_to(tmp_path / "liveapp.log"):
        logging.getLogger("liveapp").info("ü\n")
    assert "ü" in (tmp_path / "liveapp.log").read_text(encoding="utf-8")


def test_loggers_are_afterwards_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loggers = {name: logging.getLogger(name) for name in ("liveapp", "waitress")}
    loggers["waitress"].setLevel(logging.CRITICAL)
    before = [(one.level, list(one.handlers)) for one in loggers.values()]
    for name in UNUSED_FACTS:
        monkeypatch.setattr(logging, name, True)
    with logging_to(tmp_path / "liveapp.log"):
        assert loggers["liveapp"].level == logging.INFO
        assert loggers["waitress"].level == logging.ERROR
        assert not logging.logThreads
    assert [(one.level, list(one.handlers)) for one in loggers.values()] == before
    assert all(getattr(logging, name) for name in UNUSED_FACTS)
    loggers["waitress"].setLevel(logging.NOTSET)


def test_what_no_encoding_has_is_logged_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("liveapp"), "propagate", False)  # pytest's reports cannot hold it
    with logging_to(tmp_path / "liveapp.log"):
        logging.getLogger("liveapp").info("/tmp/\udcff")
    assert "/tmp/\\udcff" in (tmp_path / "liveapp.log").read_text(encoding="utf-8")


def test_a_pipe_that_nobody_reads_stops_no_log_call_and_not_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
) -> None:
    log_watch.expect("nothing works")
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as stream, os.fdopen(reading, "rb"), monkeypatch.context() as redirected:
        redirected.setattr(sys, "stderr", stream)
        with logging_to(tmp_path / "liveapp.log"):
            for number in range(5000):
                logging.getLogger("liveapp").error("%d: nothing works", number)
    lines = (tmp_path / "liveapp.log").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 5000
