"""`liveapp check`: whether everything that is stored is whole, also while the program runs."""

import argparse
import json
from pathlib import Path
from typing import TextIO

from liveapp.app.core.commands.command import Command
from liveapp.app.core.commands.database import existing_database, working_alone
from liveapp.domain.errors import SurroundingsFault
from liveapp.settings import Settings


class NotSound(SurroundingsFault):
    """Something is wrong with what is stored."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not sound; `liveapp restore FILE` puts a backup in its place")


def _add_arguments(_parser: argparse.ArgumentParser) -> None:
    """It takes none of its own."""


def _run(settings: Settings, _arguments: argparse.Namespace, output: TextIO) -> int:
    from liveapp.storage import examine

    path = existing_database(settings)
    with working_alone(settings) as is_alone:
        found = examine(path, is_alone)
    result = {
        "integrity": found.integrity,
        "totals": found.totals,
        "streams": found.streams,
        "bets": found.bets,
    }
    output.write(json.dumps(result) + "\n")
    if not found.is_sound:
        # The result is told all the same.
        output.flush()
        raise NotSound(path)
    return 0


CHECK = Command("check", "check the database and its totals; reads only", _add_arguments, _run)
