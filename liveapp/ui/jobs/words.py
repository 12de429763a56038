"""What each kind of job is called while it runs."""

from collections.abc import Callable
from dataclasses import dataclass

from liveapp.domain.exploring import rounds_of
from liveapp.domain.importing import shown_name
from liveapp.domain.jobs import (
    Backup,
    BookmarkExport,
    CsvExport,
    DatabaseCheck,
    DeletionRest,
    FileImport,
    FilePreviews,
    FileSaving,
    JobRequest,
    Progress,
    StreamsExport,
)
from liveapp.domain.proof_jobs import Exploration, ExploredExport, ProofReport, SeedVerification
from liveapp.ui.widgets.formatting import count_text, counted, short_text

NAME_LENGTH = 40
HASH_LENGTH = 10


@dataclass(frozen=True, slots=True)
class JobWords:
    """`name` is what Cancel stops, `doing` begins the line.

    `unit` is one and many of what is counted, None for what means nothing to people. `cancel_hint` says
    after a semicolon what becomes of what was done. `holds_window`: closing the window asks first.
    """

    name: str
    doing: str
    unit: tuple[str, str] | None
    cancel_hint: str
    holds_window: bool = True

    @property
    def loss(self) -> str:
        """What becomes of what was done where it ends early: `no file is left behind`."""
        return self.cancel_hint.partition("; ")[2]

    def line(self, progress: Progress) -> str:
        """`Exporting 1a2b3c4d5e: 400 of 12,345 bets`, or `Backing up the database: 40 %`."""
        if self.unit is None:
            return f"{self.doing} …" if progress.total is None else f"{self.doing}: {_percent(progress)} %"
        if progress.total is None:
            return f"{self.doing}: {counted(progress.done, *self.unit)}"
        return f"{self.doing}: {count_text(progress.done)} of {counted(progress.total, *self.unit)}"


def _export_words(request: CsvExport) -> JobWords:
    return JobWords(
        name=f"export of {request.stream.short_hash}",
        doing=f"Exporting {request.stream.short_hash}",
        unit=("bet", "bets"),
        cancel_hint="Stop the export; no file is left behind",
    )


def _bookmark_export_words(request: BookmarkExport) -> JobWords:
    return JobWords(
        name=f"export of the bookmarks of {request.stream.short_hash}",
        doing=f"Exporting the bookmarks of {request.stream.short_hash}",
        unit=("bookmark", "bookmarks"),
        cancel_hint="Stop the export; no file is left behind",
    )


def _streams_export_words(request: StreamsExport) -> JobWords:
    streams = asked_streams(request)
    left = "no file is left behind" if request.is_zip else "files that are whole stay"
    return JobWords(
        name=f"export of {streams}",
        doing=f"Exporting {streams}",
        unit=("bet", "bets"),
        cancel_hint=f"Stop the export; {left}",
    )


def _backup_words(request: Backup) -> JobWords | None:
    if not request.is_asked_for:
        return None
    return JobWords(
        name="backup",
        doing="Backing up the database",
        unit=None,
        cancel_hint="Stop the backup; older ones are kept",
    )


def _check_words(request: DatabaseCheck) -> JobWords:
    why = "" if request.is_asked_for else " after it was not closed cleanly"
    return JobWords(
        name="check",
        doing=f"Checking the database{why}",
        unit=None,
        cancel_hint="Stop the check; it changes nothing",
        holds_window=request.is_asked_for,
    )


def _import_words(request: FileImport) -> JobWords:
    what = request.sources[0].path.name if len(request.sources) == 1 else f"{len(request.sources):,} files"
    shown = short_text(shown_name(what), NAME_LENGTH)
    return JobWords(
        name=f"import of {shown}",
        doing=f"Importing {shown}",
        unit=None,
        cancel_hint="Stop the import; what was stored until then stays",
    )


def _verification_words(request: SeedVerification) -> JobWords:
    hashed = request.server_seed_hashed[:HASH_LENGTH]
    return JobWords(
        name=f"proof of {hashed}",
        doing=f"Proving {hashed}",
        unit=("bet", "bets"),
        cancel_hint="Stop the proof for now; what was compared stays, and the rest goes on at the next start",
        holds_window=False,
    )


def _exploration_words(request: Exploration) -> JobWords:
    return JobWords(
        name=f"exploration of {counted(rounds_of(request), 'round', 'rounds')}",
        doing=f"Exploring a seed, {request.difficulty}",
        unit=("round", "rounds"),
        cancel_hint="Stop the exploration; nothing is stored",
        holds_window=False,
    )


def _explored_export_words(request: ExploredExport) -> JobWords:
    rounds = counted(len(request.explored.nonces), "explored round", "explored rounds")
    return JobWords(
        name=f"export of {rounds}",
        doing="Exporting explored rounds",
        unit=("round", "rounds"),
        cancel_hint="Stop the export; no file is left behind",
    )


def _proof_report_words(request: ProofReport) -> JobWords:
    return JobWords(
        name=f"report of the proof of {request.stream.short_hash}",
        doing=f"Writing the proof of {request.stream.short_hash}",
        unit=("bet", "bets"),
        cancel_hint="Stop the report; no file is left behind",
    )


def asked_streams(request: StreamsExport) -> str:
    """Which streams an export was asked for, in words."""
    return "all streams" if request.streams is None else counted(len(request.streams), "stream", "streams")


def _percent(progress: Progress) -> int:
    return min(100, 100 * progress.done // max(1, progress.total or 0))


WORDS: dict[type[JobRequest], Callable[..., JobWords | None] | None] = {
    CsvExport: _export_words,
    BookmarkExport: _bookmark_export_words,
    StreamsExport: _streams_export_words,
    DeletionRest: None,
    Backup: _backup_words,
    DatabaseCheck: _check_words,
    FilePreviews: None,
    FileImport: _import_words,
    FileSaving: None,
    SeedVerification: _verification_words,
    Exploration: _exploration_words,
    ExploredExport: _explored_export_words,
    ProofReport: _proof_report_words,
}
"""What each kind of request is called; None for one that goes on without being shown."""


def job_words(request: JobRequest) -> JobWords | None:
    """The words for a job; None for one that goes on without being shown."""
    words = WORDS[type(request)]
    return None if words is None else words(request)
