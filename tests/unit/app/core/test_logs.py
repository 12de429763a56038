"""The log helps, and never gets in the way."""

import logging
import stat
from pathlib import Path

import pytest

from liveapp.app.core.logs import logging_to

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
