"""Waiting for what other threads and processes bring about."""

import time
from collections.abc import Callable

HANG_LIMIT_S = 60.0


def wait_until(is_so: Callable[[], bool], what: str = "it did not come to pass") -> None:
    """Wait until it is so. After longer than anything takes, `what` is told to be wrong."""
    deadline_s = time.monotonic() + HANG_LIMIT_S
    while not is_so():
        assert time.monotonic() < deadline_s, what
        time.sleep(0.001)
