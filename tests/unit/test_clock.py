"""The clock that tests set."""

import pytest

from liveapp.receiver.limits import SlidingWindow
from tests.clock import START_US, Clock


def test_it_stands_still_until_time_passes_which_moves_both_clocks() -> None:
    clock = Clock()
    assert (clock.wall_us(), clock.wall_us()) == (START_US, START_US)
    before_s = clock.monotonic_s()
    clock.sleep(1.5)
    assert clock.wall_us() == START_US + 1_500_000
    assert clock.monotonic_s() == before_s + 1.5


def test_setting_the_clock_back_moves_the_systems_clock_alone() -> None:
    clock = Clock()
    before_s = clock.monotonic_s()
    clock.set_wall(by_s=-3600)
    assert clock.wall_us() == START_US - 3_600_000_000
    assert clock.monotonic_s() == before_s
    with pytest.raises(ValueError, match="set_wall"):
        clock.sleep(-1)


def test_what_takes_a_clock_takes_this_one() -> None:
    clock = Clock()
    window = SlidingWindow(1, 60.0, clock.monotonic_s)
    assert window.take().is_allowed
    clock.set_wall(by_s=120)
    assert not window.take().is_allowed
    clock.sleep(60)
    assert window.take().is_allowed
