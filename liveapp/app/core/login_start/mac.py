"""macOS: an agent that launchd starts at login.

Source: launchd.plist(5).
"""

import plistlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from liveapp.app.core.login_start.entry import NAME, refuse_unwritable
from liveapp.files import PUBLIC_FILE, replacing

LABEL = f"{NAME}.login"


class LaunchAgent:
    """The user's own agent. What System Settings › Login Items forbids is not seen here: nobody tells."""

    def __init__(self, home: Path) -> None:
        self._path = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"

    def is_on(self) -> bool:
        """Whether launchd starts the program: there is such an agent, and it is not disabled."""
        try:
            with self._path.open("rb") as file:
                agent: Any = plistlib.load(file)
        except FileNotFoundError:
            return False
        except (ValueError, ExpatError, RecursionError):
            return False  # launchd does not read it either
        return isinstance(agent, dict) and agent.get("RunAtLoad") is True and not agent.get("Disabled")

    def turn_on(self, command: Sequence[str]) -> None:
        """Write the agent."""
        refuse_unwritable(command)
        content = plistlib.dumps(
            {
                "Label": LABEL,
                "ProgramArguments": list(command),
                "RunAtLoad": True,
                "LimitLoadToSessionType": "Aqua",
                "ProcessType": "Interactive",
            }
        )
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(self._path, PUBLIC_FILE) as temporary:
            temporary.write_bytes(content)

    def turn_off(self) -> None:
        """Remove the agent."""
        self._path.unlink(missing_ok=True)
