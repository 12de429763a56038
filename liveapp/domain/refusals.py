"""Which requests were refused of late."""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from liveapp.domain.events import RequestRefused, RequestsRefused

MOST_KEPT = 200


class RefusalLog:
    """The newest `MOST_KEPT` refused requests; equal ones that follow each other are one, with their number.

    `number` counts all that were refused, also those that are kept no more.
    """

    def __init__(self) -> None:
        self.number = 0
        self._kept: deque[RequestRefused] = deque(maxlen=MOST_KEPT)

    @property
    def kept(self) -> Sequence[RequestRefused]:
        """What is known, oldest first."""
        return self._kept

    def add(self, refusal: RequestRefused) -> None:
        """A request was refused."""
        self.number += refusal.times
        self._keep(refusal)

    def add_all(self, told: RequestsRefused) -> None:
        """Some were refused, of which the last are known."""
        self.number += told.number
        for refusal in told.newest:
            self._keep(refusal)

    def told(self) -> RequestsRefused:
        """All of it as an event."""
        return RequestsRefused(tuple(self._kept), self.number)

    def clear(self) -> None:
        """Forget all of it."""
        self.number = 0
        self._kept.clear()

    def _keep(self, refusal: RequestRefused) -> None:
        if self._kept and self._kept[-1] == refusal:
            refusal = replace(refusal, times=self._kept[-1].times + refusal.times)
            self._kept.pop()
        self._kept.append(refusal)
