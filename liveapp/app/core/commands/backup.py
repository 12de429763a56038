"""`liveapp backup`: a whole copy of the database, also while the program runs."""

import argparse
import json
from pathlib import Path
from typing import TextIO

from liveapp.app.core.commands.command import Command
from liveapp.app.core.commands.database import absolute, existing_database, working_alone
from liveapp.settings import Settings


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output",
        metavar="FILE",
        type=Path,
        help="write the copy there; an older copy is replaced [backups/ of the data folder]",
    )


def _run(settings: Settings, arguments: argparse.Namespace, output: TextIO) -> int:
    from liveapp.storage import copy_to, make_backup, refuse_target, refuse_what_would_not_start

    path = existing_database(settings)
    with working_alone(settings) as is_alone:
        # A copy of something else would push out the good ones, and could not be restored.
        refuse_what_would_not_start(path, is_alone)
        if arguments.output is None:
            made = make_backup(path, is_alone=is_alone)
            target, streams, bets = made.path, made.streams, made.bets
        else:
            target = absolute(arguments.output, "--output")
            refuse_target(path, target)
            streams, bets = copy_to(path, target, is_alone=is_alone)
    output.write(json.dumps({"file": str(target), "streams": streams, "bets": bets}) + "\n")
    return 0


BACKUP = Command("backup", "copy the database, whole and checked", _add_arguments, _run)
