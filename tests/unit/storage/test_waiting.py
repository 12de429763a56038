"""Work that waits: its result, its error, and who is woken for what."""

import threading

import pytest

from liveapp.domain.errors import StoreFull
from liveapp.storage.shared_transaction import SharedTransaction, Undone
from liveapp.storage.waiting import Job, fail_all

NOTHING: SharedTransaction = None  # type: ignore[assignment]  # the work here does not look at it


def test_the_result_is_that_of_the_work() -> None:
    job = Job(lambda _shared: 7, deadline_s=1.0)
    assert not job.is_over
    job.run(NOTHING)
    assert not job.is_over
    job.succeed()
    assert job.is_over
    assert job.outcome() == 7


def test_work_that_was_undone_by_itself_has_its_own_error() -> None:
    def undo(_shared: SharedTransaction) -> None:
        raise Undone(KeyError("x"))

    job = Job(undo, deadline_s=1.0)
    job.run(NOTHING)
    job.succeed()
    with pytest.raises(KeyError):
        job.outcome()


def test_a_transaction_that_came_to_nothing_is_everybodys_error() -> None:
    jobs = [Job(lambda _shared: 7, deadline_s=1.0) for _ in range(3)]
    for job in jobs:
        job.run(NOTHING)
    fail_all(jobs, StoreFull("full"))
    for job in jobs:
        assert job.is_over
        with pytest.raises(StoreFull):
            job.outcome()


@pytest.mark.parametrize("is_over", [True, False], ids=["to take the outcome", "to lead"])
def test_whoever_waits_learns_what_for(is_over: bool) -> None:
    job = Job(lambda _shared: 7, deadline_s=1.0)
    woken: list[bool] = []
    thread = threading.Thread(target=lambda: woken.append(job.wait()))
    thread.start()
    if is_over:
        job.succeed()
        job.finish()
    else:
        job.let_lead()
    thread.join(20)
    assert woken == [is_over]
