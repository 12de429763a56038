"""Work that outlasts a request: what is asked for, how far it is, how it ends. Plain values.

A request says what is wanted; `liveapp.jobs` has one function for each kind of request that does
it, and tells by events, from any thread, what becomes of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from liveapp.domain.errors import LiveappError, SurroundingsFault
from liveapp.domain.importing import ImportSource
from liveapp.domain.proof_jobs import Exploration, ExploredExport, ProofReport, SeedVerification
from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.domain.streams import Stream


@dataclass(frozen=True, slots=True)
class CsvExport:
    """Write those of a stream's bets that a filter lets through to a file, in the order of their nonces.

    The result is a `CsvWritten`. Counted in bets that are written. With `names_seeds` it can be imported.
    With `tells_gaps` it has a column more: how far each bet is from the one before it in the file.
    """

    stream: Stream
    target: Path
    bet_filter: BetFilter = ALL_BETS
    names_seeds: bool = False
    tells_gaps: bool = False


@dataclass(frozen=True, slots=True)
class CsvWritten:
    """An export that is whole: its file, and how many bets it holds."""

    path: Path
    bets: int


@dataclass(frozen=True, slots=True)
class BookmarkExport:
    """Write a stream's marked bets with their notes to a file, in the order of their nonces.

    The result is a `BookmarksWritten`. Counted in bookmarks that are written.
    """

    stream: Stream
    target: Path


@dataclass(frozen=True, slots=True)
class BookmarksWritten:
    """An export of bookmarks that is whole: its file, and how many it holds."""

    path: Path
    bookmarks: int


@dataclass(frozen=True, slots=True)
class StreamsExport:
    """Write each of several streams to a CSV file of its own, and an index of these files.

    Into a folder, which is made where it is not there, under names that are free; or, with `is_zip`, into one
    zip file, which is whole or not there. Without `streams`, all that there are when it begins. The result
    is a `StreamsWritten`; cancelled, of what a folder holds by then, None for a zip file. Counted in bets.
    """

    target: Path
    streams: tuple[Stream, ...] | None = None
    is_zip: bool = False
    names_seeds: bool = True


@dataclass(frozen=True, slots=True)
class StreamsWritten:
    """An export of several streams: of those `asked` for, all but the ones that were deleted meanwhile.

    `path` is the index, or the zip file; `streams` is how many files there are, without the index.
    """

    path: Path
    asked: int
    streams: int
    bets: int


@dataclass(frozen=True, slots=True)
class DeletionRest:
    """Remove the rows of streams that are hidden. Has no result, counts nothing."""


@dataclass(frozen=True, slots=True)
class Backup:
    """Make a backup; the result is a `DatabaseCopy`. Counted in pages of the database.

    `is_asked_for` is False for the one a day that the program makes by itself.
    """

    is_asked_for: bool = True


@dataclass(frozen=True, slots=True)
class DatabaseCheck:
    """Check everything that is stored; the result is a `CheckResult`. Counted in parts of the check.

    `is_asked_for` is False for the one after the program had not ended cleanly.
    """

    is_asked_for: bool = True


@dataclass(frozen=True, slots=True)
class FilePreviews:
    """Look at what files hold and store nothing; the result is a tuple of `FilePreview`, in their order.

    Cancelled, it has those that were gone through by then. Counted in bytes of all files.
    """

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class FileImport:
    """Store what files hold; the result is an `ImportReport`.

    Cancelled, it tells of what was stored until then, which stays. Counted in bytes of all files.
    """

    sources: tuple[ImportSource, ...]


@dataclass(frozen=True, slots=True)
class FileSaving:
    """Write a file whose content is there already, such as a chart. Has no result, counts nothing."""

    target: Path
    content: bytes


JobRequest = (
    CsvExport
    | BookmarkExport
    | StreamsExport
    | DeletionRest
    | Backup
    | DatabaseCheck
    | FilePreviews
    | FileImport
    | FileSaving
    | SeedVerification
    | Exploration
    | ExploredExport
    | ProofReport
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How much is done, and of how much where that is known, in the unit of the request."""

    done: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """The job did what was asked."""

    result: object


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The job was stopped before its end; `result` is what it did until then, None for nothing."""

    result: object


@dataclass(frozen=True, slots=True)
class Failed:
    """The job met an error: one that the program knows, the system's, or a mistake of the program."""

    error: BaseException


JobOutcome = Finished | Cancelled | Failed


@dataclass(frozen=True, slots=True)
class JobStarted:
    """A job runs. `id` is unique while the program runs."""

    id: int
    request: JobRequest


@dataclass(frozen=True, slots=True)
class JobProgressed:
    """A job got on."""

    id: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class JobEnded:
    """A job is over, and nothing of it runs any more."""

    id: int
    request: JobRequest
    outcome: JobOutcome


JobEvent = JobStarted | JobProgressed | JobEnded

JobListener = Callable[[JobEvent], None]
"""Called in the job's thread: first its start, last its end. To return quickly."""


class JobCancelled(LiveappError):
    """Raised inside a job to end it early; `result` is what it did until then."""

    def __init__(self, result: object = None) -> None:
        super().__init__("The job was cancelled")
        self.result = result


class JobsStopped(SurroundingsFault):
    """The program is stopping and begins no more jobs."""

    def __init__(self) -> None:
        super().__init__("liveapp is shutting down")


class JobControl(Protocol):
    """What a job is handed: where it tells how far it is, and learns whether to go on."""

    def report(self, progress: Progress) -> None:
        """Tell how far the job is. Cheap enough for some hundred times a second.

        Raises:
            JobCancelled: it should end here; a job that has a result to tell catches this.
        """
        ...

    def pause(self, duration_s: float) -> None:
        """Wait so long.

        Raises:
            JobCancelled: it should end here, at once.
        """
        ...


class Jobs(Protocol):
    """Begins and stops jobs. Any thread; both return at once."""

    def start(self, request: JobRequest) -> int:
        """Begin; returns the job's id.

        Raises:
            JobsStopped: the program is stopping.
        """
        ...

    def cancel(self, job_id: int) -> None:
        """Have a job end soon; one that is over already is left alone."""
        ...
