"""The store as a whole: opened, used through its writer, reader and keeper, closed."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from liveapp.domain.clock import now_us
from liveapp.domain.errors import StoreDetached, StoreFull, StoreUnavailable
from liveapp.storage.database import open_database, open_readers
from liveapp.storage.faults import faults_of_a_file
from liveapp.storage.file_guard import FileGuard
from liveapp.storage.keeper import Keeper
from liveapp.storage.migrations import MIGRATIONS
from liveapp.storage.opening import has_ended_cleanly, is_checked_in_time, refuse_to_forget, refuse_unusable
from liveapp.storage.reader import Reader
from liveapp.storage.swap import finish_swap
from liveapp.storage.writer import LEAST_FREE_BYTES, Writer


class Store:
    """A database with its one writer, its readers, and who looks after it.

    `needs_check` says that it was not closed cleanly and that there was no time to check it.
    """

    def __init__(self, writer: Writer, reader: Reader, keeper: Keeper, needs_check: bool) -> None:
        self.writer = writer
        self.reader = reader
        self.keeper = keeper
        self.needs_check = needs_check

    def close(self) -> None:
        """Commit what waits, then close every connection. A second call does nothing.

        The writer goes last, so that it empties the log into the database and removes it; but not where
        files of these names are others by now: then a reader that is still open keeps it from that.
        """
        if isinstance(self.writer.halted, StoreDetached):
            self.writer.close()
            self.reader.close()
        else:
            self.reader.close()
            self.writer.close()


def open_store(
    path: Path,
    clock_us: Callable[[], int] = now_us,
    on_fault: Callable[[StoreUnavailable], None] = lambda _fault: None,
    monotonic_s: Callable[[], float] = time.monotonic,
) -> Store:
    """Open or make the database at `path`; one that was not closed cleanly is checked first, if quickly.

    `on_fault` hears, in any thread, why nothing can be written any more. By `monotonic_s` it is known how
    long deletions can be undone.

    Raises:
        StoreUnavailable: in its kinds; every file is as it was.
    """
    with _faults_of_opening(path), ExitStack() as unless_opened:
        finish_swap(path.parent)
        refuse_to_forget(path)
        needs_check = not has_ended_cleanly(path) and not _is_checked(path)
        database = open_database(path)
        unless_opened.callback(database.close)
        guard = FileGuard(path)
        unless_opened.callback(guard.close)
        writer = Writer(database, guard, clock_us, on_fault, monotonic_s=monotonic_s)
        readers = open_readers(path, guard)
        unless_opened.callback(readers.stop)
        reader = Reader(readers, _hearing(writer))
        # From here on one is open: see `Store.close`.
        reader.streams(limit=1)
        unless_opened.pop_all()
    return Store(writer, reader, Keeper(path, writer), needs_check)


def _is_checked(path: Path) -> bool:
    """Check what was not closed cleanly; False where there was no time for it."""
    refuse_unusable(path, MIGRATIONS[-1].version)
    return is_checked_in_time(path)


def _hearing(writer: Writer) -> Callable[[StoreUnavailable], StoreUnavailable]:
    """What a reader's fault means for the writer, and what is to be said of it then."""

    def hear(fault: StoreUnavailable) -> StoreUnavailable:
        if isinstance(fault, StoreDetached):
            writer.look_at_files()
        writer.halt_on_damage(fault)
        return writer.halted or fault

    return hear


@contextmanager
def _faults_of_opening(path: Path) -> Iterator[None]:
    """Whatever keeps a database from being opened is a fault of the store."""
    try:
        with faults_of_a_file(path):
            yield
    except StoreUnavailable as error:
        # Where SQLite cannot extend a file that it has mapped, it knows no reason.
        if type(error) is StoreUnavailable and shutil.disk_usage(path.parent).free < LEAST_FREE_BYTES:
            raise StoreFull(f"{path}: The disk is full") from error
        raise
    except OSError as error:
        what = error.filename or path
        raise StoreUnavailable(f"{what} cannot be used: {error.strerror or error}") from error
