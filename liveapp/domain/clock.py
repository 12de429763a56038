"""Moments as integers: microseconds since the Unix epoch, UTC."""

import time
from datetime import UTC, datetime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now_us() -> int:
    """Microseconds since the epoch, by the system's clock."""
    return time.time_ns() // 1000
