"""The store as a whole: opened, used through its writer and reader, closed."""

from collections.abc import Callable
from pathlib import Path

from liveapp.domain.clock import now_us
from liveapp.storage.database import open_database, open_readers
from liveapp.storage.faults import translated_faults
from liveapp.storage.reader import Reader
from liveapp.storage.writer import Writer


class Store:
    """A database with its one writer and its readers."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self.writer = writer
        self.reader = reader

    def close(self) -> None:
        """Commit what waits, then close every connection. A second call does nothing."""
        self.writer.close()
        self.reader.close()


def open_store(path: Path, clock_us: Callable[[], int] = now_us) -> Store:
    """Open or make the database at `path`.

    Raises:
        StoreUnavailable: in its kinds; the file is as it was.
    """
    with translated_faults(str(path)):
        writer = Writer(open_database(path), clock_us)
    return Store(writer, Reader(open_readers(path)))
