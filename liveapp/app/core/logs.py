"""Where log lines go: a rotating file in the data folder, and standard error."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from liveapp.files import private

MAX_FILE_BYTES = 5 * 2**20
OLD_FILES = 3
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


@contextmanager
def logging_to(path: Path) -> Iterator[None]:
    """Log to `path` and standard error until the end of the block.

    One line a request goes to the file alone: whoever starts the program and never reads its
    standard error must not stop it.

    Raises:
        OSError: the file cannot be written.
    """
    # The format names neither: no need to find them out for every line.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    formatter = logging.Formatter(FORMAT)
    file_handler = _PrivateFileHandler(path, maxBytes=MAX_FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8")
    file_handler.setFormatter(formatter)
    handlers: list[logging.Handler] = [file_handler]
    # A windowed program on Windows has no standard error.
    if sys.stderr is not None:
        stderr_handler = logging.StreamHandler(sys.stderr)
        stderr_handler.setFormatter(formatter)
        stderr_handler.addFilter(lambda record: record.name != "liveapp.access")
        handlers.append(stderr_handler)
    loggers = {"liveapp": logging.INFO, "waitress": logging.ERROR}
    for name, level in loggers.items():
        logging.getLogger(name).setLevel(level)
        for handler in handlers:
            logging.getLogger(name).addHandler(handler)
    try:
        yield
    finally:
        for name in loggers:
            for handler in handlers:
                logging.getLogger(name).removeHandler(handler)
        for handler in handlers:
            with suppress(OSError):
                handler.close()


class _PrivateFileHandler(RotatingFileHandler):
    """A rotating file that only its owner can read."""

    def _open(self):  # type: ignore[no-untyped-def]  # as the base class gives it
        return open(self.baseFilename, "a", encoding="utf-8", opener=private)

    def handleError(self, record: logging.LogRecord) -> None:
        """Leave out what cannot be written, on a full disk say.

        Telling of it for every line would fill standard error, which may be a pipe that nobody reads.
        """
