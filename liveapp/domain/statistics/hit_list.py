"""The hits of one multiplier one by one, with the nonces from each to the next."""

from dataclasses import dataclass

from liveapp.domain.statistics.columns import Floats, Integers
from liveapp.domain.statistics.hits import hit_places
from liveapp.domain.statistics.rounds import ClassifiedRounds


@dataclass(frozen=True, slots=True)
class HitList:
    """Rounds that reached `multiplier`, nonces ascending, with what they reached."""

    multiplier: float
    nonces: Integers
    results: Floats

    def __len__(self) -> int:
        return len(self.nonces)

    def distance_at(self, place: int) -> int | None:
        """Nonces since the hit before; None for the first."""
        return int(self.nonces[place]) - int(self.nonces[place - 1]) if place else None

    def goes_on(self, before: "HitList") -> bool:
        """Whether this is `before` with nothing but later hits added."""
        count = len(before)
        return (
            self.multiplier == before.multiplier
            and len(self) >= count
            and bool((self.nonces[:count] == before.nonces).all())
        )


def hit_list(rounds: ClassifiedRounds, multiplier: float) -> HitList:
    """Pick the hits of a multiplier out of a stream's rounds."""
    places = hit_places(rounds, multiplier)
    return HitList(multiplier, rounds.nonces[places], rounds.results[places])
