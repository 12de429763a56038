"""Connections beside the one that writes: they read only, and never make a file that is missing."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from os import SEEK_END
from pathlib import Path
from urllib.parse import quote

from liveapp.domain.errors import StoreDamaged
from liveapp.storage.database_files import index_of, journal_of, log_of
from liveapp.storage.log_frames import LOG_HEADER_BYTES, log_start

BUSY_TIMEOUT_S = 5
"""How long a request waits for another program's lock."""


LOOK_EVERY_S = 0.05
"""Between two looks at whether long work goes on."""


_INDEX_IN_MEMORY = "&readonly_shm=1"


def read_only_uri(path: Path) -> str:
    """How SQLite is asked for a database that it may neither write nor make."""
    return f"file:{quote(str(path))}?mode=ro"


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads, and that shuts without emptying the log into the database.

    Raises:
        StoreDamaged: the file is empty.
        sqlite3.Error
    """
    _refuse_empty(path)
    with _connected(read_only_uri(path)) as connection:
        yield connection


@contextmanager
def leaving_no_trace(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads a database that no liveapp has open; beside it all is as before afterwards.

    Without a log nobody has the file open, and no lock is needed. To read a log, SQLite needs an index of it,
    `-shm`: one that a killed program left is not used but made anew in memory (SQLite's `readonly_shm`),
    unless another program uses it now; one that had to be made is removed.
    """
    _refuse_empty(path)
    index = index_of(path)
    is_there = index.exists()
    try:
        with _connected(read_only_uri(path) + _manner(path, is_there)) as connection:
            yield connection
    finally:
        if not is_there:
            index.unlink(missing_ok=True)


def _refuse_empty(path: Path) -> None:
    """SQLite, whoever opens a file without content, even to read it, removes the log beside it."""
    if path.exists() and not path.stat().st_size:
        raise StoreDamaged(f"{path} is empty")


def _manner(path: Path, has_index: bool) -> str:
    """How a database that no liveapp has open is read without a trace, as SQLite's URI says it."""
    if _holds_nothing(log_of(path)):
        # A journal is what another program left that had the file in another mode: SQLite heeds it.
        return "" if journal_of(path).exists() else "&immutable=1"
    if has_index and _can_be_read(read_only_uri(path) + _INDEX_IN_MEMORY):
        return _INDEX_IN_MEMORY
    return ""


def _holds_nothing(log: Path) -> bool:
    """Whether SQLite finds no frame in a log: so where the first commit was cut short, or there is no log.

    WORKAROUND SQLite 3.40, its index in memory: it compares the salts of a header that no frame follows with
    none, takes the log for one that has just begun anew, and gives up after ten seconds ("locking protocol").
    """
    try:
        with log.open("rb") as file:
            return log_start(file) is None or file.seek(0, SEEK_END) <= LOG_HEADER_BYTES
    except FileNotFoundError:
        return True
    except OSError:
        return False  # SQLite will meet it, too


def _can_be_read(uri: str) -> bool:
    try:
        # Without waiting: whoever reads in earnest will wait for a lock.
        with _connected(uri, is_patient=False) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY
    except sqlite3.DatabaseError:
        pass  # whoever reads in earnest will meet it, too
    return True


@contextmanager
def _connected(uri: str, is_patient: bool = True) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=BUSY_TIMEOUT_S if is_patient else 0.0,
        isolation_level=None,
        check_same_thread=False,
    )
    with closing(connection):
        yield connection


@contextmanager
def interruptible(connection: sqlite3.Connection, look: Callable[[], object]) -> Iterator[None]:
    """Have `look` called now and then while SQLite works; what it raises ends the work and is raised here.

    From a thread of its own: SQLite's own progress handler is not called while a check walks through pages.
    """
    look()
    raised: list[BaseException] = []
    is_over = threading.Event()

    def keep_looking() -> None:
        while not is_over.wait(LOOK_EVERY_S):
            try:
                look()
            except BaseException as error:  # noqa: BLE001 - raised again in the thread that works
                raised.append(error)
                break
        # Again and again: an interruption between two statements ends neither.
        while raised and not is_over.is_set():
            connection.interrupt()
            is_over.wait(LOOK_EVERY_S)

    looking = threading.Thread(target=keep_looking, name="look")
    looking.start()
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        is_over.set()
        looking.join()
