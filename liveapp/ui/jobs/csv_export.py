"""Writing a stream's bets to a CSV file, off the window's thread.

The chosen name never holds half a file: lines go to a temporary file in the same folder, which takes
the chosen name when it is whole and on disk, and is removed when the export is cancelled or fails.
"""

import logging
import os
import secrets
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from liveapp.domain.bets import StoredBet
from liveapp.domain.export import csv_lines
from liveapp.domain.streams import Stream

log = logging.getLogger(__name__)

LINES_PER_REPORT = 2_000

OpenExport = Callable[[UUID], tuple[Stream, Iterator[StoredBet]]]
"""Gives a stream and its bets in the order of the file; called and read in the export's thread."""


@dataclass(frozen=True, slots=True)
class ExportStep:
    """How many of a stream's bets are written."""

    written: int
    total: int


class CsvExport(QObject):
    """One export. Its signals come in the window's thread; exactly one of the last three is the end.

    `progressed` carries an `ExportStep`, `finished` the path, `failed` the error.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(
        self, stream: Stream, target: Path, open_export: OpenExport, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.stream = stream
        self.target = target
        self._open_export = open_export
        self._cancel = threading.Event()
        self._thread = threading.Thread(target=self._run, name="csv-export")

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop soon and leave no file behind."""
        self._cancel.set()

    def join(self) -> None:
        """Wait until nothing is written any more."""
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            is_whole = self._write()
        except Exception as error:
            log.warning("The export of a stream failed", exc_info=error)
            self.failed.emit(error)
        else:
            if is_whole:
                self.finished.emit(self.target)
            else:
                self.cancelled.emit()

    def _write(self) -> bool:
        temporary = self.target.with_name(f".{self.target.stem[:40]}-{secrets.token_hex(4)}.part")
        stream, bets = self._open_export(self.stream.id)
        try:
            # Closing the lines closes the read behind them, in this thread, on every way out.
            with temporary.open("x", encoding="utf-8", newline="") as file, closing(_lines(bets)) as lines:
                for number, line in enumerate(lines):
                    if number % LINES_PER_REPORT == 0:
                        if self._cancel.is_set():
                            return False
                        self.progressed.emit(ExportStep(max(0, number - 1), stream.total_bets))
                    file.write(line)
                file.flush()
                os.fsync(file.fileno())
            if self._cancel.is_set():
                return False
            temporary.replace(self.target)
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()
        return True


def _lines(bets: Iterator[StoredBet]) -> Generator[str, None, None]:
    yield from csv_lines(bets)
