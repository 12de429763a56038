"""Parts are computed in their order, here or by workers, and no worker outlives its job."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from itertools import count, islice

import pytest

from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs import process_pool
from liveapp.jobs.process_pool import WORTH_WORKERS, computed
from tests.conftest import LogWatch

FEW, MANY = WORTH_WORKERS - 1, WORTH_WORKERS
OWN_PID = "__import__('os').getpid()"


class Control:
    """Lets work go on until it is cancelled."""

    def __init__(self) -> None:
        self.is_cancelled = threading.Event()

    def report(self, progress: Progress) -> None:
        self.pause(0)

    def pause(self, duration_s: float) -> None:
        if self.is_cancelled.wait(duration_s):
            raise JobCancelled


@pytest.fixture
def control() -> Control:
    return Control()


Compute = Callable[..., Generator[int]]


@pytest.fixture
def compute(control: Control) -> Iterator[Compute]:
    """Evaluates expressions, few or many; whatever is under way ends with the test."""
    begun = []

    def start(expressions: Iterator[str] | list[str], items: int = MANY) -> Generator[int]:
        answers = computed(eval, expressions, items, RightOfWay(), control)
        begun.append(answers)
        return answers

    yield start
    for answers in begun:
        answers.close()
    assert multiprocessing.active_children() == []


def squares(number: int) -> list[str]:
    return [f"{one} ** 2" for one in range(number)]


@pytest.mark.parametrize("items", [FEW, MANY])
def test_answers_come_in_the_order_of_their_parts(compute: Compute, items: int) -> None:
    assert list(compute(squares(200), items)) == [one**2 for one in range(200)]


def test_few_items_are_computed_here(compute: Compute) -> None:
    assert list(compute([OWN_PID], FEW)) == [os.getpid()]
    assert multiprocessing.active_children() == []


def test_many_items_are_computed_by_workers(compute: Compute) -> None:
    workers = set(compute([OWN_PID] * 50))
    assert os.getpid() not in workers
    assert 1 <= len(workers) <= process_pool.worker_count()


def test_no_part_at_all_has_no_answer(compute: Compute) -> None:
    assert list(compute([])) == []


def test_workers_end_with_the_last_answer(compute: Compute) -> None:
    assert len(list(compute(squares(3)))) == 3
    assert multiprocessing.active_children() == []


def test_workers_end_where_nobody_wants_more_answers(compute: Compute) -> None:
    with closing(compute("1" for _ in count())) as answers:
        assert list(islice(answers, 5)) == [1] * 5
        assert multiprocessing.active_children()
    assert multiprocessing.active_children() == []


def test_parts_are_taken_as_they_are_needed(compute: Compute) -> None:
    taken = []

    def parts() -> Iterator[str]:
        for number in count():
            taken.append(number)
            yield str(number)

    assert list(islice(compute(parts()), 3)) == [0, 1, 2]
    assert len(taken) <= 3 + process_pool.PARTS_PER_WORKER * process_pool.worker_count()


def test_cancelling_ends_even_a_part_that_takes_for_ever(compute: Compute, control: Control) -> None:
    answers = compute(["__import__('time').sleep(3600)"])
    threading.Timer(0.2, control.is_cancelled.set).start()
    with pytest.raises(JobCancelled):
        next(answers)
    assert multiprocessing.active_children() == []


def test_parts_larger_than_any_pipe_do_not_block(compute: Compute) -> None:
    large = "len('" + "x" * 2_000_000 + "')"
    assert list(compute([large] * 8)) == [2_000_000] * 8


def test_answers_larger_than_any_pipe_do_not_block(compute: Compute) -> None:
    assert [len(str(one)) for one in compute(["'x' * 2_000_000"] * 8)] == [2_000_000] * 8


@pytest.mark.parametrize("items", [FEW, MANY])
@pytest.mark.parametrize("error", [ZeroDivisionError, OSError, EOFError])
def test_an_error_in_a_part_is_raised_where_its_answer_is_wanted(
    compute: Compute, items: int, error: type[Exception]
) -> None:
    failing = "1 / 0" if error is ZeroDivisionError else f"(_ for _ in ()).throw({error.__name__}('bad'))"
    answers = compute(["1", failing, "2"], items)
    assert next(answers) == 1
    with pytest.raises(error):
        next(answers)


def test_what_a_worker_leaves_that_was_killed_others_do(compute: Compute, log_watch: LogWatch) -> None:
    log_watch.expect("a worker process has ended")
    answers = compute(squares(500))
    assert next(answers) == 0
    multiprocessing.active_children()[0].kill()
    assert list(answers) == [one**2 for one in range(1, 500)]


def test_without_any_worker_left_the_rest_is_computed_here(compute: Compute, log_watch: LogWatch) -> None:
    log_watch.expect("a worker process has ended")
    answers = compute([OWN_PID] * 200)
    assert next(answers) != os.getpid()
    for worker in multiprocessing.active_children():
        worker.kill()
        worker.join()
    rest = list(answers)
    assert len(rest) == 199
    assert rest[-1] == os.getpid()


def test_a_part_that_kills_each_worker_ends_up_here(compute: Compute, log_watch: LogWatch) -> None:
    log_watch.expect("a worker process has ended")
    deadly = f"__import__('os').getpid() == {os.getpid()} or __import__('os')._exit(1)"
    assert list(compute([deadly, "2", "3"])) == [True, 2, 3]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows begins processes otherwise")
def test_where_no_worker_can_be_had_it_is_computed_here(
    compute: Compute, log_watch: LogWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_watch.expect("no more than 0 worker processes")

    def refuse(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.popen_spawn_posix.Popen.__init__", refuse)
    assert list(compute([OWN_PID] * 3)) == [os.getpid()] * 3
