"""A kind of job of which one at a time is asked for."""

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from liveapp.domain.jobs import Backup, DatabaseCheck, JobEnded, JobEvent, Jobs

Request = TypeVar("Request", Backup, DatabaseCheck)


class SoleJob(Generic[Request]):
    """Starts what is asked for, unless one is under way, and tells jobs of this kind from others."""

    def __init__(self, jobs: Jobs, kind: type[Request]) -> None:
        self._jobs = jobs
        self._kind: type[Request] = kind
        self._running_id: int | None = None

    def start(self, request: Request) -> None:
        """Have it done in the background; asked for twice, it is done once.

        Raises:
            LiveappError: no job is started any more.
        """
        if self._running_id is None:
            self._running_id = self._jobs.start(request)

    def over(self, events: Sequence[JobEvent]) -> Iterator[tuple[Request, JobEnded]]:
        """Those of this kind that are over, also if nobody asked for them."""
        for event in events:
            if isinstance(event, JobEnded) and isinstance(event.request, self._kind):
                if event.id == self._running_id:
                    self._running_id = None
                yield event.request, event
