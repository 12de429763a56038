"""Reading a database from outside the program, which may be running in another process."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from liveapp.domain.errors import StoreUnavailable
from liveapp.storage.connections import leaving_no_trace, read_only
from liveapp.storage.database import ReaderInHand
from liveapp.storage.faults import faults_of_a_file
from liveapp.storage.migrations import MIGRATIONS
from liveapp.storage.opening import read_identity, refuse_what_would_not_start
from liveapp.storage.reader import Reader
from liveapp.storage.store import open_store


@contextmanager
def reading(path: Path, is_alone: bool) -> Iterator[Reader]:
    """A reader of the database at `path`, for one thread; nothing is changed by it.

    `is_alone` says that the program does not run and is kept from starting; then nothing is left beside the
    database either, and one of an older version is brought up to date first, as the program would.

    Raises:
        StoreUnavailable: in its kinds.
    """
    refuse_what_would_not_start(path, is_alone)
    open_quietly = leaving_no_trace if is_alone else read_only
    with faults_of_a_file(path):
        with open_quietly(path) as connection:
            is_older = read_identity(connection)[0] < MIGRATIONS[-1].version
        if is_older and not is_alone:
            raise StoreUnavailable(f"{path} is used by an older liveapp; stop it first")
        if is_older:
            open_store(path).close()
        with open_quietly(path) as connection, closing(Reader(ReaderInHand(path, connection))) as reader:
            yield reader
