"""Metrics of a stream: what comes beside its figures. The API's tests compare all of them."""

from typing import Any

import pytest

from liveapp.domain.statistics.metrics import Metrics, metrics_of
from tests.unit.domain.statistics.makers import arrays_of, bets_of, rounds_of
from tests.values import make_stream, stored_bet


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
    assert dict(zip(found.bucket_numbers, found.bucket_counts, strict=True)) == buckets
    assert found.bucket_numbers == sorted(buckets)


@pytest.mark.parametrize(
    ("arrivals", "rate"), [([], 0.0), ([7], 0.0), ([7, 7], 0.0), ([90_000_007, 7, 30_000_007], 2.0)]
)
def test_the_hit_rate_is_bets_a_minute_from_the_first_arrival_to_the_last(
    arrivals: list[int], rate: float
) -> None:
    assert metrics(*({"received_us": moment} for moment in arrivals)).hit_rate == rate


def test_peaks_are_handed_on() -> None:
    assert metrics().peaks == [stored_bet()]
