"""The data folder as it should be found: closed to others, and rid of what was never finished."""

import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from liveapp.files import PRIVATE_FILE, PRIVATE_FOLDER, is_unfinished

BACKUPS_FOLDER = "backups"
OWN_FILE = re.compile(
    r"liveapp.*\.sqlite3.*|liveapp\.log(\.\d+)?|liveapp\.(lock|swap)|ingest-token|(settings|alerts)\.json|window\.(json|ini.*)"
)
BACKUP_FILE = re.compile(r".*\.sqlite3.*")


def put_in_order(data_dir: Path) -> None:
    """Close the folder's files to others and remove half-written ones; for the holder of its lock only.

    The folder itself, and `backups/`, is closed only where it is this user's and holds nothing else: a
    folder that others share keeps its mode. Links are neither followed nor removed, and what the
    system does not let be changed stays as it is.
    """
    backups = data_dir / BACKUPS_FOLDER
    if (
        backups.is_dir()
        and not backups.is_symlink()
        and _put_files_in_order(backups, BACKUP_FILE, frozenset())
    ):
        _close(backups, PRIVATE_FOLDER)
    if _put_files_in_order(data_dir, OWN_FILE, frozenset({BACKUPS_FOLDER})):
        # It was named by the user, and may be reached through a link of theirs.
        _close(data_dir.resolve(), PRIVATE_FOLDER)


def _put_files_in_order(folder: Path, own_file: re.Pattern[str], own_folders: frozenset[str]) -> bool:
    """Whether nothing but the program's own is left in the folder."""
    holds_others = False
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            is_file = entry.is_file(follow_symlinks=False)
            if is_file and is_unfinished(entry.name):
                with suppress(OSError):
                    Path(entry).unlink()
            elif is_file and own_file.fullmatch(entry.name):
                _close(Path(entry), PRIVATE_FILE)
            elif not (entry.name in own_folders and entry.is_dir(follow_symlinks=False)):
                holds_others = True
        return not holds_others
    return False


def _close(path: Path, most: int) -> None:
    """Take from a file or folder what its mode allows beyond `most`; it is opened, so that no link is."""
    if os.name != "posix":
        return
    with suppress(OSError):
        # Closing a database's file would end the locks that this process has on it.
        if not _is_too_open(path.lstat(), most):
            return
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            found = os.fstat(descriptor)
            if _is_too_open(found, most):
                os.fchmod(descriptor, stat.S_IMODE(found.st_mode) & most)
        finally:
            os.close(descriptor)


def _is_too_open(found: os.stat_result, most: int) -> bool:
    """Whether others may use what is this user's own; a sticky folder is meant for many."""
    is_ours = found.st_uid == os.geteuid() and not found.st_mode & stat.S_ISVTX
    return is_ours and bool(stat.S_IMODE(found.st_mode) & ~most)
