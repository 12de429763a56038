"""Removing the rows of streams that were deleted: they are in no list any more, whatever happens here."""

from liveapp.domain.jobs import DeletionRest, JobControl
from liveapp.domain.ports import BetWriter
from liveapp.jobs.patience import patiently

LONGEST_WAIT_S = 1.0


def finish_deletions(writer: BetWriter, _request: DeletionRest, control: JobControl) -> None:
    """Remove the rows piece by piece, one stream after the other; a lock or a full disk is waited out.

    So is the time in which a deletion can be undone.

    Where the program stops, or can write no more, what is left goes at the next start.

    Raises:
        JobCancelled
        StoreUnavailable: nothing can be written any more.
    """
    wait_s: float | None = 0.0
    while wait_s is not None:
        # Others may be deleted meanwhile that can go at once.
        control.pause(min(wait_s, LONGEST_WAIT_S))
        wait_s = patiently(writer.purge_some, writer, control)
