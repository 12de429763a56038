"""Writing a stream's bets to a CSV file.

The chosen name never holds half a file: lines go to a temporary file in the same folder, which takes
the chosen name when it is whole and on disk, and is removed when the export is cancelled or fails.
"""

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from typing import TextIO

from liveapp.domain.bets import SeedPair, StoredBet
from liveapp.domain.export import csv_lines
from liveapp.domain.jobs import CsvExport, CsvWritten, JobControl, Progress
from liveapp.domain.ports import BetReader
from liveapp.domain.right_of_way import RightOfWay
from liveapp.files import PUBLIC_FILE, replacing

LINES_PER_REPORT = 2_000


def export_csv(
    reader: BetReader, right_of_way: RightOfWay, request: CsvExport, control: JobControl
) -> CsvWritten:
    """Write what is recorded now of the bets asked for. Gives way to bets that arrive.

    Raises:
        JobCancelled, StreamNotFound, StoreUnavailable, OSError: there is no new file, and an older one
            of that name is as it was.
    """
    stream, bets = reader.export(request.stream.id, request.bet_filter)
    sums = reader.sums(stream.key, request.bet_filter, is_cancelled=lambda: False)
    total = None if sums is None else sums.bets
    seeds = stream.seeds if request.names_seeds else None
    with replacing(request.target, PUBLIC_FILE) as temporary:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            written = write_bets(
                file,
                bets,
                seeds,
                right_of_way,
                lambda done: control.report(Progress(done, total)),
                request.tells_gaps,
            )
        control.report(Progress(written, written))
    return CsvWritten(request.target, written)


def write_bets(
    file: TextIO,
    bets: Iterable[StoredBet],
    seeds: SeedPair | None,
    right_of_way: RightOfWay,
    report: Callable[[int], None],
    tells_gaps: bool = False,
) -> int:
    """Write CSV, telling now and then how many bets are written; returns how many they are in the end."""
    lines = csv_lines(bets, seeds, tells_gaps)
    return write_lines(file, lines, 1 if seeds is None else 2, right_of_way, report)


def write_lines(
    file: TextIO,
    lines: Generator[str],
    heads: int,
    right_of_way: RightOfWay,
    report: Callable[[int], None],
) -> int:
    """Write lines, telling now and then how many are written; returns how many they are in the end.

    The first `heads` of them do not count.
    """
    written = 0
    # Closing the lines closes the read behind them, in this thread, on every way out.
    with closing(lines):
        for written, line in enumerate(right_of_way.unhurried(lines), 1 - heads):
            file.write(line)
            if written % LINES_PER_REPORT == 0:
                report(written)
    return written
