"""Where log lines go: a rotating file in the data folder, and standard error."""

import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from liveapp.app.core.standard_error import StandardErrorHandler
from liveapp.files import private
from liveapp.receiver.access_log import ACCESS_LOG

MAX_FILE_BYTES = 5 * 2**20
OLD_FILES = 3
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LEVELS = {"liveapp": logging.INFO, "waitress": logging.ERROR}
UNUSED_FACTS = ("logThreads", "logProcesses", "logMultiprocessing")
"""What the format does not name: no need to find it out for every line."""


@contextmanager
def logging_to(path: Path) -> Iterator[None]:
    """Log to `path` and standard error until the end of the block, then as it was before.

    No log call waits for standard error's reader. One line a request goes to the file alone.

    Raises:
        OSError: the file cannot be written, or is no regular file.
    """
    handlers = _handlers(path)
    levels = {name: logging.getLogger(name).level for name in LEVELS}
    facts = {name: getattr(logging, name) for name in UNUSED_FACTS}
    try:
        _attach(handlers)
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
            for handler in handlers:
                logging.getLogger(name).removeHandler(handler)
        for name, value in facts.items():
            setattr(logging, name, value)
        for handler in handlers:
            with suppress(OSError):
                handler.close()


def _handlers(path: Path) -> list[logging.Handler]:
    handlers: list[logging.Handler] = [
        _PrivateFileHandler(path, maxBytes=MAX_FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8")
    ]
    # A windowed program on Windows has no standard error.
    if sys.stderr is not None:
        handlers.append(StandardErrorHandler(sys.stderr))
        handlers[-1].addFilter(lambda record: record.name != ACCESS_LOG)
    for handler in handlers:
        handler.setFormatter(_Formatter(FORMAT))
    return handlers


def _attach(handlers: Iterable[logging.Handler]) -> None:
    for name in UNUSED_FACTS:
        setattr(logging, name, False)
    for name, level in LEVELS.items():
        logging.getLogger(name).setLevel(level)
        for handler in handlers:
            logging.getLogger(name).addHandler(handler)


class _Formatter(logging.Formatter):
    """Begins each line of the access log as the first, where a record has several."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        if record.name != ACCESS_LOG:
            return text
        return text.replace("\n", "\n" + text.removesuffix(record.message))


class _PrivateFileHandler(RotatingFileHandler):
    """A rotating file that only its owner can read."""

    def _open(self):  # type: ignore[no-untyped-def]  # as the base class gives it
        return open(self.baseFilename, "a", encoding="utf-8", errors="backslashreplace", opener=private)

    def handleError(self, record: logging.LogRecord) -> None:
        """Leave out what cannot be written, on a full disk say.

        Telling of it for every line would fill standard error, which may be a pipe that nobody reads.
        """
