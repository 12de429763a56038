"""Exploring in the background: all or nothing, with progress."""

import logging
import time
from dataclasses import replace
from functools import partial

import pytest

from liveapp.domain.exploring import HitGathering, hits_of, lots_of
from liveapp.domain.jobs import JobCancelled, JobEnded, JobEvent, Progress
from liveapp.domain.proof_jobs import Exploration, Explored
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.exploration import ROUNDS_PER_LOT, explore
from liveapp.jobs.process_pool import WORTH_WORKERS
from liveapp.jobs.runner import JobRunner
from tests.conftest import LogWatch
from tests.unit.jobs.importing.controls import Control

ASKED = Exploration("a revealed seed", "my-client", "hard", 10, 2 * ROUNDS_PER_LOT + 29, 2.0)


def at_once(exploration: Exploration) -> Explored:
    gathering = HitGathering(exploration)
    for lot in lots_of(exploration, 10_000):
        gathering.take(hits_of(lot))
    return gathering.explored()


def test_all_rounds_are_explored_and_progress_is_told_in_rounds() -> None:
    control = Control()
    assert explore(RightOfWay(), ASKED, control) == at_once(ASKED)
    total = 2 * ROUNDS_PER_LOT + 20
    assert control.progress[0] == Progress(0, total)
    assert control.progress[-1] == Progress(total, total)
    assert len(control.progress) == 4


@pytest.mark.parametrize("done", [0, ROUNDS_PER_LOT, 2 * ROUNDS_PER_LOT + 20])
def test_it_ends_where_it_is_cancelled(done: int) -> None:
    control = Control(lambda progress: progress.done == done)
    with pytest.raises(JobCancelled) as ended:
        explore(RightOfWay(), ASKED, control)
    assert ended.value.result is None


def test_many_rounds_on_all_cores_come_out_the_same() -> None:
    many = replace(ASKED, nonce_from=1, nonce_to=WORTH_WORKERS + 500)
    control = Control()
    assert explore(RightOfWay(), many, control) == at_once(many)
    assert control.progress[-1] == Progress(WORTH_WORKERS + 500, WORTH_WORKERS + 500)


def test_no_seed_gets_into_the_log(caplog: pytest.LogCaptureFixture, log_watch: LogWatch) -> None:
    log_watch.expect("ended in an unexpected error")
    caplog.set_level(logging.DEBUG)
    ended: list[JobEvent] = []
    runner = JobRunner({Exploration: partial(explore, RightOfWay())})
    runner.subscribe(ended.append)
    for asked in (ASKED, replace(ASKED, difficulty="none")):
        runner.start(asked)
    while sum(isinstance(event, JobEnded) for event in ended) < 2:
        time.sleep(0.01)
    runner.stop()
    assert "KeyError" in caplog.text
    assert "revealed" not in caplog.text
    assert "revealed" not in repr(ended)
