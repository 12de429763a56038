"""What is taken in from files, and what became of it. Plain values.

A file's items are its bets, its heartbeats, and what should have been one of them and is refused; rounds of
other games are counted apart. Names of files are text that can be shown, whatever bytes a file system has.
"""

import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from liveapp.domain.bets import SeedPair

MOST_REFUSALS = 100
"""So many refusals are told with their reasons; all are counted."""

MOST_SEED_PAIRS = 1_000
"""So many different seed pairs of a file are counted."""

MOST_SHOWN_SEED_PAIRS = 5

NEEDS_SEEDS = "This file does not name its seeds"


class FileFormat(Enum):
    """What a file turned out to be, whether compressed or not."""

    CSV = "csv"
    """Bets as liveapp exports them."""

    JSON_LINES = "json lines"
    """An ingest payload, a batch or a record of the casino's archive on each line."""

    JSON = "json"
    """One JSON array of records of the casino's archive, or of ingest payloads."""

    INDEX = "index"
    """The index of an export of all streams: it holds no rounds."""

    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class ImportSource:
    """A file to import. `seeds` are those of its bets where it is a CSV that does not name them itself.

    `given_name` is how the file was named, where that is not how its path is written.
    """

    path: Path
    seeds: SeedPair | None = None
    given_name: str | None = None

    @property
    def name(self) -> str:
        """How reports call the file."""
        return shown_name(self.path if self.given_name is None else self.given_name)


@dataclass(frozen=True, slots=True)
class RefusedItem:
    """Something in a file that was not taken, and why.

    `line` counts from 1; in a JSON array it is the item's number.
    """

    file: str
    line: int
    detail: str


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """A file that could not be read at all, or not to its end, and why. Nothing else of it is missing."""

    file: str
    detail: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: `read` is the sum of `new`, `duplicates` and `refused`.

    `refusals` are the first `MOST_REFUSALS` of the refused. Where it is not whole, the import was ended
    before it had gone through all files: by whoever asked for it, or by `fault`, which is a sentence. What it
    tells is on disk all the same.
    """

    read: int = 0
    new: int = 0
    duplicates: int = 0
    refused: int = 0
    other_games: int = 0
    refusals: tuple[RefusedItem, ...] = ()
    unreadable: tuple[UnreadableFile, ...] = ()
    is_whole: bool = True
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What a file holds; nothing of it was stored.

    `format` is None where the file cannot be read or is of no known format; `detail` says why then. It also
    tells, in a sentence, where a file of a known format could not be read to its end. `seed_pairs` counts the
    different ones, up to `MOST_SEED_PAIRS`; `first_seed_pairs` are some of them. `first_us` and `last_us` are
    the earliest and latest time of its bets: when they were made, else received. `needs_seeds`: its bets can
    be taken only with seeds that somebody names; those of `items` that lack them are not among the refused.
    """

    path: Path
    format: FileFormat | None = None
    items: int = 0
    bets: int = 0
    heartbeats: int = 0
    refused: int = 0
    other_games: int = 0
    seed_pairs: int = 0
    first_seed_pairs: tuple[SeedPair, ...] = ()
    first_us: int | None = None
    last_us: int | None = None
    needs_seeds: bool = False
    detail: str | None = None
    refusals: tuple[RefusedItem, ...] = ()

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return shown_name(self.path.name)


def shown_name(path: str | os.PathLike[str]) -> str:
    """A file's name as text that can be shown and stored, whatever its bytes are."""
    return os.fsencode(path).decode("utf-8", "replace")
