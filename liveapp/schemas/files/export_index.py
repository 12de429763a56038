"""The index of an export of all streams: whose bets each of its files holds."""

import csv
import io

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import Refused
from liveapp.domain.export import INDEX_HEADER, INDEX_LINE
from liveapp.schemas.files.own_csv import checked_seeds, unguarded

_MARK = "\ufeff"
_COLUMNS = INDEX_HEADER.strip().split(",")


def is_index(beginning: bytes) -> bool:
    """Whether a file that begins so is an index."""
    return beginning.decode(errors="replace").removeprefix(_MARK).startswith(INDEX_LINE.strip())


def seeds_of_files(index: bytes) -> dict[str, SeedPair]:
    """The seeds of each file's bets by its name; rows that cannot be read are left out."""
    text = io.StringIO(index.decode(errors="replace").removeprefix(_MARK), newline="")
    found: dict[str, SeedPair] = {}
    text.readline()
    rows = csv.DictReader(text, restval="")
    try:
        if rows.fieldnames is None or not set(_COLUMNS) <= set(rows.fieldnames):
            return found
        for one in rows:
            _take(one, found)
    except csv.Error:
        # What stands before is as good as it was.
        pass
    return found


def _take(row: dict[str, str], found: dict[str, SeedPair]) -> None:
    try:
        seeds = checked_seeds(unguarded(row["server_seed_hashed"]), unguarded(row["client_seed"]))
    except Refused:
        return
    found[row["file"]] = seeds
