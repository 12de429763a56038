"""Metrics of a stream: what comes beside its figures. The API's tests compare all of them."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from liveapp.domain.errors import StreamNotFound
from liveapp.domain.ports import Recorded
from liveapp.domain.statistics.metrics import Metrics, metrics_of, read_metrics
from liveapp.storage import open_store
from tests.unit.domain.statistics.makers import arrays_of, bets_of, rounds_of
from tests.values import make_bet, make_stream, stored_bet


def metrics(*bets: dict[str, Any], bucket_size: int = 10) -> Metrics:
    nonces = sorted({bet.get("nonces", 1) for bet in bets})
    rounds = rounds_of(*((nonce, 1.0, None, False) for nonce in nonces))
    columns = arrays_of(rounds, bets_of(*bets))
    return metrics_of(make_stream(), columns, [stored_bet()], [], bucket_size)


@pytest.mark.parametrize(
    ("size", "buckets"),
    [
        (1, {3: 2, 12: 1, 2**63 - 1: 1}),
        (10, {0: 2, 1: 1, (2**63 - 1) // 10: 1}),
        (2**63 - 1, {0: 3, 1: 1}),
        (2**63, {0: 4}),
        (10**40, {0: 4}),
    ],
)
def test_bets_are_counted_by_their_nonces_whole_share_of_the_buckets_size(
    size: int, buckets: dict[int, int]
) -> None:
    found = metrics(*({"nonces": nonce} for nonce in (3, 3, 12, 2**63 - 1)), bucket_size=size)
    numbers, counts = found.bucket_numbers.tolist(), found.bucket_counts.tolist()
    assert dict(zip(numbers, counts, strict=True)) == buckets
    assert numbers == sorted(buckets)


@pytest.mark.parametrize(
    ("arrivals", "rate"), [([], 0.0), ([7], 0.0), ([7, 7], 0.0), ([90_000_007, 7, 30_000_007], 2.0)]
)
def test_the_hit_rate_is_bets_a_minute_from_the_first_arrival_to_the_last(
    arrivals: list[int], rate: float
) -> None:
    assert metrics(*({"received_us": moment} for moment in arrivals)).hit_rate == rate


def test_reading_gives_way_and_tells_of_a_stream_that_is_not_there(tmp_path: Path) -> None:
    store = open_store(tmp_path / "liveapp.sqlite3")
    [recorded] = store.writer.record([make_bet(7, round_result=2.04)])
    assert isinstance(recorded, Recorded)
    times_given: list[int] = []
    found = read_metrics(store.reader, recorded.stream_id, [2.0], 5, 1, lambda: times_given.append(1))
    assert times_given
    assert (found.stream.id, found.figures.hits[0].last_nonce) == (recorded.stream_id, 7)
    assert ([bet.nonce for bet in found.peaks], found.bucket_numbers.tolist()) == ([7], [1])
    with pytest.raises(StreamNotFound):
        read_metrics(store.reader, UUID(int=1), [], 5, 1, lambda: None)
    store.close()


def test_peaks_are_handed_on() -> None:
    assert metrics().peaks == [stored_bet()]
