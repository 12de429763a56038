"""The way in for programs that embed this one."""

import subprocess
import sys

import pytest

import liveapp.app
from liveapp.settings import SettingsError


def test_qt_is_loaded_only_where_a_window_is_built() -> None:
    told = "import sys, liveapp.app; print(sorted(name for name in sys.modules if 'PySide' in name))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, timeout=60)
    assert done.stdout.strip() == b"[]"


@pytest.mark.parametrize(
    "arguments", [["--port", "many"], ["--unknown"], ["--port"], ["liveapp", "--port"], ["liveapp", "x"]]
)
def test_a_wrong_option_builds_nothing(arguments: list[str]) -> None:
    with pytest.raises(SettingsError):
        liveapp.app.create(arguments)
