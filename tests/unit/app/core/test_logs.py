"""The log helps, and never gets in the way."""

import logging
import stat
import sys
from pathlib import Path

import pytest

from liveapp.app.core import logs
from liveapp.app.core.logs import OLD_FILES, logging_to

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


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a file that is always full")
def test_a_log_on_a_full_disk_stops_nothing_and_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to(FULL):
        logging.getLogger("liveapp.access").info("GET / 200")
    assert capsys.readouterr().err == ""


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
