"""The figures of streams that are being played, for the rules that need them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from liveapp.domain.ports import BetReader

if TYPE_CHECKING:
    from liveapp.domain.statistics.figures import Figures
    from liveapp.domain.statistics.followed_stream import FollowedStream

MOST_FOLLOWED = 32
"""Of more streams that are played at a time, those that rest longest are read anew."""


class Following:
    """Reads what is new of streams. `is_cancelled` is asked between pieces, and may wait. For one thread."""

    def __init__(self, reader: BetReader, is_cancelled: Callable[[], bool]) -> None:
        self._reader = reader
        self._is_cancelled = is_cancelled
        self._followed: OrderedDict[UUID, tuple[tuple[float, ...], FollowedStream]] = OrderedDict()

    def figures(self, stream_id: UUID, multipliers: tuple[float, ...]) -> Figures | None:
        """The figures of all that is recorded now, with the hits of these multipliers; None where cancelled.

        Raises:
            StreamNotFound, StoreUnavailable
        """
        watched, followed = self._followed.pop(stream_id, ((), None))
        # numpy, which only those need who have such a rule.
        from liveapp.domain.statistics.followed_stream import FollowedStream, reading_by

        if followed is None or watched != multipliers:
            followed = FollowedStream(multipliers)
        figures = followed.refresh(reading_by(self._reader, stream_id, self._is_cancelled))
        self._followed[stream_id] = multipliers, followed
        if len(self._followed) > MOST_FOLLOWED:
            self._followed.popitem(last=False)
        return figures

    def clear(self) -> None:
        """Follow none any more."""
        self._followed.clear()
