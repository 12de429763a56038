"""Figures do not cry wolf: of fair streams no more than promised ever look odd, and loaded ones are found."""

import numpy as np
import pytest

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.statistics.columns import Codes
from liveapp.domain.statistics.evidence import RunningEvidence
from liveapp.domain.statistics.words import Evidence, evidence_level
from tests.fair_streams import (
    ROUNDS,
    STREAMS,
    Game,
    evidence_at_looks,
    fair,
    loaded,
    played,
    rounds_until,
    shares_that_ever_reach,
)

MIXED = fair(*DIFFICULTIES)

SEEN_FROM = 10
"""With fewer streams that may get to a level, their share says nothing."""


@pytest.mark.parametrize(
    ("game", "streams"), [(fair("expert"), STREAMS), (MIXED, 200)], ids=["expert", "mixed"]
)
def test_of_fair_streams_no_more_than_promised_ever_get_to_a_level(game: Game, streams: int) -> None:
    shares = shares_that_ever_reach(game, streams, ROUNDS, seed=1)
    told = [level for level in shares if streams >= SEEN_FROM * level.value]
    assert Evidence.WORTH_WATCHING in told
    for level in told:
        assert shares[level] <= 1 / level.value


def test_loaded_streams_are_found() -> None:
    game = loaded("expert", 34.68, 0.5)
    rounds = rounds_until(Evidence.STRONG, game, streams=40, rounds=5_000, seed=1)
    assert np.isfinite(rounds).all()
    assert np.median(rounds) < 2_500


@pytest.mark.parametrize("game", [MIXED, loaded("hard", 2.0, 1.3)], ids=["mixed", "loaded"])
def test_what_is_measured_is_what_the_program_tells(game: Game) -> None:
    (counts,) = played(game, streams=2, rounds=1_500, seed=2)
    looks = evidence_at_looks(counts)
    for stream, seen in enumerate(looks):
        running = RunningEvidence()
        for look, wanted in enumerate(seen.tolist()):
            running.extend(*rounds_between(counts, stream, look))
            assert running.now == pytest.approx(wanted, rel=1e-9)
        assert evidence_level(running.highest) == evidence_level(max(1.0, seen.max()))


def rounds_between(counts, stream: int, look: int) -> tuple[Codes, Codes]:
    """Rounds that make the difference between a look and the one before."""
    classes: list[int] = []
    difficulties: list[int] = []
    for difficulty, counted in counts.items():
        before = counted[stream, look - 1] if look else 0
        for pumps, more in enumerate((counted[stream, look] - before).tolist()):
            classes += [pumps] * more
            difficulties += [DIFFICULTIES.index(difficulty)] * more
    return np.array(classes, np.uint8), np.array(difficulties, np.uint8)
