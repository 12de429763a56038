"""Saving what an open connection still has, where the files under it were moved, removed or replaced."""

import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from liveapp.domain.errors import LiveappError, StoreDetached
from liveapp.files import make_private_folder, replacing
from liveapp.storage.copies import RESCUED, copy_database, next_moment, rescued_copies, stamped
from liveapp.storage.faults import translated_faults

logger = logging.getLogger(__name__)


class Rescue:
    """Saves once; `fault` tells how it stands, also while it is under way in another thread."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now
        self._saved_as: Path | None = None
        self._is_under_way = True

    def fault(self) -> StoreDetached:
        """What whoever asks for something is told."""
        return StoreDetached(self._saved_as, self._is_under_way)

    def save(self, connection: sqlite3.Connection) -> None:
        """Copy all that the connection sees into a new file of the data folder, made again if need be."""
        try:
            self._saved_as = self._copy(connection)
            logger.error(
                "The database's files are gone from their place; all was saved as %s", self._saved_as
            )
        except (LiveappError, OSError, sqlite3.Error) as error:
            text = "The database's files are gone from their place; nothing could be saved: %s"
            logger.error(text, error)  # noqa: TRY400 - a fault of the surroundings, not of the program
        finally:
            self._is_under_way = False

    def _copy(self, connection: sqlite3.Connection) -> Path:
        make_private_folder(self._folder)
        target = self._folder / stamped(RESCUED, next_moment(self._now(), rescued_copies(self._folder)))
        with translated_faults(), replacing(target) as unfinished:
            copy_database(connection, unfinished)
        return target
