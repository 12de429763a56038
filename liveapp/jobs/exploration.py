"""Exploring a revealed seed pair: the rounds that reach a multiplier, computed in parts."""

from contextlib import closing

from liveapp.domain.exploring import HitGathering, hits_of, lots_of, rounds_of
from liveapp.domain.jobs import JobControl, Progress
from liveapp.domain.proof_jobs import Exploration, Explored
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.process_pool import computed

ROUNDS_PER_LOT = 2_000


def explore(right_of_way: RightOfWay, request: Exploration, control: JobControl) -> Explored:
    """Compute all rounds, in order: on all cores where they are many. Gives way to bets that arrive.

    Raises:
        JobCancelled
    """
    total = rounds_of(request)
    gathering = HitGathering(request)
    control.report(Progress(0, total))
    lots = lots_of(request, ROUNDS_PER_LOT)
    with closing(computed(hits_of, lots, total, right_of_way, control)) as parts:
        for number, hits in enumerate(parts, 1):
            gathering.take(hits)
            control.report(Progress(min(total, number * ROUNDS_PER_LOT), total))
    return gathering.explored()
