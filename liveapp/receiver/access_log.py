"""One line in the log for each request."""

import logging
import threading
from collections import deque
from urllib.parse import quote

ACCESS_LOG = "liveapp.access"
logger = logging.getLogger(ACCESS_LOG)

MAX_PATH = 200
WRITE_EVERY_S = 0.2

LINES_AT_ONCE = 100
"""So many make one record, since a record costs as much as the storing of a bet. `logs.py` parts them."""


class AccessLog:
    """Takes lines at once and writes them from a thread of its own, so that no request waits for the file."""

    def __init__(self) -> None:
        self._requests: deque[tuple[str, str, str, float]] = deque()
        self._is_stopping = threading.Event()
        self._thread = threading.Thread(target=self._write_until_stopped, name="access log")

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what is left, and end. Does nothing where it never began."""
        self._is_stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def note(self, method: str, path: str, status: str, duration_s: float) -> None:
        """Take the line of an answered request. `path` is without the query, which may hold secrets."""
        self._requests.append((method, path, status, duration_s))

    def _write_until_stopped(self) -> None:
        while not self._is_stopping.wait(WRITE_EVERY_S):
            self._write()
        self._write()

    def _write(self) -> None:
        while self._requests:
            count = min(len(self._requests), LINES_AT_ONCE)
            logger.info("%s", "\n".join(_line(*self._requests.popleft()) for _ in range(count)))


def _line(method: str, path: str, status: str, duration_s: float) -> str:
    # Quoted: a path may hold line breaks, which would forge lines.
    shown = quote(path[:MAX_PATH], safe="/-._~")
    return f"{method} {shown} {status} {duration_s * 1000:.1f} ms"
