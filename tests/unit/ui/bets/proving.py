"""A seed pair whose server seed is known, for tests of the bet table."""

from liveapp.domain.bets import Bet, SeedPair
from liveapp.domain.pump import hash_server_seed, multiplier
from tests.window_fixtures import make_bet

SERVER_SEED = "5e" * 32
PROVABLE = SeedPair(hash_server_seed(SERVER_SEED), "my-client")


def provable_bet(nonce: int, **changes: object) -> Bet:
    """A bet that the seeds prove, but for the changes."""
    values: dict[str, object] = {
        "difficulty": "medium",
        "round_result": multiplier(SERVER_SEED, PROVABLE.client_seed, nonce, "medium"),
    }
    return make_bet(nonce, PROVABLE, **(values | changes))
