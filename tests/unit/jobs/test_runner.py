"""Jobs begin, tell how far they are, and end: each in a thread of its own, and each for certain."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from liveapp.domain.errors import StreamNotFound
from liveapp.domain.jobs import (
    Cancelled,
    CsvExport,
    DeletionRest,
    Failed,
    Finished,
    JobCancelled,
    JobControl,
    JobEnded,
    JobEvent,
    JobProgressed,
    JobsStopped,
    JobStarted,
    Progress,
)
from liveapp.jobs.runner import JobRunner, Work
from tests.conftest import LogWatch
from tests.values import make_stream

HANG_LIMIT_S = 20.0
REQUEST = DeletionRest()

Running = Callable[[Work], tuple[JobRunner, "Heard"]]


class Heard:
    """A listener that keeps what it was told, and in which thread."""

    def __init__(self, runner: JobRunner) -> None:
        self.events: list[JobEvent] = []
        self.threads: list[threading.Thread] = []
        self._has_come = threading.Condition()
        self.unsubscribe = runner.subscribe(self._hear)

    def of(self, job_id: int) -> list[JobEvent]:
        return [event for event in self.events if event.id == job_id]

    def end(self, job_id: int) -> JobEnded:
        """The job's end (waits for it)."""
        with self._has_come:
            assert self._has_come.wait_for(lambda: self._ends(job_id), HANG_LIMIT_S)
        (end,) = self._ends(job_id)
        return end

    def _ends(self, job_id: int) -> list[JobEnded]:
        return [event for event in self.of(job_id) if isinstance(event, JobEnded)]

    def _hear(self, event: JobEvent) -> None:
        with self._has_come:
            self.events.append(event)
            self.threads.append(threading.current_thread())
            self._has_come.notify_all()


def report_until_cancelled(_request: object, control: JobControl) -> object:
    pause = threading.Event()
    while True:
        control.report(Progress(1))
        pause.wait(0.001)


@pytest.fixture
def runners() -> Iterator[list[JobRunner]]:
    made: list[JobRunner] = []
    yield made
    for runner in made:
        runner.stop()


@pytest.fixture
def running(runners: list[JobRunner]) -> Running:
    """Makes a runner of this work, and a listener to it."""

    def make(work: Work) -> tuple[JobRunner, Heard]:
        runner = JobRunner({DeletionRest: work, CsvExport: work})
        runners.append(runner)
        return runner, Heard(runner)

    return make


def test_start_progress_and_end_come_in_order_in_the_jobs_own_thread(running: Running) -> None:
    ran_in: list[threading.Thread] = []

    def work(_request: object, control: JobControl) -> str:
        ran_in.append(threading.current_thread())
        control.report(Progress(0, 2))
        control.report(Progress(2, 2))
        return "done"

    runner, heard = running(work)
    job_id = runner.start(REQUEST)
    heard.end(job_id)
    assert heard.events == [
        JobStarted(job_id, REQUEST),
        JobProgressed(job_id, Progress(0, 2)),
        JobProgressed(job_id, Progress(2, 2)),
        JobEnded(job_id, REQUEST, Finished("done")),
    ]
    assert set(heard.threads) == set(ran_in)
    assert threading.current_thread() not in ran_in


def test_the_work_for_the_kind_of_request_gets_the_request(runners: list[JobRunner]) -> None:
    runner = JobRunner({DeletionRest: lambda request, _: ("rest", request), CsvExport: lambda *_: "export"})
    runners.append(runner)
    heard = Heard(runner)
    export = CsvExport(make_stream(), Path("bets.csv"))
    assert heard.end(runner.start(REQUEST)).outcome == Finished(("rest", REQUEST))
    assert heard.end(runner.start(export)).outcome == Finished("export")


def test_a_cancelled_job_ends_at_its_next_report(running: Running) -> None:
    runner, heard = running(report_until_cancelled)
    job_id = runner.start(REQUEST)
    runner.cancel(job_id)
    runner.cancel(job_id)
    assert heard.end(job_id).outcome == Cancelled(None)


def test_a_cancelled_job_may_tell_what_it_did_until_then(running: Running) -> None:
    is_running = threading.Event()

    def work(_request: object, control: JobControl) -> None:
        try:
            while True:
                control.report(Progress(1))
                is_running.set()
        except JobCancelled:
            raise JobCancelled(["half"]) from None

    runner, heard = running(work)
    job_id = runner.start(REQUEST)
    assert is_running.wait(HANG_LIMIT_S)
    runner.cancel(job_id)
    assert heard.end(job_id).outcome == Cancelled(["half"])


def test_a_job_that_is_over_or_was_never_there_cannot_be_cancelled(running: Running) -> None:
    runner, heard = running(lambda *_: "done")
    job_id = runner.start(REQUEST)
    assert heard.end(job_id).outcome == Finished("done")
    runner.cancel(job_id)
    runner.cancel(job_id + 1000)
    runner.cancel(-1)
    assert len(heard.of(job_id)) == 2


def test_a_job_that_finishes_although_it_was_cancelled_is_finished(running: Running) -> None:
    may_end = threading.Event()

    def work(_request: object, _control: JobControl) -> str:
        assert may_end.wait(HANG_LIMIT_S)
        return "all of it"

    runner, heard = running(work)
    job_id = runner.start(REQUEST)
    runner.cancel(job_id)
    may_end.set()
    assert heard.end(job_id).outcome == Finished("all of it")


