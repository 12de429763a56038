"""When charts are drawn anew: together, at most ten times a second, and only those that can be seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, SignalInstance
from shiboken6 import isValid

from liveapp.ui.questions import Question
from liveapp.ui.widgets.timers import single_shot

LEAST_PAUSE_MS = 100

BETWEEN_MS = 8
"""So long the window does other things between two charts, or all of them would be painted in one go."""

PictureWork = Callable[[Any], Any]
"""Computes a picture of what is analysed, in another thread."""


class Analysis(Protocol):
    """What pictures are drawn of: a stream (`LiveAnalysis`), or several."""

    @property
    def grew(self) -> SignalInstance:
        """There is more to draw."""
        ...

    @property
    def changed(self) -> SignalInstance:
        """There are other figures, or none any more."""
        ...

    @property
    def figures(self) -> object | None:
        """None where there is nothing to draw, or something else from now on."""
        ...

    def ask(
        self, receiver: QObject, work: Callable[[Any], Any], deliver: Callable[[Any], object]
    ) -> Question:
        """Have `work` done in a thread on what is analysed; cancelled where nobody watches."""
        ...


class Drawn(Protocol):
    """A chart, as who redraws it knows it."""

    def is_in_view(self) -> bool:
        """Whether anybody can see it now."""
        ...

    def picture_work(self) -> PictureWork:
        """What computes the picture that it should show now."""
        ...

    def take(self, picture: Any) -> None:
        """Show this picture."""
        ...

    def forget(self) -> None:
        """Show none: what is drawn is of another stream, or of other bets."""
        ...


class Redrawing(QObject):
    """Charts ask for a picture by `want`; all that wait at a turn get theirs from one state of the stream.

    They are drawn one after the other, and the window does other things in between. One that cannot be seen
    waits until `look_again` finds it in view.
    """

    def __init__(self, analysis: Analysis, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.analysis = analysis
        self._charts: list[Drawn] = []
        self._wanted: set[Drawn] = set()
        self._question: Question | None = None
        self._ready: deque[tuple[Drawn, Any]] = deque()
        self._pause = single_shot(self, LEAST_PAUSE_MS, self.look_again)
        self._between = single_shot(self, BETWEEN_MS, self._show_next)
        self._soon = single_shot(self, 0, self.look_again)
        analysis.grew.connect(self.want_all)
        analysis.changed.connect(self._follow)

    def add(self, chart: Drawn) -> None:
        """Redraw this one too, from now on."""
        self._charts.append(chart)

    def want(self, chart: Drawn) -> None:
        """What a chart shows is no longer what it should show.

        Asked for soon, not at once: a chart that is just being shown is in view only after that, and watched.
        """
        self._wanted.add(chart)
        self._soon.start()

    def want_all(self) -> None:
        """There is more to show."""
        self._wanted.update(self._charts)
        self._soon.start()

    def look_again(self) -> None:
        """Ask for the pictures that wait and can be seen, unless it is too early."""
        is_asking = self._question is not None and not self._question.is_cancelled()
        if is_asking or self._between.isActive() or self._pause.isActive():
            return
        self._charts = [chart for chart in self._charts if isValid(chart)]
        seen = [chart for chart in self._charts if chart in self._wanted and chart.is_in_view()]
        if not seen:
            return
        works = [chart.picture_work() for chart in seen]
        self._question = self.analysis.ask(
            self,
            lambda analysis: [work(analysis) for work in works],
            lambda pictures: self._show(seen, pictures),
        )
        if not self._question.is_cancelled():  # as where nobody watches, or no stream is shown
            self._wanted.difference_update(seen)
            self._pause.start()

    def _follow(self) -> None:
        """Where there are no figures any more they are about something else from now on."""
        if self.analysis.figures is None:
            if self._question is not None:
                self._question.cancel()
            self._ready.clear()
            for chart in filter(isValid, self._charts):
                chart.forget()
        self.want_all()

    def _show(self, charts: list[Drawn], pictures: list[Any]) -> None:
        self._question = None
        self._ready.extend(zip(charts, pictures, strict=True))
        self._show_next()

    def _show_next(self) -> None:
        if not self._ready:
            self.look_again()
            return
        chart, picture = self._ready.popleft()
        self._between.start()
        if isValid(chart):
            chart.take(picture)
