"""Exploring a revealed seed pair: the rounds that reach a multiplier, computed in parts."""

from liveapp.domain.exploring import HitGathering, hits_among, lots_of, rounds_of
from liveapp.domain.jobs import JobControl, Progress
from liveapp.domain.proof_jobs import Exploration, Explored
from liveapp.domain.right_of_way import RightOfWay

ROUNDS_PER_LOT = 2_000


def explore(right_of_way: RightOfWay, request: Exploration, control: JobControl) -> Explored:
    """Compute all rounds, in order. Gives way to bets that arrive.

    Raises:
        JobCancelled
    """
    total = rounds_of(request)
    gathering = HitGathering(request)
    control.report(Progress(0, total))
    for lot in lots_of(request, ROUNDS_PER_LOT):
        nonces = range(lot.nonce_from, lot.nonce_to + 1)
        gathering.take(hits_among(lot, right_of_way.unhurried(nonces)))
        control.report(Progress(lot.nonce_to - request.nonce_from + 1, total))
    return gathering.explored()
