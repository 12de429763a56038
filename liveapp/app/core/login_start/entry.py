"""What is started at login, and what all systems' ways of doing so have in common."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from liveapp.domain.errors import Refused

NAME = "liveapp"
"""What the program's entry is called in every system."""


class LoginStartRefused(Refused):
    """The program cannot be entered among what starts at login. Nothing was changed."""


class LoginEntry(Protocol):
    """The program's entry among what the system starts at login, as it stands there now."""

    def is_on(self) -> bool:
        """Whether the system starts the program at login.

        Raises:
            OSError: it cannot be read.
        """
        ...

    def turn_on(self, command: Sequence[str]) -> None:
        """Have the system start this command at login.

        Raises:
            LoginStartRefused: the system has no way to write this command.
            OSError: it cannot be written; nothing changed.
        """
        ...

    def turn_off(self) -> None:
        """Have the system start the program no more.

        Raises:
            OSError: it cannot be written; nothing changed.
        """
        ...


def start_command(
    data_dir: Path | None, executable: str, is_frozen: bool, environment: Mapping[str, str]
) -> tuple[str, ...]:
    """The words that start this program as it runs now; `data_dir` where it is not the default.

    An AppImage is named by its own file: what runs is somewhere else at every start.
    """
    if is_frozen:
        program: tuple[str, ...] = (environment.get("APPIMAGE") or executable,)
    else:
        program = (executable, "-m", "liveapp")
    return program if data_dir is None else (*program, "--data-dir", str(data_dir))


def refuse_unwritable(command: Sequence[str]) -> None:
    """Refuse words with control characters, or with bytes that are no text: nothing quotes these.

    Raises:
        LoginStartRefused: there is one.
    """
    for word in command:
        if any(letter < " " or letter == "\x7f" for letter in word):
            raise LoginStartRefused(
                f"A path with a line break or control character cannot be entered: {word!a}"
            )
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            raise LoginStartRefused(f"A path that is no text cannot be entered: {word!a}")
