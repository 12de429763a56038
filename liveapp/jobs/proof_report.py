"""Writing the proof of a stream as pages that need neither network nor program.

Every bet is computed again while the report is written, so that it leaves none open. Rows go to a file
without a name until all is known that stands above them; then the pages are put together, and take their
names when the last of them is whole.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from liveapp.domain.clock import now_us
from liveapp.domain.errors import SeedUnknown
from liveapp.domain.export import FreeNames
from liveapp.domain.jobs import JobControl, Progress
from liveapp.domain.ports import BetReader
from liveapp.domain.proof_jobs import ProofReport, ProofWritten, ReportRows
from liveapp.domain.queries import ALL_BETS, BetOrder
from liveapp.domain.right_of_way import RightOfWay
from liveapp.files import PUBLIC_FILE, replacing
from liveapp.jobs.report_page import ReportPages, ReportStream
from liveapp.jobs.report_rows import RowSpool, judged_rows

BETS_PER_STEP = 1_000
"""Bets between two reports of progress."""


def write_report(
    reader: BetReader,
    right_of_way: RightOfWay,
    resources: Path,
    request: ProofReport,
    control: JobControl,
    clock: Callable[[], int] = now_us,
) -> ProofWritten:
    """Write the bets that are recorded now, by nonce. Gives way to bets that arrive.

    Raises:
        SeedUnknown: the stream's server seed is not revealed.
        JobCancelled, StreamNotFound, StoreUnavailable, OSError: there is no new file, and an older one
            of that name is as it was.
    """
    stream, bets = reader.export(request.stream.id)
    server_seed = reader.server_seed(stream.id)
    if server_seed is None:
        raise SeedUnknown
    first = reader.first_bets(stream.key, BetOrder(), ALL_BETS, 1)
    about = ReportStream(stream, server_seed, clock(), first[0] if first else None)
    rows = judged_rows(server_seed, stream.seeds.client_seed, bets)
    # Closing the rows closes the read behind them, in this thread, on every way out.
    with TemporaryFile(dir=request.target.parent) as file, closing(rows):
        spool = RowSpool(file, only_differing=request.rows is ReportRows.DIFFERING)
        for done, (verdict, text) in enumerate(right_of_way.unhurried(rows)):
            if done % BETS_PER_STEP == 0:
                control.report(Progress(done, stream.total_bets))
            spool.add(verdict, text)
        parts = spool.parts(_page_paths(request.target, len(spool.pages)))
        _write_pages(ReportPages(resources, about, request.rows, spool.proof, parts), spool, control)
    return ProofWritten(tuple(part.path for part in parts), spool.rows)


def _write_pages(pages: ReportPages, spool: RowSpool, control: JobControl) -> None:
    """Put the pages together: all of them are there in the end, or none."""
    bets = spool.proof.judged
    with _taking_names([part.path for part in pages.parts]) as temporaries:
        for place, temporary in enumerate(temporaries):
            control.report(Progress(bets, bets))
            before, after = pages.around_rows(place)
            with temporary.open("wb") as target:
                target.write(before.encode())
                spool.copy(place, target)
                target.write(after.encode())


def _page_paths(target: Path, pages: int) -> list[Path]:
    """The target, and for further pages names beside it that were free: only the target was agreed upon."""
    free = FreeNames(path.name for path in target.parent.iterdir()) if pages > 1 else FreeNames()
    numbered = (f"{target.stem}-{number}{target.suffix}" for number in range(2, pages + 1))
    return [target, *(target.with_name(free.take(name)) for name in numbered)]


@contextmanager
def _taking_names(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Give a new file beside each path; they take those names once the block has ended well.

    The first path, which leads to the others, is the last one to be taken.
    """
    with ExitStack() as whole:
        whole.enter_context(_only_with(paths[0], paths[1:]))
        yield [whole.enter_context(replacing(path, PUBLIC_FILE)) for path in paths]


@contextmanager
def _only_with(first: Path, others: Sequence[Path]) -> Iterator[None]:
    """Remove the others where the block fails before it has replaced the first."""
    before = _identity(first)
    try:
        yield
    except BaseException:
        if _identity(first) == before:
            for path in others:
                path.unlink(missing_ok=True)
        raise


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file has that name now, None where none has."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
