"""Small files of the data folder in which something is kept from one start to the next."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from liveapp.files import read_private, replacing

WINDOW_STATE_FILE = "window.json"
"""Where the window was and what it showed."""

MOST_BYTES = 256 * 1024
"""What is longer was not written by the window."""

ALERTS_FILE = "alerts.json"
"""The rules of the alerts, and what they told."""

MOST_ALERTS_BYTES = 8 * 1024 * 1024
"""What is longer was not written by `AlertBook`, whatever characters strangers gave it."""


class StateFile:
    """Implements `StateStore`: whole files only, of bearable length, whichever thread writes."""

    def __init__(self, path: Path, most_bytes: int = MOST_BYTES) -> None:
        self._path = path
        self._most_bytes = most_bytes
        self._lock = Lock()

    def read(self) -> bytes | None:
        """What was written last; None where nothing was.

        Raises:
            OSError: it cannot be read, is no regular file, or too long.
        """
        content = read_private(self._path, self._most_bytes + 1)
        if content is not None and len(content) > self._most_bytes:
            raise OSError(f"{self._path.name} is longer than {self._most_bytes} bytes")
        return content

    def write(self, content: bytes, is_outdated: Callable[[], bool]) -> None:
        """Replace what was written, unless it is outdated by the time that no other thread writes.

        Raises:
            OSError: the folder cannot be written; the former file is as it was.
        """
        with self._lock:
            if is_outdated():
                return
            with replacing(self._path) as temporary:
                temporary.write_bytes(content)
