"""New databases for tests of something else: copies of one that the program made, which is quicker."""

import functools
import tempfile
from pathlib import Path

from liveapp.storage import Store, open_store


@functools.cache
def _made_by_the_program() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liveapp.sqlite3"
        open_store(path).close()
        return path.read_bytes()


def put_new_database(path: Path) -> None:
    """Have a new database at `path`, where there is none, as a first start leaves it."""
    if not path.exists():
        path.write_bytes(_made_by_the_program())
        path.chmod(0o600)


def open_new_store(path: Path) -> Store:
    """A store on a new database at `path`."""
    put_new_database(path)
    return open_store(path)
