"""`metrics` as the contract words it, read as naively as can be: one bet and one round after the other.

Slow, in plain Python and exact fractions; it shares nothing with the program but the table of multipliers.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import comb
from statistics import median, pstdev
from typing import Any

from liveapp.domain.pump import MULTIPLIERS
from tests.bets import Json

POPS = {"easy": 1, "medium": 3, "hard": 5, "expert": 10}
EASY_TO_EXPERT = list(POPS)


@dataclass
class NaiveRound:
    """What is known of a nonce."""

    result: float
    is_stand_in: bool
    told_difficulty: str | None


@dataclass
class NaiveStream:
    """What was posted, in the order of arrival: bets with an `id`, of which each is new."""

    bets: list[Json] = field(default_factory=list)
    rounds: dict[int, NaiveRound] = field(default_factory=dict)

    def take(self, item: Json) -> None:
        is_bet = item.get("type") != "heartbeat"
        is_stand_in = item.get("roundResult") is None
        result = item["payoutMultiplier"] if is_stand_in else item["roundResult"]
        told = None if is_bet else item.get("difficulty")
        if is_bet:
            self.bets.append({**item, "result": result})
        known = self.rounds.setdefault(item["nonce"], NaiveRound(result, is_stand_in, told))
        if known.is_stand_in and not is_stand_in:
            known.result, known.is_stand_in = result, False
            known.told_difficulty = known.told_difficulty or told

    def difficulty_of(self, nonce: int) -> str | None:
        first = next((bet["difficulty"] for bet in self.bets if bet["nonce"] == nonce), None)
        of_bets = {bet["difficulty"] for bet in self.bets}
        common = next(iter(of_bets)) if len(of_bets) == 1 else None
        return first or self.rounds[nonce].told_difficulty or common

    def classified(self) -> list[tuple[int, str, int]]:
        """Nonce, difficulty and class of the rounds that have one, by nonce."""
        found = []
        for nonce, known in sorted(self.rounds.items()):
            difficulty = self.difficulty_of(nonce)
            if difficulty is not None and not known.is_stand_in:
                pumps = class_of(difficulty, known.result)
                if pumps is not None:
                    found.append((nonce, difficulty, pumps))
        return found


def class_of(difficulty: str, result: float) -> int | None:
    distances = [(abs(value - result), pumps) for pumps, value in enumerate(MULTIPLIERS[difficulty])]
    distance, pumps = min(distances)
    return pumps if distance <= max(0.011, 1e-6 * MULTIPLIERS[difficulty][pumps]) else None


def chance(difficulty: str, pumps: int) -> Fraction:
    return Fraction(comb(25 - pumps, POPS[difficulty]), comb(25, POPS[difficulty]))


def chance_of_hit(difficulty: str, multiplier: float) -> Fraction:
    for pumps, value in enumerate(MULTIPLIERS[difficulty]):
        if value >= multiplier - 0.005:
            return chance(difficulty, pumps)
    return Fraction(0)


def metrics(stream: NaiveStream, multipliers: Sequence[float], bucket_size: int, peaks: int) -> Json:
    """All but `stream_id` and `hit_rate`. Peaks have no `id` and no `timestamp`."""
    rounds, known = stream.classified(), sorted(stream.rounds)
    highest_first = sorted(
        enumerate(stream.bets), key=lambda one: (-one[1]["result"], one[1]["nonce"], one[0])
    )
    buckets: dict[int, int] = {}
    for bet in sorted(stream.bets, key=lambda bet: bet["nonce"]):
        bucket = bet["nonce"] // bucket_size
        buckets[bucket] = buckets.get(bucket, 0) + 1
    return {
        "total_bets": len(stream.bets),
        "rounds": len(known),
        "missing": known[-1] - known[0] + 1 - len(known),
        "highest_multiplier": max((bet["result"] for bet in stream.bets), default=None),
        "totals": [totals(currency, bets) for currency, bets in by_currency(stream.bets).items()],
        "unclassified": len(known) - len(rounds),
        "outcomes": [
            outcomes(difficulty, counts) for difficulty, counts in counts_by_difficulty(rounds).items()
        ],
        "evidence": evidence(counts_by_difficulty(rounds)),
        "multiplier_stats": [hits(multiplier, rounds) for multiplier in multipliers],
        "density_buckets": {str(bucket): count for bucket, count in buckets.items()},
        "top_peaks": [
            {"multiplier": bet["result"], "nonce": bet["nonce"]} for _, bet in highest_first[:peaks]
        ],
        "runs": runs(stream.bets),
    }


def by_currency(bets: Sequence[Json]) -> dict[str | None, list[Json]]:
    found: dict[str | None, list[Json]] = {}
    for bet in bets:
        found.setdefault(bet.get("currency") or None, []).append(bet)
    return found


def totals(currency: str | None, bets: Sequence[Json]) -> Json:
    wagered, paid_out = (math.fsum(bet[name] for bet in bets) for name in ("amount", "payout"))
    expected, variance, over = Fraction(0), Fraction(0), 0
    for bet in bets:
        target = bet.get("roundTarget")
        values = MULTIPLIERS[bet["difficulty"]]
        distance, pumps = min((abs(value - (target or -1)), pumps) for pumps, value in enumerate(values))
        if distance <= 0.011:
            p, stake, factor = chance(bet["difficulty"], pumps), Fraction(bet["amount"]), Fraction(target)
            expected += stake * (factor * p - 1)
            variance += stake**2 * factor**2 * p * (1 - p)
            over += 1
    return {
        "currency": currency,
        "bets": len(bets),
        "wagered": wagered,
        "paid_out": paid_out,
        "profit": paid_out - wagered,
        "return_to_player": paid_out / wagered if wagered else None,
        "expected_profit": float(expected),
        "profit_deviation": math.sqrt(variance),
        "expected_over": over,
    }


def counts_by_difficulty(rounds: Sequence[tuple[int, str, int]]) -> dict[str, list[int]]:
    found = {difficulty: [0] * len(MULTIPLIERS[difficulty]) for difficulty in EASY_TO_EXPERT}
    for _, difficulty, pumps in rounds:
        found[difficulty][pumps] += 1
    return {difficulty: counts for difficulty, counts in found.items() if sum(counts)}


def outcomes(difficulty: str, counts: Sequence[int]) -> Json:
    from scipy.special import gammaincc

    number = sum(counts)
    steps = [chance(difficulty, pumps) for pumps in range(len(counts))] + [Fraction(0)]
    expected = [number * (at_least - more) for at_least, more in pairwise(steps)]
    groups: list[list[Any]] = []
    pending: list[Any] = [Fraction(0), 0]
    for each, seen in zip(reversed(expected), reversed(counts), strict=True):
        pending = [pending[0] + each, pending[1] + seen]
        if pending[0] >= 5:
            groups.append(pending)
            pending = [Fraction(0), 0]
    if groups:
        groups[-1] = [groups[-1][0] + pending[0], groups[-1][1] + pending[1]]
    degrees = max(0, len(groups) - 1)
    chi_square = float(sum((seen - each) ** 2 / each for each, seen in groups)) if degrees else 0.0
    return {
        "difficulty": difficulty,
        "rounds": number,
        "counts": list(counts),
        "expected": [float(each) for each in expected],
        "chi_square": chi_square,
        "degrees_of_freedom": degrees,
        "p_value": float(gammaincc(degrees / 2, chi_square / 2)) if degrees else None,
    }


def evidence(counts: dict[str, list[int]]) -> float:
    product = 1.0
    for difficulty, of_difficulty in counts.items():
        number, found = sum(of_difficulty), []
        for bound in range(1, len(of_difficulty)):
            reached, p = sum(of_difficulty[bound:]), float(chance(difficulty, bound))
            log_fair = reached * math.log(p) + (number - reached) * math.log1p(-p)
            a, b = 100 * p, 100 * (1 - p)
            found.append(math.exp(log_beta(a + reached, b + number - reached) - log_beta(a, b) - log_fair))
        product *= math.fsum(found) / len(found)
    return min(product, 1e300)


def log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def hits(multiplier: float, rounds: Sequence[tuple[int, str, int]]) -> Json:
    chances = {difficulty: chance_of_hit(difficulty, multiplier) for difficulty in EASY_TO_EXPERT}
    nonces, since, longest, streak = [], 0, 0, Fraction(1)
    for nonce, difficulty, pumps in rounds:
        if MULTIPLIERS[difficulty][pumps] >= multiplier - 0.005:
            nonces.append(nonce)
            since, streak = 0, Fraction(1)
        else:
            since, streak = since + 1, streak * (1 - chances[difficulty])
            longest = max(longest, since)
    played = {difficulty for _, difficulty, _ in rounds}
    p = chances[played.pop()] if len(played) == 1 else None
    gaps = [later - earlier for earlier, later in pairwise(nonces)]
    return {
        "multiplier": multiplier,
        "count": len(nonces),
        "expected": float(sum(chances[difficulty] for _, difficulty, _ in rounds)),
        "p_value": None if p is None else binomial_p(len(nonces), len(rounds), p),
        "last_nonce": nonces[-1] if nonces else None,
        "rounds_since": since,
        "streak_chance": float(streak),
        "longest_wait": longest,
        "mean_gap": float(Fraction(sum(gaps), len(gaps))) if gaps else None,
        "median_gap": float(median(gaps)) if gaps else None,
        "std_gap": pstdev(gaps) if gaps else None,
        "min_gap": min(gaps, default=None),
        "max_gap": max(gaps, default=None),
        "expected_gap": float(1 / p) if p else None,
    }


def binomial_p(seen: int, number: int, p: Fraction) -> float:
    likelihoods = [comb(number, k) * p**k * (1 - p) ** (number - k) for k in range(number + 1)]
    limit = likelihoods[seen] * (1 + Fraction(1, 10**7))
    return float(sum(each for each in likelihoods if each <= limit))


def runs(bets: Sequence[Json]) -> Json:
    in_order = [bet for _, bet in sorted(enumerate(bets), key=lambda one: (one[1]["nonce"], one[0]))]
    current, longest = 0, {True: 0, False: 0}
    for bet in in_order:
        if bet["amount"]:
            is_win = bet["payout"] > bet["amount"]
            step = 1 if is_win else -1
            current = current + step if current * step > 0 else step
            longest[is_win] = max(longest[is_win], abs(current))
    return {
        "longest_losing": longest[False],
        "longest_winning": longest[True],
        "current": current,
        "max_drawdown": [
            {"currency": currency, "amount": drawdown(currency, in_order)} for currency in by_currency(bets)
        ],
    }


def drawdown(currency: str | None, in_order: Sequence[Json]) -> float:
    profit, peak, deepest = Fraction(0), Fraction(0), Fraction(0)
    for bet in in_order:
        if (bet.get("currency") or None) == currency:
            profit += Fraction(bet["payout"]) - Fraction(bet["amount"])
            peak = max(peak, profit)
            deepest = max(deepest, peak - profit)
    return float(deepest)
