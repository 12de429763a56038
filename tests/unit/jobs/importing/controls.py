"""A job's control that keeps what it was told, and ends the job where a test says so."""

from collections.abc import Callable

from liveapp.domain.jobs import JobCancelled, Progress


class Control:
    """Cancels the job as soon as `is_enough` says so of a progress."""

    def __init__(self, is_enough: Callable[[Progress], bool] = lambda _progress: False) -> None:
        self.progress: list[Progress] = []
        self._is_enough = is_enough

    def report(self, progress: Progress) -> None:
        """Keep it, or end the job."""
        if self._is_enough(progress):
            raise JobCancelled
        self.progress.append(progress)

    def pause(self, _duration_s: float) -> None:
        """Go on at once."""
