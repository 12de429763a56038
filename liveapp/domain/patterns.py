"""Why most bets of a stream differ from what its seeds give: one thing was recorded otherwise throughout.

A reason is told only where chance cannot be the reason. Under each hypothesis a recorded bet has a chance to
be right by accident: that of its class (0.4 for a result of 1.00× on expert, 0.04 for any on easy), or of
reaching or missing its target. A hypothesis holds where it explains `NEARLY_ALL` of the bets looked at, where
what was recorded does not, and where so many right ones would come by accident with a probability under
`BY_ACCIDENT`. So 7 bets on easy are enough (0.04⁷ ≈ 2·10⁻¹⁰), and it takes 23 on expert if all of them are
1.00× (0.4²³ ≈ 7·10⁻¹⁰). At most fourteen hypotheses are tried: of seventy million streams that differ for
another reason, one is told a wrong one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from liveapp.domain.bets import DIFFICULTIES, SeedPair
from liveapp.domain.outcome_classes import chances_by_class
from liveapp.domain.proof import BetToProve, judge, pumps_aimed_for
from liveapp.domain.pump import SeedPairOutcomes
from liveapp.domain.verdicts import Verdict

MOST_COMPARED = 200
"""So many bets are looked at, spread over all that are given: it takes some hundredths of a second."""

NEARLY_ALL = 0.95
BY_ACCIDENT = 1e-9

NONCE_SHIFTS = (-1, 1, -2, 2)


class PatternKind(Enum):
    """What was recorded otherwise than it was played."""

    NONCES_SHIFTED = auto()
    """`nonce_shift`, added to the recorded nonces, gives those that were played."""

    OTHER_DIFFICULTY = auto()
    """The results are those of `difficulty`."""

    CLIENT_SEED_SPACED = auto()
    """The results are those of `client_seed`, which has other blanks around it than the recorded one."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What explains bets that differ: its kind, what was assumed, and how many of those compared it fits."""

    kind: PatternKind
    nonce_shift: int = 0
    difficulty: str | None = None
    client_seed: str | None = None
    explained: int = 0
    compared: int = 0


def pattern_of(server_seed: str, seeds: SeedPair, bets: Sequence[BetToProve]) -> Pattern | None:
    """What explains these bets: best those that differ, or any of a stream most of which differ.

    None where nothing does. Takes some hundredths of a second.

    Raises:
        KeyError: a bet has no difficulty of Pump.
    """
    sample = _sample(bets)
    if _explained(server_seed, seeds.client_seed, sample) >= NEARLY_ALL * len(sample):
        return None
    for pattern in _hypotheses(seeds.client_seed, {bet.difficulty for bet in sample}):
        supposed = [bet for bet in (_as_played(bet, pattern) for bet in sample) if bet.nonce >= 0]
        client_seed = seeds.client_seed if pattern.client_seed is None else pattern.client_seed
        explained = _explained(server_seed, client_seed, supposed)
        if explained >= NEARLY_ALL * len(sample) and _chance_of(explained, supposed) < BY_ACCIDENT:
            return replace(pattern, explained=explained, compared=len(sample))
    return None


def _sample(bets: Sequence[BetToProve]) -> list[BetToProve]:
    """At most `MOST_COMPARED` bets that say something of their round, one a nonce.

    Two bets of one round would be right together, or wrong: that would be no second witness.
    """
    of_nonce = {bet.nonce: bet for bet in bets if not bet.is_stand_in or pumps_aimed_for(bet) is not None}
    comparable = list(of_nonce.values())
    return comparable[:: max(1, -(-len(comparable) // MOST_COMPARED))]


def _hypotheses(client_seed: str, difficulties: set[str]) -> Iterator[Pattern]:
    for shift in NONCE_SHIFTS:
        yield Pattern(PatternKind.NONCES_SHIFTED, nonce_shift=shift)
    for difficulty in DIFFICULTIES:
        if difficulties != {difficulty}:
            yield Pattern(PatternKind.OTHER_DIFFICULTY, difficulty=difficulty)
    bare = client_seed.strip()
    trimmed = (bare, client_seed.lstrip(), client_seed.rstrip())
    spaced = (other for seed in (client_seed, bare) for other in (f" {seed}", f"{seed} ", f" {seed} "))
    for other in dict.fromkeys((*trimmed, *spaced)):
        if other != client_seed:
            yield Pattern(PatternKind.CLIENT_SEED_SPACED, client_seed=other)


def _as_played(bet: BetToProve, pattern: Pattern) -> BetToProve:
    return bet._replace(
        nonce=bet.nonce + pattern.nonce_shift, difficulty=pattern.difficulty or bet.difficulty
    )


def _explained(server_seed: str, client_seed: str, bets: Sequence[BetToProve]) -> int:
    outcomes = SeedPairOutcomes(server_seed, client_seed)
    return sum(_is_right(bet, outcomes.of(bet.difficulty)(bet.nonce)) for bet in bets)


def _is_right(bet: BetToProve, safe_pumps: int) -> bool:
    """Whether that many pumps are what was recorded; of payouts only where no result was."""
    verdict = judge(bet, safe_pumps).verdict
    return verdict is Verdict.VERIFIED or (verdict is Verdict.PAYOUT_DIFFERS and not bet.is_stand_in)


def _chance_of(number: int, bets: Sequence[BetToProve]) -> float:
    """How likely at least so many of the bets are right where their rounds have nothing to do with them."""
    chances_of_number = [1.0]
    for bet in bets:
        chance = sum(of for pumps, of in enumerate(chances_by_class(bet.difficulty)) if _is_right(bet, pumps))
        one_more = [0.0, *(chance * of for of in chances_of_number)]
        as_many = [*((1 - chance) * of for of in chances_of_number), 0.0]
        chances_of_number = [a + b for a, b in zip(one_more, as_many, strict=True)]
    return sum(chances_of_number[number:])
