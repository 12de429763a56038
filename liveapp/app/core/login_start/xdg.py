"""Linux: a desktop entry among those that the desktop starts.

Sources: Desktop Application Autostart Specification 0.5, Desktop Entry Specification 1.5, XDG Base Directory
Specification 0.8, by which a folder that is not absolute counts as not given.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from liveapp.app.core.login_start.entry import NAME, LoginStartRefused, refuse_unwritable
from liveapp.files import PUBLIC_FILE, replacing

FILE = f"{NAME}.desktop"
MAX_BYTES = 2**16
_IN_QUOTES = str.maketrans({letter: f"\\{letter}" for letter in '"`$\\'})
_IN_VALUE = str.maketrans({"\\": "\\\\"})
_IN_EXEC = str.maketrans({"%": "%%"})


class XdgAutostart:
    """The user's own entry, which counts before one that the system has for all."""

    def __init__(self, environment: Mapping[str, str], home: Path) -> None:
        own = Path(environment.get("XDG_CONFIG_HOME", ""))
        for_all = [Path(folder) for folder in (environment.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")]
        self._own = (own if own.is_absolute() else home / ".config") / "autostart" / FILE
        self._for_all = [folder / "autostart" / FILE for folder in for_all if folder.is_absolute()]

    def is_on(self) -> bool:
        """Whether the desktop starts the program."""
        counts = next((path for path in (self._own, *self._for_all) if path.is_file()), None)
        return counts is not None and _starts(counts)

    def turn_on(self, command: Sequence[str]) -> None:
        """Write the user's own entry."""
        self._write(
            "[Desktop Entry]\nType=Application\nName=liveapp\n"
            f"Comment=Records every round that a bot posts\nIcon={NAME}\nTerminal=false\n"
            f"Exec={exec_value(command)}\n"
        )

    def turn_off(self) -> None:
        """Remove the user's own entry, or hide the one for all by one of the user's own."""
        if any(path.is_file() and _starts(path) for path in self._for_all):
            self._write("[Desktop Entry]\nType=Application\nName=liveapp\nHidden=true\n")
        else:
            self._own.unlink(missing_ok=True)

    def _write(self, text: str) -> None:
        self._own.parent.mkdir(parents=True, exist_ok=True)
        with replacing(self._own, PUBLIC_FILE) as temporary:
            temporary.write_text(text, encoding="utf-8")


def exec_value(command: Sequence[str]) -> str:
    """A command as the value of `Exec`: each word in quotes, and that escaped as every value is.

    Raises:
        LoginStartRefused: a desktop entry cannot name this command.
    """
    refuse_unwritable(command)
    if "=" in command[0]:
        raise LoginStartRefused(f"A program with “=” in its path cannot be entered: {command[0]}")
    quoted = " ".join(f'"{word.translate(_IN_QUOTES)}"' for word in command)
    return quoted.translate(_IN_EXEC).translate(_IN_VALUE)


def _starts(path: Path) -> bool:
    """Whether a desktop entry is one that is started."""
    with path.open("rb") as file:
        text = file.read(MAX_BYTES).decode("utf-8", errors="replace")
    values: dict[str, str] = {}
    group = ""
    for line in map(str.strip, text.split("\n")):
        if line.startswith("["):
            group = line
        elif group == "[Desktop Entry]" and not line.startswith("#"):
            name, _, value = line.partition("=")
            values.setdefault(name.strip(), value.strip())
    is_hidden = values.get("Hidden") == "true" or values.get("X-GNOME-Autostart-enabled") == "false"
    return bool(values.get("Exec")) and not is_hidden
