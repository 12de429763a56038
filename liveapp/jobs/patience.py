"""Waiting out what is in the way of work that can wait."""

import logging
from collections.abc import Callable
from typing import TypeVar

from liveapp.domain.errors import StoreClosed, StoreUnavailable
from liveapp.domain.jobs import JobControl
from liveapp.domain.ports import BetWriter

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

FIRST_PAUSE_S = 2.0
LONGEST_PAUSE_S = 60.0


def patiently(act: Callable[[], Result], writer: BetWriter, control: JobControl) -> Result:
    """What `act` returns; a lock or a full disk is waited out, with longer and longer pauses.

    Raises:
        JobCancelled: while it waits.
        StoreUnavailable: the program stops, or nothing can be written any more.
    """
    pause_s = FIRST_PAUSE_S
    while True:
        try:
            return act()
        except StoreUnavailable as fault:
            if isinstance(fault, StoreClosed) or writer.halted is not None:
                raise
            logger.info("Work in the background waits: %s", fault)
            control.pause(pause_s)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
