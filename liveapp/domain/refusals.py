"""Which requests were refused of late."""

from collections import deque
from dataclasses import replace

from liveapp.domain.events import RequestRefused, RequestsRefused

MOST_KEPT = 200


class RefusalLog:
    """The newest `MOST_KEPT` refused requests; equal ones that follow each other are one, with their number.

    `number` counts all that were refused, also those that are kept no more; `begun` counts the ones of `kept`
    that there ever were, and never falls. To add one takes a microsecond or two: those who answer a flood do
    it for each.
    """

    def __init__(self) -> None:
        self.number = 0
        self.begun = 0
        self._earlier: deque[RequestRefused] = deque(maxlen=MOST_KEPT - 1)
        self._last: RequestRefused | None = None
        self._last_us = 0
        self._times = 0

    @property
    def kept(self) -> tuple[RequestRefused, ...]:
        """What is known, oldest first."""
        last = self._whole_last()
        return tuple(self._earlier) if last is None else (*self._earlier, last)

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
        return RequestsRefused(self.kept, self.number)

    def clear(self) -> None:
        """Forget all of it."""
        self.number = 0
        self._earlier.clear()
        self._last = None

    def _keep(self, refusal: RequestRefused) -> None:
        if self._last == refusal:
            self._times += refusal.times
        else:
            last = self._whole_last()
            if last is not None:
                self._earlier.append(last)
            self.begun += 1
            self._last = refusal
            self._times = refusal.times
        self._last_us = refusal.refused_us

    def _whole_last(self) -> RequestRefused | None:
        if self._last is None or self._times == self._last.times:
            return self._last
        return replace(self._last, refused_us=self._last_us, times=self._times)
