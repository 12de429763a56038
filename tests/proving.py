"""Makers of bets that their seeds prove, and of bets that they do not."""

from typing import Any

from liveapp.domain.bets import Bet, SeedPair
from liveapp.domain.pump import MULTIPLIERS, SeedPairOutcomes, hash_server_seed

SERVER_SEED = "the server seed that was secret"
CLIENT_SEED = "the client seed"


class Player:
    """Bets under one seed pair, as they come out."""

    def __init__(self, server_seed: str = SERVER_SEED, client_seed: str = CLIENT_SEED) -> None:
        self.server_seed = server_seed
        self.seeds = SeedPair(hash_server_seed(server_seed), client_seed)
        outcomes = SeedPairOutcomes(server_seed, client_seed)
        self._safe_pumps = {difficulty: outcomes.of(difficulty) for difficulty in MULTIPLIERS}

    def bet(self, nonce: int, difficulty: str = "expert", **changes: Any) -> Bet:
        """A bet whose id is its nonce, aiming for one pump, that was paid what it won."""
        table = MULTIPLIERS[difficulty]
        result, target = table[self._safe_pumps[difficulty](nonce)], table[1]
        values: dict[str, Any] = {
            "antebot_bet_id": str(nonce),
            "amount": 2.0,
            "payout": 2.0 * target if result >= target else 0.0,
            "difficulty": difficulty,
            "round_result": result,
            "round_target": target,
        }
        return Bet(seeds=self.seeds, nonce=nonce, **(values | changes))

    def bets(self, first: int, last: int) -> list[Bet]:
        """Bets of these nonces, both included."""
        return [self.bet(nonce) for nonce in range(first, last + 1)]

    def tampered(self, nonce: int) -> Bet:
        """A bet with a result that is not its own."""
        honest = self.bet(nonce)
        other = next(result for result in MULTIPLIERS["expert"] if result != honest.round_result)
        return self.bet(nonce, round_result=other)

    def payload(self, nonce: int) -> dict[str, Any]:
        """The same as a bot posts it."""
        bet = self.bet(nonce)
        return {
            "id": bet.antebot_bet_id,
            "nonce": nonce,
            "amount": bet.amount,
            "payout": bet.payout,
            "difficulty": bet.difficulty,
            "roundResult": bet.round_result,
            "roundTarget": bet.round_target,
            "clientSeed": self.seeds.client_seed,
            "serverSeedHashed": self.seeds.server_seed_hashed,
        }
