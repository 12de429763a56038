"""A clock that a test sets: it stands still until it is told to go."""

START_US = 1_795_000_000_000_000
"""In November 2026."""


class Clock:
    """The system's clock and the one that only goes forward, in one.

    `wall_us` and `monotonic_s` are what code takes as its clock parameters. Time that passes moves
    both; `set_wall` moves the system's alone, back too, as a user or a time server does.
    """

    def __init__(self, start_us: int = START_US, monotonic_start_s: float = 100.0) -> None:
        self._wall_us = start_us
        self._monotonic_s = monotonic_start_s

    def wall_us(self) -> int:
        """Microseconds since the epoch, as `liveapp.domain.clock.now_us` gives them."""
        return self._wall_us

    def monotonic_s(self) -> float:
        """Seconds since some moment, as `time.monotonic` gives them."""
        return self._monotonic_s

    def sleep(self, duration_s: float) -> None:
        """Let time pass; stands in for `time.sleep`, too."""
        if duration_s < 0:
            raise ValueError("time does not pass backward; set_wall sets the system's clock back")
        self._monotonic_s += duration_s
        self._wall_us += round(duration_s * 1_000_000)

    def set_wall(self, by_s: float) -> None:
        """Set the system's clock forward, or back, without time passing."""
        self._wall_us += round(by_s * 1_000_000)
