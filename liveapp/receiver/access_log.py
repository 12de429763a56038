"""One line in the log for each request."""

import logging
import threading
from collections import deque
from urllib.parse import quote

logger = logging.getLogger("liveapp.access")

MAX_PATH = 200
WRITE_EVERY_S = 0.2


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
            method, path, status, duration_s = self._requests.popleft()
            # Quoted: a path may hold line breaks, which would forge lines.
            shown = quote(path[:MAX_PATH], safe="/-._~")
            logger.info("%s %s %s %.1f ms", method, shown, status, duration_s * 1000)
