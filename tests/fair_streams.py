"""How often fair streams look odd to who watches them all the time, and how soon loaded ones do.

What the program promises of its evidence, and how it speaks of p-values, is measured here: many streams are
played by the true chances, and looked at every 50 rounds, as the program does.

    python -m tests.fair_streams                  # three minutes: 1,000 streams of 10,000 rounds
    python -m tests.fair_streams --streams 200
"""

import argparse
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.binomial import central_range, p_value
from liveapp.domain.statistics.chances import bound_of, reaching
from liveapp.domain.statistics.chi_square import goodness_of_fit, tail
from liveapp.domain.statistics.columns import Booleans, Floats, Integers
from liveapp.domain.statistics.evidence import ROUNDS_BETWEEN_LOOKS, log_evidence
from liveapp.domain.statistics.words import Evidence
from liveapp.domain.statistics.words.chances import RARE_FROM, UNUSUAL_FROM

STREAMS = 1_000
ROUNDS = 10_000
LOADED_STREAMS = 300
LOADED_ROUNDS = 40_000
STREAMS_AT_A_TIME = 100
P_LEVELS = (UNUSUAL_FROM, RARE_FROM, 0.001)

Counts = Mapping[str, Integers]
"""By difficulty: how often each class came up in each stream (first axis) until each look (second)."""


@dataclass(frozen=True, slots=True)
class Game:
    """By difficulty: the chance that a round is of it and ends in each class. All chances add up to 1."""

    name: str
    chances: Mapping[str, Floats]


def fair(*difficulties: str) -> Game:
    """Each round is of one of these, whichever, and has the true chances."""
    classes = {name: -np.diff(reaching(name), append=0) / len(difficulties) for name in difficulties}
    return Game(" and ".join(difficulties), classes)


def loaded(difficulty: str, multiplier: float, factor: float) -> Game:
    """The multiplier and all above come up so many times as often as they should."""
    bound = bound_of(difficulty, multiplier)
    chances = fair(difficulty).chances[difficulty].copy()
    above = chances[bound:].sum()
    chances[bound:] *= factor
    chances[:bound] *= (1 - above * factor) / (1 - above)
    return Game(f"{difficulty}, from {multiplier}× on {factor:g} times as often", {difficulty: chances})


def played(game: Game, streams: int, rounds: int, seed: int) -> Iterator[Counts]:
    """Streams of a game, some at a time, the same for the same seed."""
    chance = np.random.default_rng(seed)
    together = np.concatenate(list(game.chances.values()))
    ends = np.cumsum([len(classes) for classes in game.chances.values()])[:-1]
    for begin in range(0, streams, STREAMS_AT_A_TIME):
        size = min(STREAMS_AT_A_TIME, streams - begin), rounds // ROUNDS_BETWEEN_LOOKS
        counts = chance.multinomial(ROUNDS_BETWEEN_LOOKS, together / together.sum(), size).cumsum(axis=1)
        yield dict(zip(game.chances, np.split(counts, ends, axis=2), strict=True))


def evidence_at_looks(counts: Counts) -> Floats:
    """The evidence of each stream (first axis) at each look."""
    logs = sum(
        log_evidence(difficulty, counted.reshape(-1, counted.shape[2])).reshape(counted.shape[:2])
        for difficulty, counted in counts.items()
    )
    return np.exp(np.minimum(logs, 690))


def shares_that_ever_reach(game: Game, streams: int, rounds: int, seed: int) -> dict[Evidence, float]:
    """For each level that the program speaks of: the share of streams whose evidence ever gets there."""
    highest = np.concatenate(
        [evidence_at_looks(counts).max(axis=1) for counts in played(game, streams, rounds, seed)]
    )
    return {level: float((highest >= level.value).mean()) for level in Evidence if level.value}


def rounds_until(level: Evidence, game: Game, streams: int, rounds: int, seed: int) -> Floats:
    """After how many rounds each stream's evidence gets to a level; infinite where it never does."""
    waits = []
    for counts in played(game, streams, rounds, seed):
        reached = evidence_at_looks(counts) >= level.value
        firsts = (reached.argmax(axis=1) + 1.0) * ROUNDS_BETWEEN_LOOKS
        waits.append(np.where(reached.any(axis=1), firsts, np.inf))
    return np.concatenate(waits)


def shares_with_p(
    game: Game, streams: int, rounds: int, seed: int, levels: Sequence[float] = P_LEVELS
) -> dict[str, Floats]:
    """The share of streams with a p-value at most as high as each level, at the last look and at any."""
    (difficulty,) = game.chances
    limits = _Limits(difficulty, rounds, levels)
    found: dict[str, list[Booleans]] = {}
    for counts in played(game, streams, rounds, seed):
        at_least = counts[difficulty][:, :, ::-1].cumsum(axis=2)[:, :, ::-1][:, :, 1:]
        hits = np.stack([(at_least < low) | (at_least > high) for low, high in limits.of_hits])
        fits = np.stack([limits.chi_squares(counts[difficulty]) >= limit for limit in limits.of_fits])
        for what, beyond in (("any multiplier", hits.any(axis=3)), ("chi-square", fits)):
            found.setdefault(f"{what}, at the end", []).append(beyond[:, :, -1])
            found.setdefault(f"{what}, at any moment", []).append(beyond.any(axis=2))
    return {name: np.concatenate(parts, axis=1).mean(axis=1) for name, parts in found.items()}


