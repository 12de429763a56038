"""Which part of a stream the charts show: one range for all that have the same numbers across."""

from math import ceil, floor

from PySide6.QtCore import QObject, Signal

from liveapp.domain.statistics.pictures.span import Span

ZOOM_STEP = 1.25
PAN_STEP = 0.1
LEAST_WIDTH = 10.0
FINEST = 1e-9
"""The narrowest part of everything that can be shown: narrower, floats would tell no pixels apart."""

EDGE = 0.01
"""So much of the width is free at either end."""


class ShownRange(QObject):
    """A span of whole numbers (nonces, or microseconds), told as distances from `origin`, the first of all.

    While everything is shown it grows with the stream; a part stays where it is.
    """

    moved = Signal()
    """Another part is shown: by a zoom, a move, a reset."""

    changed = Signal()
    """What is shown is other than before: it moved, or there is more of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.origin = 0
        self._length = 0.0
        self._part: Span | None = None

    @property
    def full(self) -> Span:
        """Everything, with a little room at the ends."""
        room = max(self._length * EDGE, 0.5)
        return Span(-room, self._length + room)

    @property
    def shown(self) -> Span:
        """What is shown of it."""
        return self._part or self.full

    @property
    def is_zoomed(self) -> bool:
        """Whether only a part is shown."""
        return self._part is not None

    @property
    def whole(self) -> tuple[int, int]:
        """The first and the last number of all."""
        return self.origin, self.origin + int(self._length)

    @property
    def picture_span(self) -> Span:
        """What is shown, as a picture is asked for: exact whole numbers, as they are stored."""
        shown = self.shown
        return Span(self.origin + floor(shown.first), self.origin + ceil(shown.last))

    def nearest(self, x: float) -> int:
        """The whole number that is nearest to a place across."""
        return self.origin + round(x)

    @property
    def ends(self) -> tuple[int, int]:
        """The first and the last whole number that is shown and that there is."""
        first, last = self.whole
        shown = self.shown
        return (
            min(last, max(first, self.origin + ceil(shown.first))),
            max(first, min(last, self.origin + floor(shown.last))),
        )

    def set_whole(self, first: int, last: int) -> None:
        """Be about these from now on; a part that is shown stays the same numbers."""
        if (first, last) == self.whole:
            return
        moved = self.origin - first
        self.origin, self._length = first, float(last - first)
        if self._part is not None:
            self._keep(Span(self._part.first + moved, self._part.last + moved))
        self.changed.emit()

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Show `1 / factor` of what is shown; what is at `at` (the middle where None) stays where it is."""
        now = self.shown
        fixed = (now.first + now.last) / 2 if at is None else min(now.last, max(now.first, at))
        self.show_part(Span(fixed - (fixed - now.first) / factor, fixed + (now.last - fixed) / factor))

    def pan(self, by: float) -> None:
        """Show what is so much further."""
        full, now = self.full, self.shown
        by = min(full.last - now.last, max(full.first - now.first, by))
        if self.is_zoomed and by:
            self.show_part(Span(now.first + by, now.last + by))

    def show_part(self, part: Span) -> None:
        """Show this part; one that is as wide as everything shows everything."""
        self._keep(part)
        self._tell_moved()

    def reset(self) -> None:
        """Show everything."""
        if self.is_zoomed:
            self._part = None
            self._tell_moved()

    def _tell_moved(self) -> None:
        self.moved.emit()
        self.changed.emit()

    def _keep(self, part: Span) -> None:
        full = self.full
        width = max(part.last - part.first, LEAST_WIDTH, self._length * FINEST)
        if width >= full.last - full.first:
            self._part = None
            return
        middle = (part.first + part.last) / 2
        first = min(full.last - width, max(full.first, middle - width / 2))
        self._part = Span(first, first + width)
