"""`liveapp export`: every stream as a CSV file that can be imported again, also while the program runs."""

import argparse
import json
import time
from pathlib import Path
from typing import TextIO

from liveapp.app.core.commands.command import Command
from liveapp.app.core.commands.database import absolute, existing_database, working_alone
from liveapp.app.core.deep_link import NoSuchStream, find_stream
from liveapp.domain.jobs import Progress, StreamsExport
from liveapp.domain.ports import BetReader
from liveapp.domain.right_of_way import RightOfWay
from liveapp.domain.streams import Stream
from liveapp.settings import Settings, SettingsError


class _Unheard:
    """The control of work whose progress nobody asks for, and that nobody cancels."""

    def report(self, progress: Progress) -> None:
        """Tell nobody."""

    def pause(self, duration_s: float) -> None:
        """Wait so long."""
        time.sleep(duration_s)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--stream",
        metavar="ID",
        help="only this one: its UUID, or how its server seed hash begins [all streams]",
    )
    parser.add_argument(
        "--output",
        metavar="DIR",
        type=_folder,
        required=True,
        help="the folder to write into, made where it is not there; nothing in it is replaced",
    )


def _folder(name: str) -> Path:
    if not name:
        # A variable of a script that is not set, most likely: no wish for the folder that one is in.
        raise argparse.ArgumentTypeError("the folder's name is empty")
    return Path(name)


def _run(settings: Settings, arguments: argparse.Namespace, output: TextIO) -> int:
    from liveapp.jobs.streams_export import export_streams
    from liveapp.storage import reading

    folder = absolute(arguments.output, "--output")
    path = existing_database(settings)
    with working_alone(settings) as is_alone, reading(path, is_alone) as reader:
        streams = None if arguments.stream is None else (_named(reader, arguments.stream),)
        written = export_streams(reader, RightOfWay(), StreamsExport(folder, streams), _Unheard())
    output.write(json.dumps({"files": written.streams, "bets": written.bets}) + "\n")
    return 0


def _named(reader: BetReader, name: str) -> Stream:
    try:
        return find_stream(reader, name)
    except NoSuchStream as error:
        raise SettingsError(f"--stream: {error}") from None


EXPORT = Command("export", "write every stream to a CSV file", _add_arguments, _run)
