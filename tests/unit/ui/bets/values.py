"""Values that tests of the bet table share."""

from dataclasses import replace

from liveapp.domain.bets import StoredBet

PLAIN = StoredBet(7, "bet-7", 1_795_000_000_000_001, None, 1234, 0.5, 1.5, "hard", None, 3.25, None, None)


def stored_bet(**changes: object) -> StoredBet:
    return replace(PLAIN, **changes)  # type: ignore[arg-type]
