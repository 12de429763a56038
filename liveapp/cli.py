"""The command `liveapp`: reads the options, then runs with or without a window."""

import os
import sys
from collections.abc import Mapping
from typing import NoReturn

from liveapp.app.core.folder_lock import DataFolderInUse, is_held
from liveapp.app.core.headless import run_headless
from liveapp.app.core.options import Options, parse_options
from liveapp.domain.errors import StoreUnavailable, SurroundingsFault
from liveapp.settings import Settings, SettingsError, load

EXIT_FAULT = 1
EXIT_USAGE = 2

NO_WINDOW = "no window can be shown here ({reason}); start with --headless to receive without one"
SCREEN_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
PLATFORMS_WITH_A_SCREEN = ("win32", "cygwin", "darwin")


def main() -> int:
    """Run the program; returns its exit status: 0 well, 1 a fault of the surroundings, 2 a wrong option."""
    try:
        options = parse_options(sys.argv[1:])
        settings = load(options.settings)
        if options.is_headless:
            run_headless(settings, options)
            return 0
        return _run_window(settings, options)
    except SettingsError as error:
        return _end(EXIT_USAGE, str(error))
    except SurroundingsFault as error:
        return _end(EXIT_FAULT, str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _end(EXIT_FAULT, f"the data folder cannot be used: {where}{error.strerror or error}")


def lacks_screen(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether there is surely no screen, without asking Qt: variables name those of X11 and Wayland."""
    if platform in PLATFORMS_WITH_A_SCREEN:
        return False
    return not any(environment.get(name) for name in SCREEN_VARIABLES)


def _run_window(settings: Settings, options: Options) -> int:
    # Libraries that Qt asks for a screen print lines of their own. Handing over to a window needs no screen.
    if lacks_screen(sys.platform, os.environ) and not is_held(settings.data_dir):
        return _end(EXIT_FAULT, NO_WINDOW.format(reason="DISPLAY and WAYLAND_DISPLAY are not set"))
    try:
        from PySide6.QtCore import QtMsgType, qInstallMessageHandler

        from liveapp.app.windowed.instance import hand_over
        from liveapp.app.windowed.wiring import Application, show_start_fault
    except ImportError as error:
        return _end(EXIT_FAULT, NO_WINDOW.format(reason=error))

    def leave_instead_of_abort(kind: QtMsgType, _context: object, message: str) -> None:
        # Qt's only fatal message at the start is that it finds no screen; it would abort after it.
        if kind == QtMsgType.QtFatalMsg:
            _leave(NO_WINDOW.format(reason=message.split(".")[0].replace("\n", " ")))

    qInstallMessageHandler(leave_instead_of_abort)
    try:
        application = Application(settings, options)
    except DataFolderInUse:
        if hand_over(settings.data_dir, options):
            return 0
        raise
    except StoreUnavailable as error:
        _end(EXIT_FAULT, str(error))
        show_start_fault(error, settings.database_path)
        return EXIT_FAULT
    finally:
        qInstallMessageHandler(None)
    return application.run()


def _end(status: int, message: str) -> int:
    # A windowed program on Windows has no standard error.
    if sys.stderr is not None:
        print(f"liveapp: error: {message}", file=sys.stderr)  # noqa: T201 - the one line of an error
    return status


def _leave(message: str) -> NoReturn:
    """End at once, from a place that cannot raise."""
    _end(EXIT_FAULT, message)
    sys.stderr.flush()
    os._exit(EXIT_FAULT)
