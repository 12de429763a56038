"""Builds the program, starts it in order, stops it in reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from liveapp.app.windowed.wiring import Application

__all__ = ["create"]


def create(argv: list[str]) -> Application:
    """The program with its window, built but not started.

    `argv` holds command-line options, with or without the program's name before them.

    Makes the `QApplication` if there is none.

    Raises:
        SettingsError: an option or setting is wrong.
        StoreUnavailable, OSError: the data folder or database cannot be used; nothing was changed.
    """
    # Only here: a program without a window must not load Qt.
    from liveapp.app.windowed.wiring import Application

    has_name = bool(argv) and not argv[0].startswith("-")
    return Application.from_arguments(argv[1:] if has_name else argv)
