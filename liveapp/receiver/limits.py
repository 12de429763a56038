"""How often somebody may do something."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowance:
    """Whether one more try is allowed; if not, in how many seconds it would be (else 0)."""

    is_allowed: bool
    retry_after_s: float


class SlidingWindow:
    """At most `limit` tries in any `window_s` seconds; 0 means any number.

    Exact: it remembers when each allowed try was. Refused tries do not count. All clients share
    one window, because all are on this machine.
    """

    def __init__(self, limit: int, window_s: float, clock_s: Callable[[], float]) -> None:
        self.limit = limit
        self.window_s = window_s
        self._clock_s = clock_s
        self._times: deque[float] = deque()
        self._lock = threading.Lock()

    def take(self) -> Allowance:
        """Count one try, if it is allowed."""
        if self.limit == 0:
            return Allowance(is_allowed=True, retry_after_s=0.0)
        now = self._clock_s()
        with self._lock:
            times = self._times
            while times and times[0] <= now - self.window_s:
                times.popleft()
            if len(times) >= self.limit:
                # Once the oldest of the last `limit` tries has left the window, there is room.
                return Allowance(is_allowed=False, retry_after_s=times[-self.limit] + self.window_s - now)
            times.append(now)
            return Allowance(is_allowed=True, retry_after_s=0.0)