@pytest.mark.parametrize(
    ("error", "log"),
    [
        (StreamNotFound(UUID(int=1)), "DeletionRest ended early: Stream with ID"),
        (FileNotFoundError(2, "No such file"), "DeletionRest ended early: .*No such file"),
        (ZeroDivisionError("one by none"), "DeletionRest ended in an unexpected error"),
    ],
    ids=["known", "system", "bug"],
)
def test_an_error_ends_its_job_only_and_is_handed_on(
    running: Running, log_watch: LogWatch, error: Exception, log: str
) -> None:
    log_watch.expect(log)
    errors: list[Exception] = [error]

    def work(_request: object, _control: JobControl) -> str:
        if errors:
            raise errors.pop()
        return "done"

    runner, heard = running(work)
    outcome = heard.end(runner.start(REQUEST)).outcome
    assert isinstance(outcome, Failed)
    assert outcome.error is error
    (record,) = log_watch.records
    assert (record.exc_info is not None) == isinstance(error, ZeroDivisionError)
    assert heard.end(runner.start(REQUEST)).outcome == Finished("done")


def test_stopping_cancels_every_job_and_waits_for_its_end(running: Running) -> None:
    runner, heard = running(report_until_cancelled)
    job_ids = [runner.start(REQUEST) for _ in range(3)]
    runner.stop()
    ends = [event for event in heard.events if isinstance(event, JobEnded)]
    assert sorted(end.id for end in ends) == job_ids
    assert {end.outcome for end in ends} == {Cancelled(None)}
    assert not any(thread.is_alive() for thread in heard.threads)


def test_after_a_stop_no_job_begins_and_a_second_stop_does_nothing(running: Running) -> None:
    runner, heard = running(lambda *_: "done")
    runner.stop()
    with pytest.raises(JobsStopped):
        runner.start(REQUEST)
    runner.stop()
    assert heard.events == []


def test_a_listener_that_raises_ends_neither_the_job_nor_the_telling(
    running: Running, log_watch: LogWatch
) -> None:
    log_watch.expect("A listener failed")
    runner, first = running(lambda _, control: control.report(Progress(1)))

    def fail(_event: JobEvent) -> None:
        raise ZeroDivisionError

    runner.subscribe(fail)
    last = Heard(runner)
    job_id = runner.start(REQUEST)
    assert last.end(job_id).outcome == Finished(None)
    assert len(log_watch.records) == 3
    assert first.events == last.events


def test_whoever_unsubscribed_hears_nothing_and_others_go_on(running: Running) -> None:
    runner, gone = running(lambda *_: "done")
    stays = Heard(runner)
    gone.unsubscribe()
    gone.unsubscribe()
    stays.end(runner.start(REQUEST))
    assert gone.events == []
    assert len(stays.events) == 2


def test_every_job_that_begins_also_ends_however_many_there_are(running: Running) -> None:
    def work(_request: object, control: JobControl) -> None:
        for done in range(5):
            control.report(Progress(done))

    runner, heard = running(work)
    begun: list[int] = []

    def begin() -> None:
        for number in range(20):
            job_id = runner.start(REQUEST)
            begun.append(job_id)
            if number % 3 == 0:
                runner.cancel(job_id)

    threads = [threading.Thread(target=begin) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANG_LIMIT_S)
    runner.stop()
    assert len(set(begun)) == 100
    for job_id in begun:
        events = heard.of(job_id)
        assert isinstance(events[0], JobStarted)
        assert isinstance(events[-1], JobEnded)
        assert isinstance(events[-1].outcome, Finished | Cancelled)
        assert all(isinstance(event, JobProgressed) for event in events[1:-1])
    assert runner._running == {}


def test_stopping_while_others_begin_jobs_leaves_none_running(running: Running) -> None:
    runner, heard = running(report_until_cancelled)

    def begin() -> None:
        for _ in range(1000):
            try:
                runner.start(REQUEST)
            except JobsStopped:
                return

    threads = [threading.Thread(target=begin) for _ in range(3)]
    for thread in threads:
        thread.start()
    runner.stop()
    for thread in threads:
        thread.join(HANG_LIMIT_S)
    starts = [event.id for event in heard.events if isinstance(event, JobStarted)]
    ends = [event.id for event in heard.events if isinstance(event, JobEnded)]
    assert sorted(starts) == sorted(ends)
    assert runner._running == {}


def test_a_job_whose_thread_cannot_be_made_never_began(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    runner, heard = running(lambda *_: "done")
    with monkeypatch.context() as exhausted:
        exhausted.setattr(threading.Thread, "start", refuse)
        with pytest.raises(RuntimeError):
            runner.start(REQUEST)
    runner.stop()
    assert heard.events == []


def test_work_that_ends_its_own_thread_ends_the_job_too(running: Running, log_watch) -> None:
    log_watch.expect("DeletionRest ended in an unexpected error")

    def leave(*_: object) -> None:
        raise SystemExit

    runner, heard = running(leave)
    assert isinstance(heard.end(runner.start(REQUEST)).outcome, Failed)
