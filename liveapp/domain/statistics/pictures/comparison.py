"""The profits of several streams over their bets, counted from each one's first, so that they line up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from liveapp.domain.statistics.columns import Floats, Integers
from liveapp.domain.statistics.pictures.courses import Course
from liveapp.domain.statistics.pictures.line import Point, line_through
from liveapp.domain.statistics.pictures.nearest import nearest_place
from liveapp.domain.statistics.pictures.profit import drawn
from liveapp.domain.statistics.pictures.rows import Row
from liveapp.domain.statistics.pictures.span import Span, reduced, shares

START: Point = (0, 0.0)
"""Before the first bet nothing is won or lost."""

HEADER = ("stream", "last_bet", "lowest_profit", "highest_profit", "profit", "expected_profit")


@dataclass(frozen=True, slots=True)
class ComparedCurve:
    """One stream's profit in one currency, of each pixel that has bets: as in `ProfitPicture`, over numbers
    of bets.

    `bets` is how many the stream has in the currency, `profit` what all of them came to. `before` and `after`
    are the points beside the span. Nothing shorter than `bets_a_step` bets can be told apart.
    """

    bets: int
    profit: float
    expected_over: int
    bets_a_step: int
    numbers: Integers
    lows: Floats
    highs: Floats
    profits: Floats
    expected: Floats
    before: Point | None
    after: Point | None

    @property
    def has_expectation(self) -> bool:
        """Whether the expected profit is that of all these bets."""
        return bool(self.bets) and self.expected_over == self.bets

    def line(self) -> tuple[Integers, Floats]:
        """Numbers of bets and profits of a line that reaches every lowest and highest."""
        return line_through(self.numbers, (self.lows, self.highs, self.profits), self.before, self.after)

    def place_at(self, number: int) -> int | None:
        """The pixel whose last bet is nearest to a number; None where the stream has no bets there."""
        return nearest_place(self.numbers, number) if number <= self.bets else None


@dataclass(frozen=True, slots=True)
class ComparisonPicture:
    """A curve for each stream, in their order; `longest` is the most bets that one of them has."""

    span: Span
    longest: int
    curves: tuple[ComparedCurve, ...]

    @property
    def bets_a_step(self) -> int:
        """The coarsest of the curves' steps."""
        return max((curve.bets_a_step for curve in self.curves), default=1)

    def rows(self, names: Sequence[str]) -> Iterator[Row]:
        """A header, and a row for each pixel of each stream that has bets; streams are told by `names`."""
        yield HEADER
        for name, curve in zip(names, self.curves, strict=True):
            columns = (curve.numbers, curve.lows, curve.highs, curve.profits)
            expected = curve.expected.tolist() if curve.has_expectation else [None] * len(curve.numbers)
            for row in zip(*(column.tolist() for column in columns), expected, strict=True):
                yield (name, *row)


def comparison_picture(courses: Sequence[Course], part: Span | None, width: int) -> ComparisonPicture:
    """Draw up a part of these courses, or all, for so many pixels."""
    longest = max((course.bets for course in courses), default=0)
    span = part or Span(0, longest)
    return ComparisonPicture(span, longest, tuple(_curve(course, span, width) for course in courses))


def _curve(course: Course, span: Span, width: int) -> ComparedCurve:
    numbers = course.numbers
    parts = shares(numbers, span, width)
    lasts = parts.ends - 1
    before = _point(course, numbers, parts.start - 1)
    return ComparedCurve(
        bets=course.bets,
        profit=float(drawn(course.lasts[-1:]).sum()),
        expected_over=course.expected_over,
        bets_a_step=course.bets_a_step,
        numbers=numbers[lasts],
        lows=drawn(reduced(np.minimum.reduceat, course.lows, parts)),
        highs=drawn(reduced(np.maximum.reduceat, course.highs, parts)),
        profits=drawn(course.lasts[lasts]),
        expected=drawn(course.expected[lasts]),
        before=START if before is None and course.bets else before,
        after=_point(course, numbers, parts.stop),
    )


def _point(course: Course, numbers: Integers, place: int) -> Point | None:
    if not 0 <= place < len(numbers):
        return None
    return int(numbers[place]), float(drawn(course.lasts[place]))