def share_outside_ranges(game: Game, streams: int, rounds: int, seed: int) -> float:
    """The share of streams that leave the central 99.8 % of any class at the end."""
    (difficulty,) = game.chances
    chances = fair(difficulty).chances[difficulty]
    ranges = np.array([central_range(rounds, float(chance)) for chance in chances])
    outside = [
        ((counts[difficulty][:, -1] < ranges[:, 0]) | (counts[difficulty][:, -1] > ranges[:, 1])).any(axis=1)
        for counts in played(game, streams, rounds, seed)
    ]
    return float(np.concatenate(outside).mean())


class _Limits:
    """Beyond which counts p-values are as low as each level: the program's own, asked once a look."""

    def __init__(self, difficulty: str, rounds: int, levels: Sequence[float]) -> None:
        looks = range(ROUNDS_BETWEEN_LOOKS, rounds + 1, ROUNDS_BETWEEN_LOOKS)
        self._fits = [goodness_of_fit(difficulty, [look, *[0] * _top(difficulty)]) for look in looks]
        self.of_hits = [
            np.moveaxis(
                np.array(
                    [[_ordinary(look, float(p), level) for p in reaching(difficulty)[1:]] for look in looks]
                ),
                2,
                0,
            )
            for level in levels
        ]
        self.of_fits = [
            np.array([_first_chi_square(fit.degrees_of_freedom, level) for fit in self._fits])
            for level in levels
        ]

    def chi_squares(self, counts: Integers) -> Floats:
        """Of each stream at each look: the program's, in arrays."""
        result = np.zeros(counts.shape[:2])
        for look, fit in enumerate(self._fits):
            firsts = [group.first for group in reversed(fit.groups)]
            observed = np.add.reduceat(counts[:, look], firsts, axis=1)
            expected = np.array([group.expected for group in reversed(fit.groups)])
            result[:, look] = ((observed - expected) ** 2 / expected).sum(axis=1)
        return result


def _top(difficulty: str) -> int:
    return len(MULTIPLIERS[difficulty]) - 1


def _ordinary(rounds: int, chance: float, level: float) -> tuple[int, int]:
    """The lowest and the highest number of hits whose p-value is above the level."""
    middle = round(rounds * chance)

    def is_odd(hits: int) -> bool:
        return p_value(hits, rounds, chance) <= level

    above = bisect_left(range(middle, rounds + 1), True, key=is_odd)
    below = bisect_left(range(middle + 1), True, key=lambda less: is_odd(middle - less))
    return middle - below + 1, middle + above - 1


def _first_chi_square(degrees: int, level: float) -> float:
    if not degrees:
        return np.inf
    return bisect_left(range(1_000_000), True, key=lambda x: tail(x / 1_000, degrees) <= level) / 1_000


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--streams", type=int, default=STREAMS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    size = arguments.streams, arguments.rounds, arguments.seed
    single = [fair(difficulty) for difficulty in DIFFICULTIES]

    print(f"{size[0]:,} fair streams of {size[1]:,} rounds: share whose evidence ever is")
    _row("", *(f"≥ {level.value:,}" for level in Evidence if level.value))
    for game in [*single, fair(*DIFFICULTIES)]:
        _row(game.name, *(_percent(share) for share in shares_that_ever_reach(game, *size).values()))

    print("\nshare with a p-value of at most")
    _row("", *map(str, P_LEVELS))
    for game in single:
        for name, shares in shares_with_p(game, *size).items():
            _row(f"{game.name}: {name}", *map(_percent, shares))

    print("\nshare in which a multiplier is called unusual, or rare, where all of a table are watched")
    _row("", "unusual", "rare")
    for game in single:
        (watched,) = map(_top, game.chances)
        levels = [level / watched for level in (UNUSUAL_FROM, RARE_FROM)]
        for name, shares in shares_with_p(game, *size, levels).items():
            if name.startswith("any multiplier"):
                _row(f"{game.name}: {name}", *map(_percent, shares))

    print("\nshare in which any class is outside of its central 99.8 % at the end")
    for game in single:
        _row(game.name, _percent(share_outside_ranges(game, *size)))

    print(f"\nloaded streams, {LOADED_ROUNDS:,} rounds: share found, and after how many rounds in the median")
    _row("", *(f"≥ {level.value:,}" for level in Evidence if level.value))
    size = min(LOADED_STREAMS, arguments.streams), LOADED_ROUNDS, arguments.seed
    for game in (loaded("expert", 34.68, 0.5), loaded("expert", 400.02, 0.5), loaded("expert", 1.63, 0.97)):
        waits = [rounds_until(level, game, *size) for level in Evidence if level.value]
        _row(game.name, *(f"{_percent(np.isfinite(one).mean())}, {np.median(one):,.0f}" for one in waits))


def _row(name: str, *cells: str) -> None:
    print(f"{name:52}", *(f"{cell:>16}" for cell in cells))


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


if __name__ == "__main__":
    main()
