"""What happens where a program that runs the clients is missing."""

from pathlib import Path

import pytest
from _pytest.outcomes import Failed, Skipped

from tests.clients.programs import node_version, program, required


def executable(path: Path, prints: str) -> Path:
    path.write_text(f"#!/bin/sh\necho '{prints}'\n")
    path.chmod(0o755)
    return path


def test_what_cannot_run_skips_in_words() -> None:
    with pytest.raises(Skipped, match="needs Chromium"):
        required("needs Chromium", {})


def test_what_cannot_run_fails_where_clients_are_required() -> None:
    with pytest.raises(Failed, match="needs Chromium"):
        required("needs Chromium", {"REQUIRE_CLIENTS": "1"})


def test_the_first_name_that_is_found_counts(tmp_path: Path) -> None:
    second = executable(tmp_path / "second", "v1")
    assert program(("first", "second"), str(tmp_path)) == second
    assert program(("first",), str(tmp_path)) is None


@pytest.mark.parametrize(("prints", "version"), [("v18.20.4", 18), ("v20.1.0", 20), ("Node? No.", 0)])
def test_the_version_of_node_is_read_from_what_it_prints(tmp_path: Path, prints: str, version: int) -> None:
    assert node_version(executable(tmp_path / "node", prints)) == version
