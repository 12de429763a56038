"""Evidence against a fair game: the one figure that may be looked at as often as one likes.

For one class bound it is a betting likelihood ratio, of a Beta mixture centred on the fair chance against
that chance; the mean over a difficulty's bounds and the product over the difficulties keep what makes it
safe: on fair streams its mean stays 1, so at most 1 in x of them ever reaches x (Ville's inequality).
"""

from collections.abc import Mapping, Sequence
from math import exp, log

import numpy as np

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.chances import reaching
from liveapp.domain.statistics.classes import CLASSES
from liveapp.domain.statistics.columns import UNKNOWN, Codes, Floats, Integers
from liveapp.domain.statistics.stirling import corrections

HIGHEST = 1e300
"""More is not told."""

ROUNDS_BETWEEN_LOOKS = 50

_WEIGHT = 100.0
"""The mixture is as firm about the fair chance as so many rounds would make it."""

_PIECE_LOOKS = 256


def evidence_of_bound(rounds: int, hits: int, chance: float) -> float:
    """Evidence of one class bound alone, whose chance is neither 0 nor 1."""
    logs = _logs_of_bounds(np.array([float(rounds)]), np.array([float(hits)]), np.array([chance]))
    return _told(float(logs[0]))


def evidence(counts: Mapping[str, Sequence[int]]) -> float:
    """Evidence of rounds that are counted by class, for each difficulty: 1 without rounds."""
    return _told(
        sum(
            float(log_evidence(difficulty, np.array([counted], np.int64))[0])
            for difficulty, counted in counts.items()
        )
    )


def log_evidence(difficulty: str, counts: Integers) -> Floats:
    """The logarithm of one difficulty's evidence at many moments: a row of counts by class for each.

    Raises:
        KeyError: no such difficulty.
    """
    at_least = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1].astype(np.float64)
    logs = _logs_of_bounds(at_least[:, :1], at_least[:, 1:], reaching(difficulty)[1:])
    highest = logs.max(axis=1)
    return np.asarray(highest + np.log(np.exp(logs - highest[:, None]).mean(axis=1)))


class RunningEvidence:
    """Evidence of a stream that grows, and the highest that was seen when looking every 50 rounds, and now.

    What it tells depends on the rounds only, not on how they were handed over.
    """

    def __init__(self) -> None:
        self._counts: Integers = np.zeros((len(DIFFICULTIES), CLASSES), np.int64)
        self._rounds = 0
        self._highest_log = 0.0
        self._highest_at = 0

    def extend(self, classes: Codes, difficulties: Codes) -> None:
        """Take the next rounds; `UNKNOWN` classes are rounds that tell nothing."""
        begin = 0
        while begin < len(classes):
            until_look = ROUNDS_BETWEEN_LOOKS - self._rounds % ROUNDS_BETWEEN_LOOKS
            end = begin + until_look + (_PIECE_LOOKS - 1) * ROUNDS_BETWEEN_LOOKS
            self._take(classes[begin:end], difficulties[begin:end])
            begin = end

    @property
    def now(self) -> float:
        """Evidence of all rounds taken."""
        return _told(self._log_now)

    @property
    def highest(self) -> float:
        """The highest evidence seen: 1 at least, which is where it began."""
        return _told(max(self._highest_log, self._log_now))

    @property
    def highest_at(self) -> int:
        """How many rounds (also those that tell nothing) had been taken when it was the highest."""
        return self._rounds if self._log_now > self._highest_log else self._highest_at

    def copy(self) -> "RunningEvidence":
        """One that goes on from here by itself."""
        other = RunningEvidence()
        other._counts = self._counts.copy()
        other._rounds = self._rounds
        other._highest_log, other._highest_at = self._highest_log, self._highest_at
        return other

    @property
    def _log_now(self) -> float:
        return float(self._logs(self._counts[None])[0])

    def _take(self, classes: Codes, difficulties: Codes) -> None:
        """Rounds of which the first few end a look's fifty, if they are enough."""
        already = self._rounds % ROUNDS_BETWEEN_LOOKS
        looks = (already + len(classes)) // ROUNDS_BETWEEN_LOOKS
        known = np.flatnonzero(classes != UNKNOWN)
        blocks = (known + already) // ROUNDS_BETWEEN_LOOKS
        cells = (blocks * len(DIFFICULTIES) + difficulties[known]) * CLASSES + classes[known]
        shape = (looks + 1, *self._counts.shape)
        counts = np.bincount(cells, minlength=(looks + 1) * self._counts.size).reshape(shape)
        counts[0] += self._counts
        counts = counts.cumsum(axis=0)
        if looks:
            self._look(counts[:-1], self._rounds - already)
        self._counts, self._rounds = counts[-1].copy(), self._rounds + len(classes)

    def _look(self, counts: Integers, rounds_before: int) -> None:
        logs = self._logs(counts)
        best = int(logs.argmax())
        if logs[best] > self._highest_log:
            self._highest_log = float(logs[best])
            self._highest_at = rounds_before + (best + 1) * ROUNDS_BETWEEN_LOOKS

    @staticmethod
    def _logs(counts: Integers) -> Floats:
        logs = np.zeros(len(counts))
        for code, difficulty in enumerate(DIFFICULTIES):
            if counts[-1, code].any():
                logs += log_evidence(difficulty, counts[:, code, : len(MULTIPLIERS[difficulty])])
        return logs


def _logs_of_bounds(rounds: Floats, hits: Floats, chances: Floats) -> Floats:
    """ln of B(a + hits, b + misses) ÷ B(a, b) ÷ (chance^hits (1 - chance)^misses).

    By Stirling's formula the large terms become the divergence of what was seen, with the mixture's own
    weight added, from what is fair: it is written with the difference of the two, in which nothing cancels.
    """
    others = 1 - chances
    total, seen, missed = rounds + _WEIGHT, hits + _WEIGHT * chances, rounds - hits + _WEIGHT * others
    more = hits - rounds * chances
    divergence = seen * np.log1p(more / (total * chances)) + missed * np.log1p(-more / (total * others))
    start = _rest(np.array([_WEIGHT]), _WEIGHT * chances, _WEIGHT * others)
    return np.asarray(divergence + _rest(total, seen, missed) - start)


def _rest(total: Floats, seen: Floats, missed: Floats) -> Floats:
    logs = np.log(total / seen) - np.log(missed)
    return np.asarray(logs / 2 + corrections(seen) + corrections(missed) - corrections(total))


def _told(log_evidence: float) -> float:
    return HIGHEST if log_evidence >= log(HIGHEST) else exp(log_evidence)
