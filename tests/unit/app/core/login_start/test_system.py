import sys
from pathlib import Path

import pytest

from liveapp.app.core.login_start.mac import LaunchAgent
from liveapp.app.core.login_start.system import login_entry, this_program
from liveapp.app.core.login_start.xdg import XdgAutostart
from liveapp.settings import Settings


def test_each_system_has_its_own_way(tmp_path: Path) -> None:
    assert isinstance(login_entry("darwin", {}, tmp_path), LaunchAgent)
    assert isinstance(login_entry("linux", {}, tmp_path), XdgAutostart)


def test_this_program_is_started_on_the_folder_that_it_runs_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("APPIMAGE", raising=False)
    assert this_program(Settings()) == (sys.executable, "-m", "liveapp")
    elsewhere = Settings(data_dir=tmp_path)
    assert this_program(elsewhere) == (sys.executable, "-m", "liveapp", "--data-dir", str(tmp_path))
