"""So many tries in any window, and no more."""

import threading

from hypothesis import given
from hypothesis import strategies as st

from liveapp.receiver.limits import Allowance, SlidingWindow


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def test_tries_are_allowed_up_to_the_limit_and_count_down() -> None:
    window = SlidingWindow(2, 60.0, Clock())
    assert window.take() == Allowance(is_allowed=True, retry_after_s=0.0)
    assert window.take() == Allowance(is_allowed=True, retry_after_s=0.0)
    assert window.take() == Allowance(is_allowed=False, retry_after_s=60.0)


def test_there_is_room_when_the_oldest_try_is_a_window_old() -> None:
    clock = Clock()
    window = SlidingWindow(2, 60.0, clock)
    window.take()
    clock.now_s += 10
    window.take()
    clock.now_s += 20
    assert window.take().retry_after_s == 30.0
    clock.now_s += 29.5
    assert not window.take().is_allowed
    clock.now_s += 0.5
    assert window.take().is_allowed
    assert window.take().retry_after_s == 10.0


def test_refused_tries_do_not_count() -> None:
    clock = Clock()
    window = SlidingWindow(1, 60.0, clock)
    window.take()
    for _ in range(100):
        clock.now_s += 0.5
        assert not window.take().is_allowed
    clock.now_s = 160.0
    assert window.take().is_allowed


def test_zero_is_no_limit() -> None:
    window = SlidingWindow(0, 60.0, Clock())
    assert all(window.take().is_allowed for _ in range(1000))


@given(limit=st.integers(1, 5), steps=st.lists(st.integers(0, 30), max_size=60))
def test_no_window_ever_holds_more_than_the_limit(limit: int, steps: list[int]) -> None:
    clock = Clock()
    window = SlidingWindow(limit, 60.0, clock)
    allowed: list[float] = []
    for step in steps:
        clock.now_s += step
        allowance = window.take()
        if allowance.is_allowed:
            allowed.append(clock.now_s)
        else:
            assert 0 < allowance.retry_after_s <= 60.0
    for moment in allowed:
        assert sum(moment - 60.0 < other <= moment for other in allowed) <= limit


def test_threads_share_the_limit() -> None:
    window = SlidingWindow(50, 60.0, Clock())
    allowed: list[bool] = []
    threads = [
        threading.Thread(target=lambda: allowed.extend(window.take().is_allowed for _ in range(20)))
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(allowed), sum(allowed)) == (100, 50)
