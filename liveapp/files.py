"""Files that only their owner reads, and files that are never half written."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
PUBLIC_FILE = 0o666
"""Less what the user's umask takes away: the mode of any new file."""


def private(path: str | os.PathLike[str], flags: int) -> int:
    """An `opener` for `open`: a file that it makes is readable by its owner only."""
    return os.open(path, flags, PRIVATE_FILE)


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


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
