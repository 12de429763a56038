"""Data is found wherever the program lies."""

import sys
from pathlib import Path

import pytest

from liveapp.app.core.resources import resources_folder


def test_a_checkout_has_its_resources() -> None:
    assert (resources_folder() / "openapi.json").is_file()
    assert (resources_folder() / "icons").is_dir()


def test_a_frozen_program_looks_where_it_was_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources_folder() == tmp_path / "resources"


def test_it_does_not_matter_where_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = resources_folder()
    monkeypatch.chdir(tmp_path)
    assert resources_folder() == before
    assert before.is_absolute()
