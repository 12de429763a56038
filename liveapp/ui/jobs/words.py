"""What each kind of job is called while it runs."""

from collections.abc import Callable
from dataclasses import dataclass

from liveapp.domain.jobs import CsvExport, DeletionRest, JobRequest, Progress
from liveapp.ui.widgets.formatting import count_text, counted


@dataclass(frozen=True, slots=True)
class JobWords:
    """`name` is what Cancel stops, `doing` begins the line, `unit` is one and many of what is counted."""

    name: str
    doing: str
    unit: tuple[str, str]
    cancel_hint: str

    def line(self, progress: Progress) -> str:
        """`Exporting 1a2b3c4d5e: 400 of 12,345 bets`."""
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


WORDS: dict[type[JobRequest], Callable[..., JobWords] | None] = {
    CsvExport: _export_words,
    DeletionRest: None,
}
"""What each kind of request is called; None for one that goes on without being shown."""


def job_words(request: JobRequest) -> JobWords | None:
    """The words for a job; None for one that goes on without being shown."""
    words = WORDS[type(request)]
    return None if words is None else words(request)
