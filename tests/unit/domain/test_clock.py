"""The one clock."""

import time
from datetime import UTC, datetime

import pytest

from liveapp.domain.clock import EPOCH, now_us


def test_now_is_the_systems_time_in_whole_microseconds() -> None:
    before_us = time.time_ns() // 1000
    now = now_us()
    assert isinstance(now, int)
    assert before_us <= now <= time.time_ns() // 1000


def test_parts_of_a_microsecond_are_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_772_388_023_870_001_999)
    assert now_us() == 1_772_388_023_870_001


def test_microseconds_count_from_1970_in_utc() -> None:
    assert datetime(1970, 1, 1, tzinfo=UTC) == EPOCH
    assert EPOCH.timestamp() == 0
