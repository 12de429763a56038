"""Windows: a value of the user's Run key, and what the task manager says of it.

Sources: Microsoft's “Run and RunOnce Registry Keys”; `StartupApproved` as the task manager writes it (not
documented): a binary value whose first byte is odd where the user disabled the program.
"""

import subprocess
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol

from liveapp.app.core.login_start.entry import NAME, LoginStartRefused, refuse_unwritable

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
MAX_COMMAND = 260
"""Longest command of the Run key, in characters."""


class Registry(Protocol):
    """The current user's part of the registry. All methods raise OSError where it cannot be used."""

    def value(self, key: str, name: str) -> object:
        """A value of a key; None where there is none."""
        ...

    def put_text(self, key: str, name: str, text: str) -> None:
        """Set a value to a text in which nothing is expanded; the key is made where it is missing."""
        ...

    def remove(self, key: str, name: str) -> None:
        """Remove a value, where there is one."""
        ...


class RunKey:
    """The program's value of the Run key."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def is_on(self) -> bool:
        """Whether Windows starts the program: it has a value, and nobody disabled it."""
        approved = self._registry.value(APPROVED, NAME)
        is_disabled = isinstance(approved, bytes) and approved[:1] != b"" and approved[0] % 2 == 1
        return bool(self._registry.value(RUN, NAME)) and not is_disabled

    def turn_on(self, command: Sequence[str]) -> None:
        """Set the value; what the task manager had disabled is disabled no more."""
        self._registry.put_text(RUN, NAME, command_line(command))
        self._registry.remove(APPROVED, NAME)

    def turn_off(self) -> None:
        """Remove the value, and what the task manager noted of it."""
        self._registry.remove(RUN, NAME)
        self._registry.remove(APPROVED, NAME)


class UserRegistry:
    """Windows' own registry, the current user's part; on Windows alone."""

    def __init__(self) -> None:
        self._winreg: Any = import_module("winreg")
        self._user = self._winreg.HKEY_CURRENT_USER

    def value(self, key: str, name: str) -> object:
        """A value of a key; None where there is none."""
        try:
            with self._winreg.OpenKey(self._user, key) as opened:
                return self._winreg.QueryValueEx(opened, name)[0]
        except FileNotFoundError:
            return None

    def put_text(self, key: str, name: str, text: str) -> None:
        """Set a value to a text in which nothing is expanded."""
        with self._winreg.CreateKey(self._user, key) as opened:
            self._winreg.SetValueEx(opened, name, 0, self._winreg.REG_SZ, text)

    def remove(self, key: str, name: str) -> None:
        """Remove a value, where there is one."""
        try:
            with self._winreg.OpenKey(self._user, key, 0, self._winreg.KEY_SET_VALUE) as opened:
                self._winreg.DeleteValue(opened, name)
        except FileNotFoundError:
            return


def command_line(command: Sequence[str]) -> str:
    """A command as one line, quoted as Windows programs take their lines apart.

    Raises:
        LoginStartRefused: the Run key cannot hold it.
    """
    refuse_unwritable(command)
    program, *others = command
    if '"' in program:
        raise LoginStartRefused(f"A program with a quotation mark in its path cannot be entered: {program}")
    # The program in quotes in any case: without, Windows tries its path up to every blank.
    line = " ".join(filter(None, (f'"{program}"', subprocess.list2cmdline(others))))
    if len(line) > MAX_COMMAND:
        raise LoginStartRefused(
            f"Windows starts no command of over {MAX_COMMAND} characters at login: {line}"
        )
    return line
