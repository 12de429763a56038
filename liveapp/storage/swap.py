"""Putting another database in the place of the present one, which is kept, without a half state.

A database is up to three files, and no system renames three at once. So what is to be done is written
down first (`liveapp.swap`, on disk before anything is touched), and done step by step; whoever opens the
folder next finishes what was begun. Each step may be repeated. Where the former database needs no log, the
one step that counts is a single rename, and no moment is without a whole database under its name.
"""

import errno
import json
import os
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from liveapp.domain.errors import StoreUnavailable
from liveapp.files import replacing, sync_folder
from liveapp.storage.database_files import files_of

SWAP_FILE = "liveapp.swap"

NEW_FILE = "liveapp.sqlite3.new"
"""The name under which what is to take the database's place is made ready."""


_STRANGE = "{} cannot be understood; nothing was changed. Move it away"


@dataclass(frozen=True, slots=True)
class Swap:
    """What is to be done: `new` takes the database's place (None: nothing does), the former becomes `kept`.

    All are names in the data folder. `only_log` keeps the database and takes only its log away.
    """

    database: str
    new: str | None
    kept: str
    only_log: bool = False


def swap(folder: Path, planned: Swap) -> None:
    """Do it, whole or not at all: once this has begun, it is finished here or by `finish_swap`.

    Raises:
        OSError: it cannot be done now; where it was begun, the next start finishes it.
    """
    with replacing(folder / SWAP_FILE) as unfinished:
        unfinished.write_text(json.dumps(asdict(planned)), encoding="utf-8")
    finish_swap(folder)


def finish_swap(folder: Path) -> None:
    """Finish what was begun, and forget what was only made ready. Nobody may have the database open.

    Raises:
        OSError, StoreUnavailable: it cannot be finished.
    """
    plan = folder / SWAP_FILE
    if not plan.exists():
        (folder / NEW_FILE).unlink(missing_ok=True)
        return
    planned = _read(plan)
    database, kept = folder / planned.database, folder / planned.kept
    new = None if planned.new is None else folder / planned.new
    for source, target in zip(files_of(database)[1:], files_of(kept)[1:], strict=True):
        _move(source, target)
    # The former database is moved only while the new one still waits: else it is the new one by now.
    if not planned.only_log and (new is None or new.exists()):
        if new is None:
            _move(database, kept)
        else:
            _keep_beside(database, kept)
            # On disk before the former one loses its name.
            sync_folder(folder)
            new.replace(database)
    sync_folder(folder)
    plan.unlink()
    sync_folder(folder)


def _read(plan: Path) -> Swap:
    try:
        content: dict[str, Any] = json.loads(plan.read_text(encoding="utf-8"))
        planned = Swap(**content)
        names = [name for name in (planned.database, planned.new, planned.kept) if name is not None]
    except (ValueError, TypeError, RecursionError) as error:
        raise StoreUnavailable(_STRANGE.format(plan)) from error
    # Never a file elsewhere, whoever wrote this.
    if any(not isinstance(name, str) or Path(name).name != name for name in names):
        raise StoreUnavailable(_STRANGE.format(plan))
    return planned


def _move(source: Path, target: Path) -> None:
    """Give a file another name, unless a file of that name is there: nothing is ever overwritten."""
    if target.exists() and source.exists():
        raise FileExistsError(errno.EEXIST, "The file exists", str(target))
    with suppress(FileNotFoundError):
        source.rename(target)


def _keep_beside(source: Path, target: Path) -> None:
    """Give a file a second name, so that the first can be given to another one in a single step."""
    if target.exists() or not source.exists():
        return
    try:
        os.link(source, target)
    except OSError:
        # No second names here (FAT): a copy, under its name once it is whole.
        with replacing(target) as unfinished:
            shutil.copyfile(source, unfinished)
