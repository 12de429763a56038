"""Log lines on standard error, which may be a pipe that nobody reads."""

import logging
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from io import RawIOBase
from typing import TextIO

MOST_LINES = 2000
LINES_AT_ONCE = 50
PATIENCE_S = 0.4
LONGEST_END_S = 3.0
RETRY_S = 0.05


class StandardErrorHandler(logging.Handler):
    """Hands lines to a thread of its own, so that no log call waits for whoever reads them.

    At most `MOST_LINES` wait. When they are too many, lines are left out until all that wait have
    been taken, and one line then tells how many were.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._write = _writer(stream)
        self._changed = threading.Condition()
        self._waiting: deque[str] = deque()
        self._left_out = 0
        self._writes = 0
        self._is_closing = False
        # A daemon: what hangs in the system's write must not keep the program from ending.
        self._thread = threading.Thread(target=self._run, name="standard error", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Wait until all is written, as long as something gets on; then take no more lines."""
        with self._changed:
            self._is_closing = True
            self._changed.notify_all()
        latest_s = time.monotonic() + LONGEST_END_S
        writes = -1
        while self._thread.is_alive() and writes != self._writes and time.monotonic() < latest_s:
            writes = self._writes
            self._thread.join(PATIENCE_S)
        super().close()

    def emit(self, record: logging.LogRecord) -> None:
        """Put the record's line where the thread takes it from."""
        try:
            self._put(self.format(record))
        except Exception:  # noqa: BLE001 - as every handler does: a wrong log call is told, and stops nothing
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Tell of a log call whose line cannot be formed; printing it, as others do, could wait for ever."""
        self._put(f"A log line of {record.name} could not be formed:\n{traceback.format_exc()}")

    def _put(self, line: str) -> None:
        with self._changed:
            if self._is_closing:
                return
            if self._left_out or len(self._waiting) >= MOST_LINES:
                self._left_out += 1
            else:
                self._waiting.append(f"{line}\n")
                self._changed.notify_all()

    def _run(self) -> None:
        while text := self._next_text():
            self._write(text)
            self._writes += 1

    def _next_text(self) -> str:
        """What is to be written next; empty once there is nothing more and never will be."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._left_out or self._is_closing)
            if self._waiting:
                count = min(len(self._waiting), LINES_AT_ONCE)
                return "".join(self._waiting.popleft() for _ in range(count))
            left_out, self._left_out = self._left_out, 0
            return f"{left_out} log lines were left out here: nobody read them\n" if left_out else ""


def _writer(stream: TextIO) -> Callable[[str], None]:
    """What writes a text to the stream, waits for its reader, and gives up where there is none any more.

    It goes past the stream's buffer, whose lock the interpreter wants for itself at its end.
    """
    raw: RawIOBase | None = getattr(getattr(stream, "buffer", None), "raw", None)

    def write(text: str) -> None:
        with suppress(OSError, ValueError):  # the reader is gone, or the stream is closed
            if raw is None:
                stream.write(text)
                stream.flush()
            else:
                _write_all(raw, text.encode(stream.encoding, "backslashreplace"))

    return write


def _write_all(raw: RawIOBase, data: bytes) -> None:
    while data:
        written = raw.write(data)
        if written is None:  # somebody else, who has the pipe too, made it one that never waits
            time.sleep(RETRY_S)
        data = data[written or 0 :]
