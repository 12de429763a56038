"""Each kind of request has threads of its own, and as many may wait as are bearable."""

import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from liveapp.receiver.lanes import THREADS, WAITING_LIMIT, Lane, Lanes, lane_of
from tests.conftest import LogWatch

LIMIT_S = 20.0


def request(method: str = "GET", path: str = "/live/streams") -> Any:
    return SimpleNamespace(command=method, path=path, is_one_too_many=False)


class Job:
    """Work that notes which thread did it, and may take until it is let go."""

    def __init__(self, may_go: threading.Event | None = None) -> None:
        self.thread = ""
        self.is_begun = threading.Event()
        self.is_done = threading.Event()
        self._may_go = may_go

    def service(self) -> None:
        self.thread = threading.current_thread().name
        self.is_begun.set()
        if self._may_go:
            assert self._may_go.wait(LIMIT_S)
        self.is_done.set()


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    made = Lanes()
    made.start()
    yield made
    made.stop(LIMIT_S)
    assert not made.threads


@pytest.mark.parametrize(
    ("method", "path", "lane"),
    [
        ("POST", "/live/ingest", Lane.INGEST),
        ("POST", "//live/ingest", Lane.INGEST),
        ("GET", "/live/ingest", Lane.OTHER),
        ("POST", "/live/ingest/", Lane.OTHER),
        ("GET", "/live/streams/x/export.csv", Lane.EXPORT),
        ("HEAD", "/live/streams/x/export.csv", Lane.EXPORT),
        ("GET", "/live/streams/x/metrics", Lane.METRICS),
        ("GET", "/live/streams/x/bets", Lane.OTHER),
        ("DELETE", "/live/streams/x", Lane.OTHER),
        ("GET", "*", Lane.OTHER),
    ],
)
def test_a_request_has_the_lane_of_what_it_asks_for(method: str, path: str, lane: Lane) -> None:
    assert lane_of(request(method, path)) is lane


def test_work_is_done_by_a_thread_of_its_lane(lanes: Lanes) -> None:
    for asked, name in (
        (request("POST", "/live/ingest"), "ingest"),
        (request("GET", "/live/streams/x/export.csv"), "export"),
        (request(), "other"),
    ):
        job = Job()
        lanes.add(job, asked)
        assert job.is_done.wait(LIMIT_S)
        assert f" {name} " in job.thread


def test_a_full_lane_keeps_no_other_waiting_and_refuses_what_is_too_much(lanes: Lanes) -> None:
    may_go = threading.Event()
    running = [Job(may_go) for _ in range(THREADS[Lane.OTHER])]
    for job in running:
        lanes.add(job, request())
    assert all(job.is_begun.wait(LIMIT_S) for job in running)
    waiting = [Job() for _ in range(WAITING_LIMIT[Lane.OTHER])]
    for job in waiting:
        lanes.add(job, request())
    bet, refused, one_too_many = Job(), Job(), request()
    lanes.add(bet, request("POST", "/live/ingest"))
    lanes.add(refused, one_too_many)
    assert bet.is_done.wait(LIMIT_S)
    assert refused.is_done.wait(LIMIT_S)
    assert one_too_many.is_one_too_many
    assert "refusal" in refused.thread
    assert not any(job.is_begun.is_set() for job in waiting)
    may_go.set()
    assert all(job.is_done.wait(LIMIT_S) for job in waiting)


def test_figures_are_computed_of_one_stream_at_a_time(lanes: Lanes) -> None:
    may_go = threading.Event()
    first, second, meanwhile = Job(may_go), Job(), Job()
    lanes.add(first, request(path="/live/streams/x/metrics"))
    assert first.is_begun.wait(LIMIT_S)
    lanes.add(second, request(path="/live/streams/y/metrics"))
    lanes.add(meanwhile, request())
    assert meanwhile.is_done.wait(LIMIT_S)
    assert not second.is_begun.is_set()
    may_go.set()
    assert second.is_done.wait(LIMIT_S)


def test_when_all_is_refused_what_waits_and_what_comes_waits_for_nothing_under_way(lanes: Lanes) -> None:
    may_go = threading.Event()
    running = [Job(may_go) for _ in range(THREADS[Lane.OTHER])]
    for job in running:
        lanes.add(job, request())
    assert all(job.is_begun.wait(LIMIT_S) for job in running)
    waiting, later = Job(), Job()
    lanes.add(waiting, request())
    lanes.refuse_waiting()
    lanes.add(later, request("POST", "/live/ingest"))
    for job in (waiting, later):
        assert job.is_done.wait(LIMIT_S)
        assert "refusal" in job.thread
    may_go.set()


def test_threads_that_take_too_long_are_not_waited_for() -> None:
    lanes = Lanes()
    lanes.start()
    may_go = threading.Event()
    job = Job(may_go)
    lanes.add(job, request())
    assert job.is_begun.wait(LIMIT_S)
    lanes.stop(0.05)
    assert len(lanes.threads) >= 1
    may_go.set()
    lanes.stop(LIMIT_S)
    assert not lanes.threads


def test_work_that_raises_is_logged_and_its_thread_goes_on(lanes: Lanes, log_watch: LogWatch) -> None:
    log_watch.expect("A request was not served")

    def broken() -> None:
        raise ZeroDivisionError

    for _ in range(THREADS[Lane.OTHER]):
        lanes.add(SimpleNamespace(service=broken), request())
    job = Job()
    lanes.add(job, request())
    assert job.is_done.wait(LIMIT_S)


def test_of_many_that_come_at_once_each_is_served_once(lanes: Lanes) -> None:
    served: list[int] = []

    class Counted:
        def __init__(self, number: int) -> None:
            self.number = number

        def service(self) -> None:
            served.append(self.number)

    for number in range(20_000):
        while lanes._lanes[Lane.INGEST].waiting_count >= WAITING_LIMIT[Lane.INGEST]:
            threading.Event().wait(0.0001)
        lanes.add(Counted(number), request("POST", "/live/ingest"))
    last = Job()
    lanes.add(last, request("POST", "/live/ingest"))
    assert last.is_done.wait(LIMIT_S)
    lanes.stop(LIMIT_S)
    assert sorted(served) == list(range(20_000))


def test_the_thread_that_was_busy_last_serves_the_next(lanes: Lanes) -> None:
    threads = set()
    for _ in range(20):
        job = Job()
        lanes.add(job, request("POST", "/live/ingest"))
        assert job.is_done.wait(LIMIT_S)
        deadline_s = time.monotonic() + LIMIT_S
        while len(lanes._lanes[Lane.INGEST]._idle) < THREADS[Lane.INGEST]:
            assert time.monotonic() < deadline_s
            time.sleep(0.001)
        threads.add(job.thread)
    assert len(threads) <= 2, "the first may have come before all threads were idle"
