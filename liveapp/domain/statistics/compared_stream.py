"""One of several streams that are compared: its figures and how its profits went, without its bets."""

from __future__ import annotations

from liveapp.domain.statistics.columns import ColumnArrays
from liveapp.domain.statistics.figures import Figures
from liveapp.domain.statistics.followed_stream import FollowedStream, ReadAfter
from liveapp.domain.statistics.pictures.courses import Course
from liveapp.domain.streams import Stream


class ComparedStream:
    """Kept up to date at a cost of what is new. For one thread at a time.

    `multiplier` is the one whose hits are counted: the only one in its figures.
    """

    def __init__(self, multiplier: float) -> None:
        self.multiplier = multiplier
        self._followed = FollowedStream((multiplier,), has_courses=True)
        self._currencies: dict[str | None, int] = {}

    def refresh(self, read: ReadAfter) -> Figures | None:
        """The figures of all that is recorded now; None where `read` was cancelled, and nothing changed."""
        told: list[Stream] = []

        def note(columns: ColumnArrays, after_nonce: int) -> Stream | None:
            stream = read(columns, after_nonce)
            told.extend(() if stream is None else (stream,))
            return stream

        figures = self._followed.refresh(note)
        if figures is not None:
            self._currencies = {total.currency: place for place, total in enumerate(told[-1].totals)}
        return figures

    def course(self, currency: str | None) -> Course:
        """How the profit in this currency went; one without bets where the stream has none in it."""
        courses, place = self._followed.courses, self._currencies.get(currency)
        return Course() if courses is None or place is None else courses.of(place)
