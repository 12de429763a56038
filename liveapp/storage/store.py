"""The store as a whole: opened, used through its writer, reader and keeper, closed."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import peewee

from liveapp.domain.clock import now_us
from liveapp.domain.errors import StoreDamaged, StoreDetached, StoreUnavailable
from liveapp.storage.database import open_database, open_readers
from liveapp.storage.faults import translated_faults
from liveapp.storage.file_guard import FileGuard
from liveapp.storage.keeper import Keeper
from liveapp.storage.migrations import MIGRATIONS
from liveapp.storage.opening import damage_words, has_ended_cleanly, is_checked_in_time, refuse_unusable
from liveapp.storage.reader import Reader
from liveapp.storage.swap import finish_swap
from liveapp.storage.writer import Writer


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
) -> Store:
    """Open or make the database at `path`; one that was not closed cleanly is checked first, if quickly.

    `on_fault` hears, in any thread, why nothing can be written any more.

    Raises:
        StoreUnavailable: in its kinds; every file is as it was.
    """
    with _faults_of_opening(path), ExitStack() as unless_opened:
        finish_swap(path.parent)
        needs_check = not has_ended_cleanly(path) and not _is_checked(path)
        database = open_database(path)
        unless_opened.callback(database.close)
        guard = FileGuard(path)
        unless_opened.callback(guard.close)
        writer = Writer(database, guard, clock_us, on_fault)
        reader = Reader(open_readers(path, guard), _hearing(writer))
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
    """Whatever SQLite says of a database while it is opened is a fault of that database."""
    try:
        with translated_faults(str(path)):
            yield
    except (sqlite3.Error, peewee.PeeweeException) as error:
        raise StoreDamaged(damage_words(path, str(error))) from error
    except OSError as error:
        raise StoreUnavailable(
            f"{error.filename or path} cannot be used: {error.strerror or error}"
        ) from error
