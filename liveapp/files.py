"""Files that only their owner reads, and files that are never half written."""

import errno
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
PUBLIC_FILE = 0o666
"""Less what the user's umask takes away: the mode of any new file."""


_NEITHER_FOLLOW_NOR_WAIT = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
)
_UNFINISHED = re.compile(r"\..{1,40}-[0-9a-f]{8}\.part(-wal|-shm|-journal)?", re.DOTALL)


def private(path: str | os.PathLike[str], flags: int) -> int:
    """An `opener` for `open`: regular files only, and one that it makes is readable by its owner only.

    A symbolic link would lead to somebody else's file, and a pipe would make the program wait.

    Raises:
        OSError: it cannot be opened, or is no regular file; what a link points to was not touched.
    """
    try:
        descriptor = os.open(path, flags | _NEITHER_FOLLOW_NOR_WAIT, PRIVATE_FILE)
    except OSError as error:
        if Path(path).is_symlink():
            raise _refused(path, errno.ELOOP, "a symbolic link, which is not followed") from None
        if error.errno == errno.ENXIO:  # a pipe that nobody reads
            raise _refused(path, errno.EINVAL, "no regular file") from None
        raise
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise _refused(path, errno.EINVAL, "no regular file")


def read_private(path: Path, most_bytes: int) -> bytes | None:
    """What a file of the program's own holds, or its first `most_bytes`; None where there is none.

    Raises:
        OSError: it cannot be read, or is no regular file.
    """
    try:
        with open(path, "rb", opener=private) as file:
            return file.read(most_bytes)
    except FileNotFoundError:
        return None


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner enters, unless it is there; its parents as the system makes them.

    Raises:
        OSError: it cannot be made, or something else has its name.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


@contextmanager
def replacing(target: Path, mode: int = PRIVATE_FILE) -> Iterator[Path]:
    """Give a new file beside `target`, which takes that name once the block has ended well.

    Until then, and whatever happens, `target` is as it was; after it, the new content is on disk. A
    block that raises leaves nothing behind.

    Raises:
        OSError: the folder cannot be written.
    """
    temporary = target.with_name(f".{target.name[:40]}-{secrets.token_hex(4)}.part")
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))
    try:
        yield temporary
        _sync(temporary, os.O_RDWR)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Have names that were given or taken in a folder on disk.

    Raises:
        OSError: it cannot be opened.
    """
    if sys.platform != "win32":  # which opens no folders
        _sync(folder, os.O_RDONLY)


def is_unfinished(name: str) -> bool:
    """Whether `replacing` gives such names to what is not finished yet."""
    return _UNFINISHED.fullmatch(name) is not None


def _refused(path: str | os.PathLike[str], number: int, reason: str) -> OSError:
    """The error as the system would raise it, in words that tell what is in the way."""
    return OSError(number, reason, os.fspath(path))


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
