"""Revealed seeds and verdicts: kept once, counted once, told of, and never in a log."""

import itertools
import logging
import tempfile
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import SeedOfNobody, StoreUnavailable
from liveapp.domain.events import BetsStored, BetsVerified, SeedRevealed, StoreEvent
from liveapp.domain.keeping import OK
from liveapp.domain.ports import Revealed
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import UNREVEALED, StreamProof, Verdict
from liveapp.storage import Store, open_store
from liveapp.storage.checks import check_database
from tests.unit.storage.conftest import make_bet, query

SEED = "a server's seed é"
HASHED = hash_server_seed(SEED)
MINE, SAME_SEED, OTHER = (
    SeedPair(HASHED, "mine"),
    SeedPair(HASHED.upper(), "same"),
    SeedPair("f" * 64, "mine"),
)
RIGHT, RESULT, PAYOUT, UNKNOWN = Verdict
SEEDS = "SELECT server_seed_hashed, server_seed, added_at FROM seed_aliases"
EVERYTHING = ("SELECT * FROM live_streams", "SELECT * FROM live_bets", SEEDS)


@pytest.fixture
def store(database_path: Path) -> Iterator[Store]:
    """Bets 1 to 4 are of one stream, 5 and 6 of one with its seed, 7 of another; the clock goes on by one."""
    ticks = itertools.count(100)
    opened = open_store(database_path, lambda: next(ticks))
    opened.writer.record([make_bet(nonce, MINE) for nonce in range(1, 5)])
    opened.writer.record([make_bet(nonce, SAME_SEED) for nonce in (1, 2)])
    opened.writer.record([make_bet(1, OTHER)])
    yield opened
    opened.close()


@pytest.fixture
def events(store: Store) -> list[StoreEvent]:
    told: list[StoreEvent] = []
    store.writer.subscribe(told.extend)
    return told


def stream(store: Store, seeds: SeedPair) -> Stream:
    return next(one for one in store.reader.streams()[0] if one.seeds == seeds)


def everything(path: Path) -> list[object]:
    return [query(path, sql) for sql in EVERYTHING]


def verdicts(path: Path) -> list[int | None]:
    return [verdict for (verdict,) in query(path, "SELECT verdict FROM live_bets ORDER BY id")]


def test_a_seed_is_kept_for_all_streams_of_its_hash_and_each_is_told(
    store: Store, database_path: Path, events: list[StoreEvent]
) -> None:
    revealed = store.writer.reveal_seed(SEED)
    mine, same = stream(store, MINE), stream(store, SAME_SEED)
    assert revealed == Revealed(HASHED, (same, mine))
    assert events == [SeedRevealed(same), SeedRevealed(mine)]
    assert mine.proof == same.proof == StreamProof(is_revealed=True)
    assert (mine.unjudged_bets, same.unjudged_bets) == (4, 2)
    assert stream(store, OTHER).proof == UNREVEALED
    assert [store.reader.server_seed(stream(store, one).id) for one in (MINE, SAME_SEED, OTHER)] == [
        SEED,
        SEED,
        None,
    ]
    assert query(database_path, SEEDS) == [(HASHED, SEED, 103)]
    assert revealed.streams[0].totals == same.totals != ()


def test_the_same_seed_again_changes_nothing_and_says_the_same(
    store: Store, database_path: Path, events: list[StoreEvent]
) -> None:
    first = store.writer.reveal_seed(SEED)
    before = everything(database_path)
    assert store.writer.reveal_seed(SEED) == first
    assert everything(database_path) == before
    assert events[2:] == events[:2]


@pytest.mark.parametrize(
    "seed", ["", SEED.upper(), f" {SEED}", f"{SEED}\n", SEED[:-1], HASHED, "nobody's", "é" * 200]
)
def test_a_seed_of_nobody_is_refused_and_changes_nothing(
    store: Store, database_path: Path, events: list[StoreEvent], seed: str
) -> None:
    before = everything(database_path)
    with pytest.raises(SeedOfNobody, match="No stream has the hash of this seed"):
        store.writer.reveal_seed(seed)
    assert everything(database_path) == before
    assert events == []


def test_a_seed_is_never_replaced(store: Store, database_path: Path) -> None:
    store.writer.reveal_seed(SEED)
    with_another_text = "UPDATE seed_aliases SET server_seed = 'kept before'"
    store.writer._commits.run(lambda transaction: transaction.execute(with_another_text).rowcount)
    store.writer.reveal_seed(SEED)
    assert query(database_path, SEEDS) == [(HASHED, "kept before", 103)]


def test_a_stream_that_begins_under_a_known_seed_is_revealed(store: Store, events: list[StoreEvent]) -> None:
    store.writer.reveal_seed(SEED)
    events.clear()
    for name, is_live in (("live", True), ("imported", False)):
        store.writer.record([make_bet(1, SeedPair(HASHED.upper(), name))], is_live=is_live)
    assert [
        (one.stream.proof.is_revealed, one.stream.unjudged_bets)
        for one in events
        if isinstance(one, BetsStored)
    ] == [(True, 1), (True, 1)]
    assert stream(store, SeedPair(HASHED.upper(), "live")).proof == StreamProof(is_revealed=True)


def test_verdicts_are_counted_and_told_with_the_range_of_their_bets(
    store: Store, database_path: Path, events: list[StoreEvent]
) -> None:
    store.writer.reveal_seed(SEED)
    mine = stream(store, MINE)
    store.writer.set_verdicts(mine.key, [(4, RESULT), (1, RIGHT), (2, PAYOUT)])
    proven = stream(store, MINE)
    assert proven.proof == StreamProof(is_revealed=True, verified=1, mismatched=2, unverifiable=0)
    assert proven.unjudged_bets == 1
    store.writer.set_verdicts(mine.key, [(3, UNKNOWN)])
    all_proven = stream(store, MINE)
    assert all_proven.proof == StreamProof(is_revealed=True, verified=1, mismatched=2, unverifiable=1)
    assert events[2:] == [BetsVerified(proven, 1, 4), BetsVerified(all_proven, 3, 3)]
    assert verdicts(database_path) == [0, 2, 3, 1, None, None, None]
    assert [one.key for one in store.reader.unproven_streams()] == [stream(store, SAME_SEED).key]


