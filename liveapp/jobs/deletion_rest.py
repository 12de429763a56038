"""Removing the rows of streams that were deleted: they are in no list any more, whatever happens here."""

import logging

from liveapp.domain.errors import StoreClosed, StoreUnavailable
from liveapp.domain.jobs import DeletionRest, JobControl
from liveapp.domain.ports import BetWriter

logger = logging.getLogger(__name__)

FIRST_PAUSE_S = 2.0
LONGEST_PAUSE_S = 60.0
LONGEST_WAIT_S = 1.0


def finish_deletions(writer: BetWriter, _request: DeletionRest, control: JobControl) -> None:
    """Remove the rows piece by piece, one stream after the other; a lock or a full disk is waited out.

    So is the time in which a deletion can be undone.

    Where the program stops, or can write no more, what is left goes at the next start.

    Raises:
        JobCancelled
        StoreUnavailable: nothing can be written any more.
    """
    pause_s = FIRST_PAUSE_S
    wait_s: float | None = 0.0
    while wait_s is not None:
        # Others may be deleted meanwhile that can go at once.
        control.pause(min(wait_s, LONGEST_WAIT_S))
        try:
            wait_s = writer.purge_some()
            pause_s = FIRST_PAUSE_S
        except StoreUnavailable as fault:
            if isinstance(fault, StoreClosed) or writer.halted is not None:
                raise
            logger.info("A deletion waits: %s", fault)
            control.pause(pause_s)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
