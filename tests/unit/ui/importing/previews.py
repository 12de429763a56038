"""Previews that tests of imports in the window share."""

from dataclasses import replace
from pathlib import Path

from liveapp.domain.importing import FileFormat, FilePreview, RefusedItem
from tests.shell import FIRST_SEEDS

DAY_US = 86_400_000_000
NOON_US = 1_769_601_600_000_000
"""2026-01-28 12:00 UTC."""

ARCHIVE = FilePreview(
    Path("/in/archive.json"),
    FileFormat.JSON,
    items=1_202,
    bets=1_000,
    heartbeats=200,
    refused=2,
    other_games=12,
    seed_pairs=1,
    first_seed_pairs=(FIRST_SEEDS,),
    first_us=NOON_US,
    last_us=NOON_US + DAY_US,
    refusals=(RefusedItem("/in/archive.json", 17, "nonce is missing"),),
)
NAMELESS = FilePreview(
    Path("/in/bets.csv"), FileFormat.CSV, items=3, bets=3, needs_seeds=True, first_us=NOON_US, last_us=NOON_US
)
PICTURE = FilePreview(Path("/in/holiday.png"), detail="This is no text file")


def nameless(name: str) -> FilePreview:
    """A CSV file of that name that does not say whose rounds it holds."""
    return replace(NAMELESS, path=Path("/in") / name)
