"""The file in which the window remembers where it was and what it showed. Knows no Qt, but threads."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from liveapp.files import read_private, replacing

WINDOW_STATE_FILE = "window.json"
MOST_BYTES = 256 * 1024
"""What is longer was not written by the window."""


class StateFile:
    """Implements the window's `StateStore`: whole files only, whichever thread writes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()

    def read(self) -> bytes | None:
        """What was written last; None where nothing was.

        Raises:
            OSError: it cannot be read, is no regular file, or too long.
        """
        content = read_private(self._path, MOST_BYTES + 1)
        if content is not None and len(content) > MOST_BYTES:
            raise OSError(f"{self._path.name} is longer than {MOST_BYTES} bytes")
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
