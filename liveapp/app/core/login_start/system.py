"""The entry of the system that the program runs on."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from liveapp.app.core.login_start.entry import LoginEntry, start_command
from liveapp.app.core.login_start.mac import LaunchAgent
from liveapp.app.core.login_start.windows import RunKey, UserRegistry
from liveapp.app.core.login_start.xdg import XdgAutostart
from liveapp.settings import Settings, default_data_dir


def login_entry(
    platform: str = sys.platform, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> LoginEntry:
    """How this system is told what to start at login."""
    if platform == "win32":
        return RunKey(UserRegistry())
    home = home or Path.home()
    return LaunchAgent(home) if platform == "darwin" else XdgAutostart(environment, home)


def this_program(settings: Settings) -> tuple[str, ...]:
    """The words that start this program again, on the data folder that it runs on."""
    data_dir = None if settings.data_dir == default_data_dir() else settings.data_dir
    return start_command(data_dir, sys.executable, getattr(sys, "frozen", False), os.environ)
