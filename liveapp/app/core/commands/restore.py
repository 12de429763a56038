"""`liveapp restore FILE`: a backup in the place of the database, while the program does not run."""

import argparse
import json
from pathlib import Path
from typing import TextIO

from liveapp.app.core.commands.command import Command
from liveapp.app.core.commands.database import absolute
from liveapp.app.core.folder_lock import holding
from liveapp.domain.errors import SurroundingsFault
from liveapp.files import make_private_folder
from liveapp.settings import Settings


class NoSuchBackup(SurroundingsFault):
    """What was named cannot be restored."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not there, or no file")


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the backup")


def _run(settings: Settings, arguments: argparse.Namespace, output: TextIO) -> int:
    from liveapp.storage import restore

    source = absolute(arguments.file, "FILE")
    if not source.is_file():
        # Before anything is made: a wrong name leaves no folder behind.
        raise NoSuchBackup(source)
    make_private_folder(settings.data_dir)
    with holding(settings.data_dir):
        restored = restore(settings.database_path, source)
    result = {"streams": restored.streams, "bets": restored.bets, "kept": restored.kept}
    output.write(json.dumps(result) + "\n")
    return 0


RESTORE = Command("restore", "put a backup in the database's place and keep the former", _add_arguments, _run)
