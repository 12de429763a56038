"""The command `liveapp`: runs a word's command, or the program with or without a window."""

import importlib
import logging
import os
import sys
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import NoReturn, TextIO

from liveapp.app.core.commands import COMMANDS
from liveapp.app.core.commands.command import Command
from liveapp.app.core.commands.line import CommandLine, find_command, run_command
from liveapp.app.core.folder_lock import DataFolderInUse, is_held
from liveapp.app.core.interpreter import collecting_nothing
from liveapp.app.core.options import Options, parse_options
from liveapp.domain.errors import LiveappError, StoreUnavailable, SurroundingsFault
from liveapp.domain.keeping import WentOut
from liveapp.settings import SavedSettingsError, Settings, SettingsError, load, one_line

EXIT_FAULT = 1
EXIT_USAGE = 2

INTERRUPTED = "interrupted"
NO_WINDOW = "no window can be shown here ({reason}); start with --headless to receive without one"
SCREEN_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
PLATFORMS_WITH_A_SCREEN = ("win32", "cygwin", "darwin")


def main(commands: Sequence[Command] = COMMANDS) -> int:
    """Run the program; returns its exit status: 0 well, 1 a fault of the surroundings, 2 a wrong option."""
    try:
        line = find_command(sys.argv[1:], commands)
        if line:
            return _run_command(line)
        words = {command.name: command.summary for command in commands}
        options = parse_options(sys.argv[1:], words)
        return _run_headless(options) if options.is_headless else _run_with_window(options)
    except (LiveappError, OSError) as error:
        return _end(_status(error), _reason(error))
    except KeyboardInterrupt:
        return _end(EXIT_FAULT, INTERRUPTED)


def lacks_screen(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether there is surely no screen, without asking Qt: variables name those of X11 and Wayland."""
    if platform in PLATFORMS_WITH_A_SCREEN:
        return False
    return not any(environment.get(name) for name in SCREEN_VARIABLES)


def ask_named_screen_only(platform: str, environment: MutableMapping[str, str]) -> None:
    """Where X11 alone is named, have Qt ask for no other: Wayland's library prints lines of its own."""
    is_x11_alone = [name for name in SCREEN_VARIABLES if environment.get(name)] == ["DISPLAY"]
    if is_x11_alone and platform not in PLATFORMS_WITH_A_SCREEN:
        environment["QT_QPA_PLATFORM"] = "xcb"


def _run_command(line: CommandLine) -> int:
    # Without a handler, Python prints warnings to standard error, which is for the one line of an error.
    logging.getLogger("liveapp").addHandler(logging.NullHandler())
    with ExitStack() as stack:
        # A windowed program on Windows has no standard output.
        output: TextIO = sys.stdout or stack.enter_context(open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123
        try:
            return run_command(line, output)
        except OSError as error:
            return _end(EXIT_FAULT, _told_by_system(error))


def _run_headless(options: Options) -> int:
    # Store and receiver take a third of a start; a command has no use for them, nor has a wrong option.
    from liveapp.app.core.headless import run_headless

    run_headless(load(options.settings), options)
    return 0


def _run_with_window(options: Options) -> int:
    """Run with a window; where the database cannot be used, again after each way out that was taken."""
    settings: Settings | None = None
    went_out: WentOut | LiveappError | None = None
    while True:
        try:
            settings = load(options.settings)
            return _run_window(settings, options, went_out)
        except (SavedSettingsError, SurroundingsFault, OSError) as error:
            status = _end(_status(error), _reason(error))
            went_out = _tell_in_dialog(error, settings, status)
            if went_out is None:
                return status


def _run_window(settings: Settings, options: Options, went_out: WentOut | LiveappError | None) -> int:
    # Libraries that Qt asks for a screen print lines of their own. Handing over to a window needs no screen.
    if lacks_screen(sys.platform, os.environ) and not is_held(settings.data_dir):
        return _end(EXIT_FAULT, NO_WINDOW.format(reason="DISPLAY and WAYLAND_DISPLAY are not set"))
    with collecting_nothing():
        try:
            # Before Qt: once that is there, PySide6 reads the source of each further module.
            importlib.import_module("liveapp.app.core.service")

            from liveapp.app.windowed.instance import hand_over
            from liveapp.app.windowed.wiring import Application
        except ImportError as error:
            return _end(EXIT_FAULT, NO_WINDOW.format(reason=error))

        with _leaving_without_screen(EXIT_FAULT, NO_WINDOW):
            try:
                application = Application(settings, options)
            except DataFolderInUse:
                if hand_over(settings.data_dir, options):
                    return 0
                raise
    return application.run(went_out)


def _tell_in_dialog(
    error: Exception, settings: Settings | None, status: int
) -> WentOut | LiveappError | None:
    """Tell, where somebody could close it, what standard error was told already.

    Returns how a way out of a database that cannot be used ended; None where none was taken.
    """
    if lacks_screen(sys.platform, os.environ):
        return None
    try:
        from liveapp.app.windowed.start_fault import can_be_closed, tell_start_fault
        from liveapp.app.windowed.ways_out import offer
    except ImportError:
        return None
    with _leaving_without_screen(status):
        if not can_be_closed():
            return None
        if settings and isinstance(error, StoreUnavailable):
            return offer(error, settings)
        tell_start_fault(_reason(error))
    return None


@contextmanager
def _leaving_without_screen(status: int, message: str = "") -> Iterator[None]:
    """End with `status`, and with words if there are any, where Qt finds no screen and would abort."""
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    def leave_instead_of_abort(kind: QtMsgType, _context: object, told: str) -> None:
        # Qt's only fatal message at the start is that it finds no screen; it would abort after it.
        if kind == QtMsgType.QtFatalMsg:
            _leave(status, message.format(reason=told.split(".")[0].replace("\n", " ")))

    ask_named_screen_only(sys.platform, os.environ)
    qInstallMessageHandler(leave_instead_of_abort)
    try:
        yield
    finally:
        qInstallMessageHandler(None)


def _status(error: Exception) -> int:
    return EXIT_USAGE if isinstance(error, SettingsError) else EXIT_FAULT


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"the data folder cannot be used: {_told_by_system(error)}"
    return str(error)


def _told_by_system(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _end(status: int, message: str) -> int:
    # A windowed program on Windows has no standard error.
    if sys.stderr is not None:
        # One that takes nothing does not change how it ends.
        with suppress(OSError):
            print(f"liveapp: error: {one_line(message)}", file=sys.stderr, flush=True)  # noqa: T201 - one line
    return status


def _leave(status: int, message: str) -> NoReturn:
    """End at once, from a place that cannot raise."""
    if message:
        _end(status, message)
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(status)
