"""What the figures are to be about."""

from dataclasses import dataclass

from liveapp.domain.queries import BetFilter


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hits of these multipliers, and the bets that a filter lets through; None lets all through."""

    multipliers: tuple[float, ...] = ()
    bet_filter: BetFilter | None = None


class ReadingProgress:
    """`share` is how much of what is being read is there, from 0 to 1: set in one thread, seen in another."""

    share = 0.0
