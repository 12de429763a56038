"""Computing on all cores: worker processes that live only as long as one job needs them."""

import logging
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack
from multiprocessing.connection import wait
from typing import Generic, TypeVar

from liveapp.domain.jobs import JobControl
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.worker_process import Task, Worker, can_stand_back

logger = logging.getLogger(__name__)

Part = TypeVar("Part")
Answer = TypeVar("Answer")

WORTH_WORKERS = 10_000
"""Fewer items than these are computed before workers have begun."""

PARTS_PER_WORKER = 3
"""So many parts are under way at once for each worker: they wait for it, not it for them."""

LOOK_EVERY_S = 0.05
"""How often it is looked whether to go on, while nothing comes from the workers."""


UNTIL_SHOWN_S = 0.1
"""So long workers wait at first: starting, they would hold a window that now shows that work has begun."""


def computed(
    function: Callable[[Part], Answer],
    parts: Iterable[Part],
    items: int,
    right_of_way: RightOfWay,
    control: JobControl,
) -> Generator[Answer]:
    """What `function` makes of each of the parts, in their order; they are taken as they are needed.

    Where there are many `items` (in all parts together), worker processes do it; where they are few, or no
    worker can be had, it is done here, giving way before each part. So a part is some thousand items at most:
    some milliseconds. `function` is one of the domain's, by its name in its module. Close what this returns
    (`contextlib.closing`): the workers end then.

    Raises:
        JobCancelled: by `control`, before a part or while one is waited for.
    """

    def compute_here(part: Part) -> Answer:
        right_of_way.give_way()
        return function(part)

    workers = worker_count() if items >= WORTH_WORKERS else 0
    if workers:
        control.pause(UNTIL_SHOWN_S)
    with _Pool(function, compute_here, workers) as pool:
        yield from pool.answers(parts, control)


def worker_count() -> int:
    """As many workers as this process has cores; one is left to it where it cannot go before them."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if can_stand_back() else cores - 1


class _Pool(Generic[Part, Answer]):
    """Workers, from the beginning of the block to its end; those that end before it are done without."""

    def __init__(
        self, function: Callable[[Part], Answer], compute_here: Callable[[Part], Answer], workers: int
    ) -> None:
        self._function = function
        self._compute_here = compute_here
        self._number = workers
        self._workers: list[Worker] = []
        self._clean_up = ExitStack()

    def __enter__(self) -> "_Pool[Part, Answer]":
        try:
            for _ in range(self._number):
                worker = Worker(self._function)
                self._clean_up.callback(worker.end)
                self._workers.append(worker)
        except OSError as error:
            logger.warning("No more than %d worker processes can be had: %s", len(self._workers), error)
        except BaseException:
            self._clean_up.close()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self._clean_up.close()

    def answers(self, parts: Iterable[Part], control: JobControl) -> Iterator[Answer]:
        """The answers in the order of the parts."""
        under_way: deque[Task[Part, Answer]] = deque()
        remaining = iter(parts)
        while True:
            while len(under_way) < max(1, PARTS_PER_WORKER * len(self._workers)):
                control.pause(0)
                try:
                    task = Task[Part, Answer](next(remaining))
                except StopIteration:
                    break
                under_way.append(task)
                self._hand_out(task)
            if not under_way:
                return
            while not under_way[0].is_done:
                control.pause(0)
                self._take_answers()
            yield under_way.popleft().answer()

    def _hand_out(self, task: Task[Part, Answer]) -> None:
        while self._workers:
            worker = min(self._workers, key=lambda one: len(one.tasks))
            try:
                worker.hand(task)
            except OSError:
                self._do_without(worker)
            else:
                return
        task.end(self._compute_here(task.part))

    def _take_answers(self) -> None:
        by_connection = {worker.answers: worker for worker in self._workers}
        for connection in wait(list(by_connection), LOOK_EVERY_S):
            worker = by_connection[connection]  # type: ignore[index]
            if worker not in self._workers:
                continue  # it was found to have ended while another one's tasks were handed on
            try:
                worker.take_answer()
            except (OSError, EOFError):
                self._do_without(worker)

    def _do_without(self, worker: Worker) -> None:
        """Have others do what a worker leaves, that the system ended."""
        logger.warning("A worker process has ended")
        self._workers.remove(worker)
        for task in worker.tasks:
            self._hand_out(task)
