"""A data folder belongs to one running program at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from liveapp.app.core.data_folder import put_in_order
from liveapp.domain.errors import SurroundingsFault
from liveapp.files import PRIVATE_FILE

LOCK_FILE = "liveapp.lock"


class DataFolderInUse(SurroundingsFault):
    """Another liveapp works on the same data folder."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(f"another liveapp uses {data_dir}; stop it, or give another --data-dir")


@contextmanager
def holding(data_dir: Path) -> Iterator[None]:
    """Keep other copies of the program off the folder; the system ends that when the process ends.

    The folder is put in order first.

    Raises:
        DataFolderInUse: another one was first.
        OSError: the folder cannot be written.
    """
    with locked(data_dir):
        put_in_order(data_dir)
        yield


def is_held(data_dir: Path) -> bool:
    """Whether another copy of the program holds the folder now.

    Raises:
        OSError: the folder cannot be written.
    """
    try:
        with locked(data_dir):
            return False
    except DataFolderInUse:
        return True


@contextmanager
def locked(data_dir: Path) -> Iterator[None]:
    """Keep other copies of the program off the folder, and leave it as it is. Errors as in `holding`."""
    path = data_dir / LOCK_FILE
    lock = FileLock(path, mode=PRIVATE_FILE)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise DataFolderInUse(data_dir) from None
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        yield
    finally:
        lock.release()
