"""What work is told by, as tests have it."""

from collections.abc import Callable

from liveapp.domain.jobs import Progress


class Control:
    """Notes what is reported, and has something done at each report."""

    def __init__(self, at_report: Callable[[Progress], object] = lambda _progress: None) -> None:
        self.reports: list[Progress] = []
        self._at_report = at_report

    def report(self, progress: Progress) -> None:
        self.reports.append(progress)
        self._at_report(progress)

    def pause(self, duration_s: float) -> None:
        raise AssertionError(f"it would pause for {duration_s} s")
