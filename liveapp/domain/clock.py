"""Moments as integers: microseconds since the Unix epoch, UTC."""

import time
from datetime import UTC, datetime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US
HOUR_US = 60 * MINUTE_US
DAY_US = 24 * HOUR_US


def now_us() -> int:
    """Microseconds since the epoch, by the system's clock."""
    return time.time_ns() // 1000
