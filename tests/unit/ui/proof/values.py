"""Streams whose server seed the tests know, with bets that really come from it."""

from collections.abc import Iterable

from liveapp.domain.bets import Bet, SeedPair
from liveapp.domain.proof import judge_all
from liveapp.domain.pump import hash_server_seed, multiplier
from liveapp.domain.streams import Stream
from liveapp.storage.store import Store

SEED = "0f1e2d3c4b5a6978" * 4
OTHER_SEED = "77" * 32
OWN = SeedPair(hash_server_seed(SEED), "revealed-client")
TWIN = SeedPair(hash_server_seed(SEED), "twin")
OTHER = SeedPair(hash_server_seed(OTHER_SEED), "elsewhere")


def played(nonces: Iterable[int], seeds: SeedPair = OWN, shift: int = 0) -> list[Bet]:
    """Bets as they were played under `SEED`, recorded with nonces that are too low by `shift`."""
    return [
        Bet(
            seeds,
            f"{seeds.client_seed}-{nonce}",
            nonce,
            1.0,
            0.0,
            "hard",
            multiplier(SEED, seeds.client_seed, nonce + shift, "hard"),
        )
        for nonce in nonces
    ]


def tampered(nonces: Iterable[int], seeds: SeedPair = OWN) -> list[Bet]:
    """Bets with a result that no round of `hard` has for its nonce."""
    bets = []
    for bet in played(nonces, seeds):
        result = 8677.9 if bet.round_result != 8677.9 else 1.0
        bets.append(Bet(seeds, bet.antebot_bet_id, bet.nonce, 1.0, 0.0, "hard", result))
    return bets


def judge(store: Store, stream: Stream, most: int = 1_000_000) -> None:
    """Compare at most so many bets of a revealed stream, as the program does in the background."""
    bets = store.reader.bets_to_prove(stream.key, 0, most)
    store.writer.set_verdicts(stream.key, judge_all(SEED, stream.seeds.client_seed, bets))
