"""All figures of a stream: the same in whatever pieces its rounds and bets come."""

import tracemalloc
from dataclasses import asdict
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.statistics import figures
from liveapp.domain.statistics.columns import UNKNOWN, BetColumns
from liveapp.domain.statistics.figures import Figures, RunningFigures
from liveapp.domain.statistics.growing import part_of
from liveapp.domain.statistics.rounds import ClassifiedRounds, classified
from liveapp.domain.streams import Stream
from liveapp.domain.totals import CurrencyTotal
from tests.unit.domain.statistics.makers import bets_of, classes_of_rounds, rounds_of
from tests.values import make_stream

MULTIPLIERS = (1.63, 34.68, 1.63, 1e9)


def stream_of(rounds: ClassifiedRounds, bets: BetColumns) -> Stream:
    nonces = rounds.nonces.tolist()
    totals = [CurrencyTotal(name, 0, 0.0, 0.0) for name in ("btc", None, "usdt")]
    return make_stream(
        total_bets=len(bets.ids),
        rounds=len(nonces),
        first_round=nonces[0] if nonces else None,
        last_round=nonces[-1] if nonces else None,
        totals=tuple(totals),
    )


def flat(figures: Figures) -> dict[str, Any]:
    """By dotted names, which approximate comparison takes."""

    def parts(name: str, value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            inner = value.items()
        elif isinstance(value, list | tuple):
            inner = enumerate(value)  # type: ignore[assignment]
        else:
            return {name: value}
        return {key: found for each, one in inner for key, found in parts(f"{name}.{each}", one).items()}

    return parts("", asdict(figures))


def like(figures: Figures) -> Any:
    """Equal but for the last digits of floats, whose sums depend on the pieces."""
    return {
        name: pytest.approx(value, rel=1e-12, abs=1e-12) if isinstance(value, float) else value
        for name, value in flat(figures).items()
    }


def random_stream(seed: int, number: int) -> tuple[ClassifiedRounds, BetColumns]:
    """Rounds and bets of all kinds, several bets on some nonces and none on others."""
    chance = np.random.default_rng(seed)
    nonces = np.cumsum(chance.choice([1, 1, 1, 2, 9], number))
    results = chance.choice([1.0, 1.63, 2.8, 34.68, 1.11, 33.0], number)
    told = chance.choice([None, "expert", "easy"], number)  # type: ignore[arg-type]
    bets = [
        {
            "nonces": nonce,
            "amounts": chance.choice([0.0, 0.1, 1.0]),
            "payouts": chance.choice([0.0, 0.1, 2.5]),
            "targets": chance.choice([0.0, 1.63, 34.68, 33.0]),
            "difficulties": chance.choice([3, 3, 0]),
            "currencies": chance.integers(3),
        }
        for nonce in nonces.tolist()
        for _ in range(chance.choice([0, 1, 1, 3]))
    ]
    rounds = zip(nonces.tolist(), results.tolist(), told, chance.random(number) < 0.1, strict=True)
    columns = bets_of(*bets)
    return classified(rounds_of(*rounds), columns, None), columns


@settings(max_examples=15)
@given(seed=st.integers(0, 2**32), number=st.integers(0, 160), cuts=st.lists(st.integers(0, 160), max_size=4))
def test_figures_are_the_same_in_whatever_pieces_rounds_and_bets_come(
    seed: int, number: int, cuts: list[int]
) -> None:
    rounds, bets = random_stream(seed, number)
    stream, whole, pieces = stream_of(rounds, bets), RunningFigures(MULTIPLIERS), RunningFigures(MULTIPLIERS)
    whole.extend(rounds, bets)
    places = [0, *sorted(min(cut, number) for cut in cuts), number]
    for first, end in pairwise(places):
        piece = part_of(rounds, slice(first, end))
        own = np.isin(bets.nonces, piece.nonces)
        place = np.flatnonzero(own)
        bounds = (int(place[0]), int(place[-1]) + 1) if len(place) else (0, 0)
        pieces = pieces.copy()
        pieces.extend(piece, part_of(bets, slice(*bounds)))
    assert flat(pieces.snapshot(stream)) == like(whole.snapshot(stream))


def test_a_copy_goes_on_by_itself() -> None:
    rounds, bets = random_stream(3, 200)
    stream, running = stream_of(rounds, bets), RunningFigures(MULTIPLIERS)
    running.extend(rounds, bets)
    before, other = running.snapshot(stream), running.copy()
    later = classes_of_rounds("expert", *((nonce, 0) for nonce in range(5000, 5400)))
    other.extend(later, bets_of({"nonces": 5000, "amounts": 50.0, "targets": 1.63, "difficulties": 3}))
    assert running.snapshot(stream) == before
    after = other.snapshot(stream)
    for name in ("classified", "totals", "outcomes", "evidence", "highest_evidence", "hits", "runs"):
        assert getattr(after, name) != getattr(before, name), name


@pytest.mark.parametrize("at_a_time", [7, 1000])
def test_multipliers_that_are_watched_later_have_counted_from_the_begin(at_a_time, monkeypatch) -> None:
    monkeypatch.setattr(figures, "_AT_A_TIME", at_a_time)
    rounds, bets = random_stream(5, 300)
    stream, early, late = stream_of(rounds, bets), RunningFigures((2.8, 34.68)), RunningFigures((2.8, 1.63))
    early.extend(rounds, bets)
    late.extend(rounds, bets)
    late.set_multipliers((34.68, 2.8), rounds)
    assert late.snapshot(stream).hits == early.snapshot(stream).hits[::-1]
    for running in (early, late):
        running.set_multipliers((34.68, 34.68), rounds)
        running.extend(classes_of_rounds("expert", (9999, 6)), bets_of())
    hits = late.snapshot(stream).hits
    assert hits == early.snapshot(stream).hits
    assert hits[0] == hits[1]
    assert (hits[0].last_nonce, hits[0].multiplier) == (9999, 34.68)


def test_watching_others_takes_little_memory_beside_the_rounds() -> None:
    number = 400_000
    rounds = ClassifiedRounds(
        np.arange(number), np.ones(number), np.full(number, 3, np.uint8), np.ones(number, np.uint8)
    )
    rounds.classes[::9] = UNKNOWN
    running = RunningFigures(())
    tracemalloc.start()
    running.set_multipliers((1.0, 1.63), rounds)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert running._hits[1.63]._count == np.count_nonzero(rounds.classes != UNKNOWN)
    assert peak < 15 * number


def test_a_snapshot_counts_what_has_a_class() -> None:
    rounds = rounds_of((3, 1.63, "expert", False), (4, 33.0, "expert", False), (9, 1.63, None, False))
    figures = RunningFigures((1.63,))
    known = classified(rounds, bets_of(), None)
    figures.extend(known, bets_of())
    found = figures.snapshot(stream_of(known, bets_of()))
    assert (found.rounds, found.classified, found.unclassified, found.missing) == (3, 1, 2, 4)
    assert (found.totals, found.runs.drawdowns, found.total_bets) == ((), (), 0)
    assert [hits.multiplier for hits in found.hits] == [1.63]


def test_the_highest_evidence_is_told_with_the_rounds_until_then() -> None:
    rigged = classes_of_rounds("expert", *((nonce, 0) for nonce in range(1, 101)))
    as_expected = [7] + [6] * 2 + [5] * 3 + [4] * 5 + [3] * 9 + [2] * 15 + [1] * 25 + [0] * 40
    fair = classes_of_rounds("expert", *enumerate(as_expected * 30, start=101))
    figures = RunningFigures(())
    figures.extend(rigged, bets_of())
    high = figures.snapshot(stream_of(rigged, bets_of()))
    figures.extend(fair, bets_of())
    later = figures.snapshot(stream_of(fair, bets_of()))
    assert high.evidence == high.highest_evidence > 20
    assert later.evidence < later.highest_evidence
    assert later.highest_evidence == high.highest_evidence
    assert later.highest_evidence_at == high.highest_evidence_at == 100
