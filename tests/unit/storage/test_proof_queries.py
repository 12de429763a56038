"""What is asked about proofs: which bets are left to judge, which streams, and what differs."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StreamNotFound
from liveapp.domain.proof import BetToProve, Mismatch, Verification, judge_all
from liveapp.domain.pump import hash_server_seed, multiplier
from liveapp.domain.queries import BetColumn, BetFilter, BetOrder
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import DIFFERING, UNREVEALED, StreamProof, Verdict
from liveapp.storage import Store, open_store
from liveapp.storage.bet_queries import filtered, ordered
from liveapp.storage.proof_queries import mismatches_of
from liveapp.storage.tables import LiveBet
from tests.unit.storage.conftest import make_bet

SEED = "server seed"
HASHED = hash_server_seed(SEED)
MINE, UPPER = SeedPair(HASHED, "mine"), SeedPair(HASHED.upper(), "upper")


@pytest.fixture
def store(database_path: Path) -> Iterator[Store]:
    """A store whose clock goes on by one with every transaction."""
    ticks = itertools.count(100)
    opened = open_store(database_path, lambda: next(ticks))
    yield opened
    opened.close()


def right(nonce: int, seeds: SeedPair = MINE, **changes: Any) -> Any:
    """A bet whose result is what the seeds give."""
    result = multiplier(SEED, seeds.client_seed, nonce, "hard")
    return make_bet(nonce, seeds, **{"difficulty": "hard", "round_result": result, **changes})


def stream(store: Store, seeds: SeedPair = MINE) -> Stream:
    return next(one for one in store.reader.streams()[0] if one.seeds == seeds)


def judge(store: Store, seeds: SeedPair = MINE) -> None:
    key = stream(store, seeds).key
    bets = store.reader.bets_to_prove(key, 0, 10_000)
    store.writer.set_verdicts(key, judge_all(SEED, seeds.client_seed, bets))


def test_bets_without_a_verdict_come_by_id_a_stretch_at_a_time(store: Store) -> None:
    nonces = [9, 3, 7, 3, 1]
    bets = [right(n, antebot_bet_id=f"bet {place}") for place, n in enumerate(nonces)]
    store.writer.record([one for bet in bets for one in (bet, make_bet(bet.nonce, UPPER))])
    key = stream(store).key
    assert [bet.id for bet in store.reader.bets_to_prove(key, 0, 2)] == [1, 3]
    assert [bet.id for bet in store.reader.bets_to_prove(key, 3, 100)] == [5, 7, 9]
    assert store.reader.bets_to_prove(key, 9, 100) == []
    assert store.reader.bets_to_prove(99, 0, 100) == []
    store.writer.set_verdicts(key, [(1, Verdict.VERIFIED), (5, Verdict.RESULT_DIFFERS)])
    assert [bet.nonce for bet in store.reader.bets_to_prove(key, 0, 100)] == [3, 3, 1]


def test_a_bet_to_prove_has_each_value_in_its_place(store: Store) -> None:
    values = {"amount": 1.5, "payout": 2.5, "round_target": 4.5, "round_result": 3.5, "is_stand_in": True}
    store.writer.record([make_bet(11, MINE, difficulty="hard", **values), make_bet(12, MINE)])
    first, second = store.reader.bets_to_prove(stream(store).key, 0, 10)
    assert first == BetToProve(1, 11, 1.5, 2.5, "hard", 4.5, 3.5, is_stand_in=True)
    assert second == BetToProve(2, 12, 1.0, 0.0, "easy", None, 1.0, is_stand_in=False)
    assert (type(first.is_stand_in), type(second.is_stand_in)) == (bool, bool)


def test_streams_of_a_hash_are_found_in_any_case_of_its_letters_last_seen_first(store: Store) -> None:
    for seeds in (MINE, UPPER, SeedPair("other", "c"), SeedPair(HASHED, "deleted")):
        store.writer.record([make_bet(1, seeds)])
    store.writer.delete_stream(stream(store, SeedPair(HASHED, "deleted")).id, can_be_undone=True)
    wanted = [stream(store, UPPER), stream(store)]
    assert store.reader.streams_of_hash(HASHED) == wanted
    assert store.reader.streams_of_hash(HASHED.upper()) == wanted
    for hashed in (HASHED[:-1], "", "%", "_" * 64):
        assert store.reader.streams_of_hash(hashed) == []


def test_streams_with_bets_to_judge_are_those_whose_seed_is_known(store: Store) -> None:
    store.writer.record([right(1), make_bet(1, UPPER), make_bet(1, SeedPair("other", "c"))])
    assert store.reader.unproven_streams() == []
    store.writer.reveal_seed(SEED)
    assert {one.seeds for one in store.reader.unproven_streams()} == {MINE, UPPER}
    judge(store)
    assert store.reader.unproven_streams() == [stream(store, UPPER)]
    store.writer.delete_stream(stream(store, UPPER).id, can_be_undone=True)
    assert store.reader.unproven_streams() == []


def test_a_verification_has_the_first_mismatches_by_nonce_then_by_id(store: Store) -> None:
    store.writer.record(
        [
            right(5, antebot_bet_id="result", round_result=52067.4),
            right(3, antebot_bet_id="payout", round_target=1.23, payout=9.0),
            right(3, antebot_bet_id="again", round_result=8677.9),
            right(9, antebot_bet_id="right"),
            right(7, antebot_bet_id="unknown", round_result=0.5, is_stand_in=True),
            right(1, antebot_bet_id="first", round_result=2479.4),
        ]
    )
    was_right = multiplier(SEED, "mine", 3, "hard")
    assert store.reader.verification(stream(store).id, 100) == Verification(None, UNREVEALED, 0, ())
    store.writer.reveal_seed(SEED)
    pending = Verification(SEED, StreamProof(is_revealed=True), 6, ())
    assert store.reader.verification(stream(store).id, 100) == pending
    judge(store)
    found = store.reader.verification(stream(store).id, 100)
    assert found.proof == StreamProof(is_revealed=True, verified=1, mismatched=4, unverifiable=1)
    assert found.pending == 0
    paid = 1.23 if was_right >= 1.23 else 0.0
    assert found.mismatches == (
        Mismatch(6, 1, 2479.4, multiplier(SEED, "mine", 1, "hard"), Verdict.RESULT_DIFFERS),
        Mismatch(2, 3, 9.0, paid, Verdict.PAYOUT_DIFFERS),
        Mismatch(3, 3, 8677.9, was_right, Verdict.RESULT_DIFFERS),
        Mismatch(1, 5, 52067.4, multiplier(SEED, "mine", 5, "hard"), Verdict.RESULT_DIFFERS),
    )
    assert store.reader.verification(stream(store).id, 2).mismatches == found.mismatches[:2]


def test_what_is_asked_of_a_deleted_stream_is_not_found(store: Store) -> None:
    store.writer.record([right(1)])
    gone = stream(store)
    store.writer.reveal_seed(SEED)
    store.writer.delete_stream(gone.id, can_be_undone=True)
    with pytest.raises(StreamNotFound):
        store.reader.server_seed(gone.id)
    with pytest.raises(StreamNotFound):
        store.reader.verification(gone.id, 100)


BY_NONCE = BetOrder()
NOT_VERIFIED = "ix_live_bets_not_verified"


@pytest.mark.parametrize(
    ("bet_filter", "order"),
    [
        (BetFilter(verdicts=DIFFERING), BY_NONCE),
        (BetFilter(verdicts=DIFFERING), BetOrder(descending=True)),
        (BetFilter(verdicts=DIFFERING), BetOrder(BetColumn.AMOUNT)),
        (BetFilter(verdicts=(Verdict.UNVERIFIABLE,), nonce_from=5), BY_NONCE),
        (BetFilter(verdicts=(*DIFFERING, Verdict.UNVERIFIABLE)), BY_NONCE),
    ],
)
def test_bets_that_are_not_verified_are_found_by_their_own_index(
    store: Store, bet_filter: BetFilter, order: BetOrder
) -> None:
    assert NOT_VERIFIED in plan(store, ordered(filtered(LiveBet.select(LiveBet.id), 1, bet_filter), order))


def test_mismatches_are_found_by_that_index_and_not_sorted(store: Store) -> None:
    steps = plan(store, mismatches_of(1, 100))
    assert NOT_VERIFIED in steps
    assert "TEMP B-TREE" not in steps


@pytest.mark.parametrize("others", [(), DIFFERING])
def test_verified_bets_are_not_looked_for_in_that_index(store: Store, others: tuple[Verdict, ...]) -> None:
    bet_filter = BetFilter(verdicts=(Verdict.VERIFIED, *others))
    assert NOT_VERIFIED not in plan(store, filtered(LiveBet.select(LiveBet.id), 1, bet_filter))


def plan(store: Store, query: Any) -> str:
    """How SQLite would go about it."""
    sql, values = query.sql()
    connection = store.writer._commits._database.connection()
    return "\n".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values))