def test_a_verdict_is_never_replaced_and_what_changes_nothing_is_not_told(
    store: Store, database_path: Path, events: list[StoreEvent]
) -> None:
    store.writer.reveal_seed(SEED)
    mine = stream(store, MINE)
    store.writer.set_verdicts(mine.key, [(1, RIGHT), (2, RESULT)])
    events.clear()
    store.writer.set_verdicts(mine.key, [(1, RESULT), (2, RIGHT)])
    store.writer.set_verdicts(mine.key, [])
    assert events == []
    store.writer.set_verdicts(mine.key, [(2, UNKNOWN), (3, RIGHT), (3, UNKNOWN)])
    assert stream(store, MINE).proof == StreamProof(
        is_revealed=True, verified=2, mismatched=1, unverifiable=0
    )
    assert verdicts(database_path)[:4] == [0, 1, 0, None]


def test_bets_of_other_streams_and_bets_that_are_not_there_get_no_verdict(
    store: Store, database_path: Path, events: list[StoreEvent]
) -> None:
    store.writer.reveal_seed(SEED)
    events.clear()
    before = everything(database_path)
    mine = stream(store, MINE).key
    store.writer.set_verdicts(mine, [(one, RIGHT) for one in (5, 6, 7, 0, -1, 99, 2**63 - 1, 2**63, 10**30)])
    for key in (0, -5, 99, 2**63 - 1):
        store.writer.set_verdicts(key, [(1, RIGHT)])
    assert everything(database_path) == before
    assert events == []


def test_a_deleted_streams_bets_are_judged_silently_until_they_are_gone(
    store: Store, database_path: Path, events: list[StoreEvent]
) -> None:
    store.writer.reveal_seed(SEED)
    mine = stream(store, MINE)
    store.writer.delete_stream(mine.id, can_be_undone=True)
    events.clear()
    store.writer.set_verdicts(mine.key, [(1, RIGHT), (2, RESULT)])
    assert events == []
    assert store.writer.undelete_stream(mine.id).proof == StreamProof(
        is_revealed=True, verified=1, mismatched=1, unverifiable=0
    )
    store.writer.delete_stream(mine.id)
    events.clear()
    store.writer.set_verdicts(mine.key, [(3, RIGHT)])
    assert events == []
    assert verdicts(database_path) == [None] * 3


def test_two_who_judge_the_same_bets_count_each_once(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(nonce, MINE) for nonce in range(5, 1205)])
    store.writer.reveal_seed(SEED)
    key = stream(store, MINE).key
    ids = [bet_id for (bet_id,) in query(database_path, "SELECT id FROM live_bets WHERE stream_id = ?", key)]

    def judge(chunk: int) -> None:
        for start in range(0, len(ids), chunk):
            store.writer.set_verdicts(key, [(one, RIGHT) for one in ids[start : start + chunk]])

    threads = [threading.Thread(target=judge, args=(chunk,)) for chunk in (7, 50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stream(store, MINE).proof == StreamProof(is_revealed=True, verified=len(ids))
    assert check_database(database_path).totals == OK


given_verdicts = st.dictionaries(st.integers(0, 14), st.sampled_from(Verdict))


@settings(max_examples=10)
@given(st.lists(st.tuples(st.sampled_from([1, 2]), given_verdicts), min_size=1, max_size=8))
def test_counts_are_those_of_the_first_verdicts_after_any_history(
    history: list[tuple[int, dict[int, Verdict]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liveapp.sqlite3"
        store = open_store(path)
        # Odd bets are of the stream with the key 1.
        store.writer.record([make_bet(n, MINE if n % 2 else SAME_SEED) for n in range(1, 13)])
        store.writer.reveal_seed(SEED)
        first: dict[int, Verdict] = {}
        for key, some in history:
            store.writer.set_verdicts(key, list(some.items()))
            for bet_id, verdict in some.items():
                if 1 <= bet_id <= 12 and bet_id % 2 == key % 2:
                    first.setdefault(bet_id, verdict)
        store.close()
        assert verdicts(path) == [first[n].value if n in first else None for n in range(1, 13)]
        assert check_database(path).totals == OK


def test_no_seed_gets_into_a_log_or_a_fault(
    store: Store, caplog: pytest.LogCaptureFixture, database_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    said = []
    with pytest.raises(SeedOfNobody) as refused:
        store.writer.reveal_seed(f"{SEED} of nobody")
    said += traceback.format_exception(refused.value)
    store.writer._commits._database.connection().execute("PRAGMA query_only = on")
    with pytest.raises(StoreUnavailable) as failed:
        store.writer.reveal_seed(SEED)
    said += traceback.format_exception(failed.value)
    store.writer._commits._database.connection().execute("PRAGMA query_only = off")
    revealed = store.writer.reveal_seed(SEED)
    store.writer.set_verdicts(revealed.streams[0].key, [(5, RESULT)])
    for one in revealed.streams:
        assert store.reader.server_seed(one.id) == SEED
        said.append(repr(store.reader.verification(one.id, 100)))
    said += [repr(revealed), str(check_database(database_path))]
    said += [repr((record.msg, record.args, record.getMessage())) for record in caplog.records]
    assert any("seed_aliases" in text for text in said), "the questions are not even logged"
    assert [text for text in said if SEED in text] == []
