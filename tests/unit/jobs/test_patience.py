"""What is in the way is waited out, unless it stays in the way for good."""

from collections.abc import Callable

import pytest

from liveapp.domain.errors import StoreClosed, StoreDamaged, StoreLocked, StoreUnavailable
from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.jobs.patience import FIRST_PAUSE_S, LONGEST_PAUSE_S, patiently
from liveapp.storage import Store


class Control:
    """Notes the pauses, which take no time; the last of so many cancels."""

    def __init__(self, last: int = 1000) -> None:
        self.pauses_s: list[float] = []
        self._last = last

    def report(self, progress: Progress) -> None: ...

    def pause(self, duration_s: float) -> None:
        self.pauses_s.append(duration_s)
        if len(self.pauses_s) == self._last:
            raise JobCancelled


def failing(times: int, fault: StoreUnavailable) -> Callable[[], str]:
    left = [fault] * times

    def act() -> str:
        if left:
            raise left.pop()
        return "done"

    return act


def test_what_goes_well_is_not_waited_for(store: Store) -> None:
    control = Control()
    assert patiently(failing(0, StoreLocked("locked")), store.writer, control) == "done"
    assert control.pauses_s == []


def test_pauses_get_longer_up_to_a_limit(store: Store) -> None:
    control = Control()
    assert patiently(failing(8, StoreLocked("locked")), store.writer, control) == "done"
    assert control.pauses_s[:3] == [FIRST_PAUSE_S, 2 * FIRST_PAUSE_S, 4 * FIRST_PAUSE_S]
    assert control.pauses_s[-2:] == [LONGEST_PAUSE_S, LONGEST_PAUSE_S]


def test_waiting_can_be_cancelled(store: Store) -> None:
    with pytest.raises(JobCancelled):
        patiently(failing(8, StoreLocked("locked")), store.writer, Control(last=2))


def test_a_store_that_is_closed_is_not_waited_for(store: Store) -> None:
    with pytest.raises(StoreClosed):
        patiently(failing(1, StoreClosed()), store.writer, Control())


def test_a_store_that_writes_no_more_is_not_waited_for() -> None:
    class Halted:
        halted = StoreDamaged("damaged")

    with pytest.raises(StoreLocked):
        patiently(failing(1, StoreLocked("locked")), Halted(), Control())  # type: ignore[arg-type]
