"""Whether a figure of a long run grows: told from medians, which single bad moments do not move."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

WARM_UP_SHARE = 0.25
"""Of a run's samples, so many at its start are left out; caches fill and threads are made then."""

LONGEST_WARM_UP_S = 180.0
LEAST_SAMPLES = 9
"""With fewer after the warm-up, nothing is said."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A figure at a moment of the run; `work` is how much had been done by then (bets, say)."""

    at_s: float
    value: float
    work: float = 0.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much more a figure may be at a run's end: a share of it, an amount, and an amount per work done."""

    share: float = 0.0
    amount: float = 0.0
    per_work: float = 0.0


def after_warm_up(samples: Sequence[Sample]) -> Sequence[Sample]:
    """The samples that count."""
    if not samples:
        return samples
    start_s, end_s = samples[0].at_s, samples[-1].at_s
    warm_s = start_s + min(LONGEST_WARM_UP_S, (end_s - start_s) * WARM_UP_SHARE)
    return [sample for sample in samples if sample.at_s >= warm_s]


def thirds(samples: Sequence[Sample]) -> tuple[Sample, Sample, Sample]:
    """The medians of a run's beginning, middle and end."""
    size = len(samples) // 3
    parts = (samples[:size], samples[size : len(samples) - size], samples[len(samples) - size :])
    first, middle, last = (
        Sample(*(statistics.median(column) for column in zip(*map(_as_row, part), strict=True)))
        for part in parts
    )
    return first, middle, last


def growth(samples: Sequence[Sample], allowance: Allowance) -> str:
    """How a figure grew beyond what it may, in words; empty where it did not.

    It grew where the end's median is over the beginning's by more than the allowance, and the
    middle's lies on the way: what jumped once and went back did not grow.
    """
    counted = after_warm_up(samples)
    if len(counted) < LEAST_SAMPLES:
        return ""
    first, middle, last = thirds(counted)
    allowed = first.value * allowance.share + allowance.amount + (last.work - first.work) * allowance.per_work
    if last.value - first.value <= allowed or middle.value < first.value:
        return ""
    values = ", ".join(f"{third.value:,.1f}" for third in (first, middle, last))
    return f"medians of thirds {values}; at most {first.value + allowed:,.1f} is allowed"


def _as_row(sample: Sample) -> tuple[float, float, float]:
    return sample.at_s, sample.value, sample.work
