"""`liveapp import FILE…`: takes in bets from files, while the program does not run."""

import argparse
import json
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import TextIO

from liveapp.app.core.commands.command import Command
from liveapp.app.core.commands.database import absolute
from liveapp.app.core.folder_lock import holding
from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import LiveappError, Refused, SurroundingsFault
from liveapp.domain.importing import ImportReport, ImportSource
from liveapp.domain.jobs import FileImport, JobCancelled, Progress
from liveapp.files import make_private_folder
from liveapp.settings import Settings, SettingsError

SERVER_SEED_HASH = "--server-seed-hash"
CLIENT_SEED = "--client-seed"


class NotImported(SurroundingsFault):
    """Not everything that was named could be read or stored; the result is told all the same."""


class SeedsMissing(SettingsError):
    """A file's bets can be taken only with seeds that somebody names."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} does not name its seeds: give {SERVER_SEED_HASH} and {CLIENT_SEED}")


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="CSV that liveapp exported, JSON Lines that were posted, or the casino's bet archive",
    )
    parser.add_argument(
        SERVER_SEED_HASH, metavar="HASH", help="of the bets in CSV files that do not name their seeds"
    )
    parser.add_argument(CLIENT_SEED, metavar="SEED", help="the same")


def _run(settings: Settings, arguments: argparse.Namespace, output: TextIO) -> int:
    try:
        report = _import(settings, _sources(arguments))
    except (LiveappError, OSError):
        _tell(ImportReport(), output)
        raise
    _tell(report, output)
    if report.fault is not None:
        raise NotImported(report.fault)
    if not report.is_whole:
        raise NotImported("interrupted; what was stored by then stays")
    if report.unreadable:
        first, others = report.unreadable[0], len(report.unreadable) - 1
        raise NotImported(f"{first.file}: {first.detail}" + (f" (and {others} more)" if others else ""))
    return 0


def _sources(arguments: argparse.Namespace) -> tuple[ImportSource, ...]:
    seeds = _seeds(arguments.server_seed_hash, arguments.client_seed)
    return tuple(ImportSource(absolute(Path(name), "FILE"), seeds, name) for name in arguments.files)


def _seeds(server_seed_hash: str | None, client_seed: str | None) -> SeedPair | None:
    from liveapp.schemas.files.own_csv import checked_seeds

    if server_seed_hash is None and client_seed is None:
        return None
    if server_seed_hash is None or client_seed is None:
        raise SettingsError(f"{SERVER_SEED_HASH} and {CLIENT_SEED} are needed together")
    try:
        return checked_seeds(server_seed_hash, client_seed)
    except Refused as error:
        raise SettingsError(f"{SERVER_SEED_HASH} and {CLIENT_SEED}: {error}") from None


def _import(settings: Settings, sources: Sequence[ImportSource]) -> ImportReport:
    """Import all files, or none where one of them needs seeds."""
    from liveapp.domain.right_of_way import RightOfWay
    from liveapp.jobs.importing.importer import import_files
    from liveapp.jobs.importing.reading import needs_seeds
    from liveapp.storage import open_store

    for source in sources:
        if needs_seeds(source):
            raise SeedsMissing(source.name)
    make_private_folder(settings.data_dir)
    with (
        _interruptible() as control,
        holding(settings.data_dir),
        closing(open_store(settings.database_path)) as store,
    ):
        try:
            if store.needs_check:
                store.keeper.check_pages(control.report)
            return import_files(store.writer, RightOfWay(), FileImport(tuple(sources)), control)
        except JobCancelled as cancelled:
            report = cancelled.result
            return report if isinstance(report, ImportReport) else ImportReport(is_whole=False)


def _tell(report: ImportReport, output: TextIO) -> None:
    """Write the result, so that it is seen whatever the command ends with."""
    result = {
        "read": report.read,
        "new": report.new,
        "duplicates": report.duplicates,
        "refused": report.refused,
        "other_games": report.other_games,
        "refusals": [asdict(refusal) for refusal in report.refusals],
    }
    output.write(json.dumps(result) + "\n")
    output.flush()


class _Control:
    """Ends an import between two batches."""

    def __init__(self) -> None:
        self._is_interrupted = threading.Event()

    def interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        self._is_interrupted.set()

    def report(self, _progress: Progress) -> None:
        self.pause(0)

    def pause(self, duration_s: float) -> None:
        if self._is_interrupted.wait(duration_s):
            raise JobCancelled


@contextmanager
def _interruptible() -> Iterator[_Control]:
    """Have Ctrl-C and SIGTERM end what is done with the control, so that it is known how far it came."""
    control = _Control()
    handled = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, control.interrupt) for number in handled}
    try:
        yield control
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


IMPORT = Command("import", "take in bets from CSV, JSON Lines or the casino's archive", _add_arguments, _run)
