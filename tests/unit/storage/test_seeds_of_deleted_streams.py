"""A seed stays as long as a stream has its hash, one that can still be brought back included."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import SeedOfNobody, StreamNotFound
from liveapp.domain.events import StoreEvent, StreamRestored
from liveapp.domain.keeping import OK
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.streams import UNDO_S, Stream
from liveapp.domain.verdicts import UNREVEALED, StreamProof, Verdict
from liveapp.storage import Store, open_store
from liveapp.storage.checks import check_database
from liveapp.storage.deletion import GRACE_S
from tests.clock import Clock
from tests.unit.storage.conftest import make_bet, query

SEEDS = ("first seed", "second seed")
HASHES = [hash_server_seed(seed) for seed in SEEDS]
SEED, HASHED = SEEDS[0], HASHES[0]
MINE, SAME_SEED = SeedPair(HASHED, "mine"), SeedPair(HASHED.upper(), "same")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database_path: Path, clock: Clock) -> Iterator[Store]:
    """A store whose time for undoing passes when the test says so."""
    opened = open_store(database_path, monotonic_s=clock.monotonic_s)
    yield opened
    opened.close()


def recorded(store: Store, seeds: SeedPair = MINE, nonces: range = range(1, 3)) -> Stream:
    store.writer.record([make_bet(nonce, seeds) for nonce in nonces])
    return next(one for one in store.reader.streams()[0] if one.seeds == seeds)


def kept_seeds(path: Path) -> list[str]:
    return [seed for (seed,) in query(path, "SELECT server_seed FROM seed_aliases ORDER BY 1")]


def purge(store: Store) -> None:
    while store.writer.purge_some() == 0.0:
        pass


def test_a_seed_goes_with_the_last_stream_of_its_hash(store: Store, database_path: Path) -> None:
    mine, same = recorded(store), recorded(store, SAME_SEED)
    recorded(store, SeedPair(HASHES[1], "another"))
    for seed in SEEDS:
        store.writer.reveal_seed(seed)
    store.writer.delete_stream(mine.id)
    assert kept_seeds(database_path) == [*SEEDS]
    assert store.reader.server_seed(same.id) == SEED
    store.writer.delete_stream(same.id)
    assert kept_seeds(database_path) == [SEEDS[1]]
    assert recorded(store).proof == UNREVEALED


def test_the_seed_of_a_large_stream_goes_at_once_too(store: Store, database_path: Path) -> None:
    large = recorded(store, nonces=range(1, 1500))
    store.writer.reveal_seed(SEED)
    store.writer.delete_stream(large.id)
    assert kept_seeds(database_path) == []
    assert recorded(store).proof == UNREVEALED
    purge(store)
    with pytest.raises(SeedOfNobody):
        store.writer.reveal_seed(SEEDS[1])
    assert check_database(database_path).totals == OK


def test_a_deletion_that_can_be_undone_keeps_the_seed_until_its_time_is_over(
    store: Store, database_path: Path, clock: Clock
) -> None:
    mine = recorded(store)
    store.writer.reveal_seed(SEED)
    store.writer.delete_stream(mine.id, can_be_undone=True)
    clock.sleep(UNDO_S)
    purge(store)
    assert kept_seeds(database_path) == [SEED]
    with pytest.raises(SeedOfNobody):
        store.writer.reveal_seed(SEED)
    clock.sleep(GRACE_S)
    purge(store)
    assert kept_seeds(database_path) == []


def test_the_deletion_of_another_stream_leaves_the_seed_of_one_that_can_be_brought_back(
    store: Store, database_path: Path
) -> None:
    mine, same = recorded(store), recorded(store, SAME_SEED)
    store.writer.reveal_seed(SEED)
    store.writer.delete_stream(mine.id, can_be_undone=True)
    store.writer.delete_stream(same.id)
    purge(store)
    assert kept_seeds(database_path) == [SEED]
    restored = store.writer.undelete_stream(mine.id)
    assert restored.proof == StreamProof(is_revealed=True)
    assert store.reader.server_seed(mine.id) == SEED


def test_a_stream_that_was_hidden_when_its_seed_was_revealed_comes_back_revealed(store: Store) -> None:
    mine = recorded(store)
    recorded(store, SAME_SEED)
    store.writer.delete_stream(mine.id, can_be_undone=True)
    revealed = store.writer.reveal_seed(SEED)
    assert [one.seeds for one in revealed.streams] == [SAME_SEED]
    restored = store.writer.undelete_stream(mine.id)
    assert restored.proof == StreamProof(is_revealed=True)
    assert restored in store.reader.unproven_streams()


def test_a_stream_begun_meanwhile_is_revealed_and_both_become_one_with_the_verdicts_of_both(
    store: Store, database_path: Path
) -> None:
    mine = recorded(store, nonces=range(1, 5))
    store.writer.reveal_seed(SEED)
    one, two, three, four = (bet.id for bet in store.reader.bets_to_prove(mine.key, 0, 10))
    store.writer.set_verdicts(mine.key, [(one, Verdict.VERIFIED), (two, Verdict.RESULT_DIFFERS)])
    store.writer.set_verdicts(mine.key, [(three, Verdict.UNVERIFIABLE)])
    store.writer.delete_stream(mine.id, can_be_undone=True)
    meanwhile = recorded(store, nonces=range(2, 8))
    assert meanwhile.proof == StreamProof(is_revealed=True)
    ids = [bet.id for bet in store.reader.bets_to_prove(meanwhile.key, 0, 10)]
    # Of the bets that both have, 2 to 4, the older one's verdicts count, or that it has none.
    given_there = [Verdict.PAYOUT_DIFFERS] * 3 + [Verdict.VERIFIED, Verdict.RESULT_DIFFERS]
    store.writer.set_verdicts(meanwhile.key, list(zip(ids, given_there, strict=False)))
    told: list[StoreEvent] = []
    store.writer.subscribe(told.extend)
    both = store.writer.undelete_stream(mine.id)
    assert both.total_bets == 7
    assert both.proof == StreamProof(is_revealed=True, verified=2, mismatched=2, unverifiable=1)
    assert [bet.nonce for bet in store.reader.bets_to_prove(both.key, 0, 10)] == [4, 7]
    assert both.unjudged_bets == 2
    assert told[-1] == StreamRestored(both)
    assert four < ids[0]
    assert check_database(database_path).totals == OK
    store.writer.set_verdicts(meanwhile.key, [(ids[-1], Verdict.VERIFIED)])  # by who began before
    assert store.reader.stream(both.id) == both


def test_after_a_restart_the_seed_goes_with_what_is_left_of_a_deleted_stream(database_path: Path) -> None:
    store = open_store(database_path)
    mine = recorded(store)
    store.writer.reveal_seed(SEED)
    store.writer.delete_stream(mine.id, can_be_undone=True)
    store.close()
    store = open_store(database_path)
    assert kept_seeds(database_path) == [SEED]
    purge(store)
    assert kept_seeds(database_path) == []
    store.close()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["record", "record", "reveal", "delete", "delete", "undo", "wait", "judge", "restart"]
        ),
        st.sampled_from([SeedPair(hashed, client) for hashed in HASHES for client in "ab"]),
        st.booleans(),
    ),
    max_size=16,
)


@settings(max_examples=9)
@given(STEPS)
def test_after_any_history_seeds_are_those_of_streams_that_are_there_or_can_come_back(
    steps: list[tuple[str, SeedPair, bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder) / "liveapp.sqlite3")
        for step, seeds, is_undoable in steps:
            history.do(step, seeds, is_undoable)
            history.look()
        history.store.close()


class History:
    """A store, and what is to be true of its seeds: `revealed`, by the streams that live or can come back."""

    def __init__(self, path: Path) -> None:
        self.clock = Clock()
        self.path = path
        self.store = open_store(path, monotonic_s=self.clock.monotonic_s)
        self.revealed: set[str] = set()
        self.nonce = 0
        self.undoable: dict[UUID, SeedPair] = {}

    def do(self, step: str, seeds: SeedPair, is_undoable: bool) -> None:
        living = {one.seeds: one for one in self.store.reader.streams()[0]}
        writer = self.store.writer
        if step == "record":
            self.nonce += 1
            bets = (make_bet(nonce, seeds) for nonce in (self.nonce, self.nonce // 2 + 1))
            writer.record([*bets])
        elif step == "reveal":
            self._reveal(seeds.server_seed_hashed, {one.server_seed_hashed for one in living})
        elif step == "delete" and seeds in living:
            writer.delete_stream(living[seeds].id, can_be_undone=is_undoable)
            if is_undoable:
                self.undoable[living[seeds].id] = seeds
        elif step == "undo" and self.undoable:
            gone, _ = self.undoable.popitem()
            writer.undelete_stream(gone)
        elif step == "wait":
            self._wait()
        elif step == "judge" and seeds in living:
            bets = self.store.reader.bets_to_prove(living[seeds].key, 0, 2)
            writer.set_verdicts(living[seeds].key, [(bet.id, Verdict(bet.id % 4)) for bet in bets])
        elif step == "restart":
            self.store.close()
            self.store = open_store(self.path, monotonic_s=self.clock.monotonic_s)
            self._wait()
        there = {one.seeds.server_seed_hashed for one in self.store.reader.streams()[0]}
        self.revealed &= there | {one.server_seed_hashed for one in self.undoable.values()}

    def look(self) -> None:
        """See that it is so."""
        assert kept_seeds(self.path) == [s for s, h in zip(SEEDS, HASHES, strict=True) if h in self.revealed]
        for one in self.store.reader.streams()[0]:
            assert one.proof.is_revealed == (one.seeds.server_seed_hashed in self.revealed)
        assert check_database(self.path).totals == OK

    def _reveal(self, hashed: str, living: set[str]) -> None:
        seed = SEEDS[HASHES.index(hashed)]
        if hashed in living:
            self.store.writer.reveal_seed(seed)
            self.revealed.add(hashed)
        else:
            with pytest.raises(SeedOfNobody):
                self.store.writer.reveal_seed(seed)

    def _wait(self) -> None:
        """Let the time for undoing pass."""
        self.clock.sleep(UNDO_S + GRACE_S)
        purge(self.store)
        for gone in self.undoable:
            with pytest.raises(StreamNotFound):
                self.store.writer.undelete_stream(gone)
        self.undoable.clear()
