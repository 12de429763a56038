"""Writing bets to CSV files, one for each stream.

The chosen name never holds half a file: lines go to a temporary file in the same folder, which takes
the chosen name when it is whole and on disk, and is removed when the export is cancelled or fails.
"""

from collections.abc import Generator, Iterator
from contextlib import closing

from liveapp.domain.bets import StoredBet
from liveapp.domain.errors import StreamNotFound
from liveapp.domain.export import csv_lines
from liveapp.domain.jobs import CsvExport, CsvExports, CsvWritten, JobCancelled, JobControl, Progress
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
    with replacing(request.target, PUBLIC_FILE) as temporary:
        # Closing the lines closes the read behind them, in this thread, on every way out.
        with temporary.open("w", encoding="utf-8", newline="") as file, closing(_lines(bets)) as lines:
            for number, line in enumerate(right_of_way.unhurried(lines)):
                if number % LINES_PER_REPORT == 0:
                    control.report(Progress(max(0, number - 1), total))
                file.write(line)
        control.report(Progress(number, number))
    return CsvWritten(request.target, number)


def export_csvs(
    reader: BetReader, right_of_way: RightOfWay, request: CsvExports, control: JobControl
) -> list[CsvWritten]:
    """Do one export after the other; a stream that was deleted meanwhile is left out.

    Raises:
        JobCancelled, StoreUnavailable, OSError: what was written before is there, and whole.
    """
    written: list[CsvWritten] = []
    for number, one in enumerate(request.exports):
        try:
            part = _Part(control, Progress(number, len(request.exports)))
            written.append(export_csv(reader, right_of_way, one, part))
        except StreamNotFound:
            continue
        except JobCancelled as cancelled:
            raise JobCancelled(written) from cancelled
    return written


class _Part:
    """The control of one of several exports: tells how far they are together."""

    def __init__(self, control: JobControl, progress: Progress) -> None:
        self._progress = progress
        self._control = control
        self.pause = control.pause

    def report(self, _progress: Progress) -> None:
        self._control.report(self._progress)


def _lines(bets: Iterator[StoredBet]) -> Generator[str, None, None]:
    yield from csv_lines(bets)
