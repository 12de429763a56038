"""Going on with deletions that the end of the program interrupted."""

from liveapp.domain.jobs import DeletionRest, JobControl
from liveapp.domain.ports import BetWriter


def finish_deletions(writer: BetWriter, _request: DeletionRest, _control: JobControl) -> None:
    """Remove the rows of streams that are gone from every list already.

    The writer ends it early where the program stops; what is left then waits for the next start.

    Raises:
        StoreUnavailable: what is left waits for the next start.
    """
    writer.finish_deletions()
