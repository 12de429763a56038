"""Everything that the API's `metrics` tells of a stream."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from liveapp.domain.bets import MAX_NONCE, StoredBet
from liveapp.domain.clock import MINUTE_US
from liveapp.domain.column_texts import BEFORE_ALL
from liveapp.domain.ports import BetReader
from liveapp.domain.statistics.columns import BetColumns, ColumnArrays, Integers
from liveapp.domain.statistics.figures import Figures
from liveapp.domain.statistics.stream_analysis import StreamAnalysis
from liveapp.domain.streams import Stream


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of a stream, with its bets a minute, how dense they lie, and the highest of them.

    `bucket_numbers` are nonces divided by the buckets' size, `bucket_counts` the bets in each; none is empty.
    """

    stream: Stream
    figures: Figures
    hit_rate: float
    bucket_numbers: Integers
    bucket_counts: Integers
    peaks: Sequence[StoredBet]


def read_metrics(
    reader: BetReader,
    stream_id: UUID,
    multipliers: Sequence[float],
    bucket_size: int,
    peaks: int,
    give_way: Callable[[], None],
) -> Metrics:
    """The metrics of a stream, with so many of its highest bets. Reading gives way now and then.

    Raises:
        StreamNotFound
    """
    columns = ColumnArrays()

    def is_cancelled() -> bool:
        give_way()
        return False

    stream, highest = reader.read_columns(stream_id, columns, is_cancelled, peaks=peaks)
    return metrics_of(stream, columns, highest, multipliers, bucket_size)


def metrics_of(
    stream: Stream,
    columns: ColumnArrays,
    peaks: Sequence[StoredBet],
    multipliers: Sequence[float],
    bucket_size: int,
) -> Metrics:
    """The metrics of a stream that was read whole."""
    bets = columns.bets
    analysis = StreamAnalysis(multipliers)
    analysis.update(stream, columns, BEFORE_ALL)
    numbers, counts = _buckets(bets.nonces, bucket_size)
    return Metrics(stream, analysis.figures, _bets_a_minute(bets), numbers, counts, peaks)


def _bets_a_minute(bets: BetColumns) -> float:
    """Between the first arrival and the last; 0 where no time passed."""
    if not len(bets.ids):
        return 0.0
    passed_us = int(bets.received_us.max()) - int(bets.received_us.min())
    return len(bets.ids) * MINUTE_US / passed_us if passed_us else 0.0


def _buckets(nonces: Integers, size: int) -> tuple[Integers, Integers]:
    """The numbers of the buckets that have bets, ascending as the nonces do, and how many each has."""
    buckets = nonces // size if size <= MAX_NONCE else np.zeros_like(nonces)
    begins = np.flatnonzero(np.append(True, buckets[1:] != buckets[:-1]))[: len(buckets)]
    return buckets[begins], np.diff(begins, append=len(buckets))
