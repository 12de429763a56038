"""Two streams of the same seeds made one."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from liveapp.domain.bets import Heartbeat, SeedPair
from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.streams import NOTES_MAX_LENGTH, Stream
from liveapp.domain.totals import CurrencyTotal
from liveapp.storage import Store
from liveapp.storage.checks import check_database
from liveapp.storage.merging import merge
from tests.unit.storage.conftest import make_bet, query
from tests.values import gaps_of

OLDER, NEWER = SeedPair("hash", "older"), SeedPair("hash", "newer")


def stream(store: Store, seeds: SeedPair) -> Stream:
    return next(one for one in store.reader.streams()[0] if one.seeds == seeds)


def merged(store: Store) -> Stream:
    """What the older stream is once it has taken in the newer one."""
    newer, older = stream(store, NEWER), stream(store, OLDER)
    store.writer._commits.run(partial(merge, newer.key, older.key))
    (left,), total = store.reader.streams()
    assert (left.id, total) == (older.id, 1)
    return left


@pytest.fixture
def both(store: Store) -> Store:
    store.writer.record(
        [
            make_bet(1, OLDER, currency="btc", amount=1.0),
            make_bet(1, NEWER, antebot_bet_id="a", currency="doge", amount=2.0, round_result=9.0),
            make_bet(7, NEWER, antebot_bet_id="b", currency="btc", amount=4.0, payout=8.0),
            make_bet(5, NEWER, antebot_bet_id="both", amount=16.0),
            make_bet(5, OLDER, antebot_bet_id="both", amount=32.0),
        ]
    )
    store.writer.record([Heartbeat(NEWER, 3, 4.0), Heartbeat(OLDER, 9, 5.0)])
    return store


def test_bets_of_both_are_there_once_under_their_own_ids(both: Store) -> None:
    left = merged(both)
    bets = both.reader.tail(left.id, 0, 100, with_distance=False).bets
    assert [(bet.id, bet.antebot_bet_id, bet.amount) for bet in bets] == [
        (1, "1", 1.0),
        (2, "a", 2.0),
        (3, "b", 4.0),
        (5, "both", 32.0),
    ]


def test_totals_are_those_of_all_bets(both: Store, database_path: Path) -> None:
    left = merged(both)
    assert (left.total_bets, left.highest_multiplier, left.last_nonce) == (4, 9.0, 7)
    assert left.totals == (
        CurrencyTotal("btc", 2, 5.0, 8.0),
        CurrencyTotal("doge", 1, 2.0, 0.0),
        CurrencyTotal(None, 1, 32.0, 0.0),
    )
    assert check_database(database_path).is_sound


def test_bookmarks_of_either_are_kept_and_those_of_a_bet_that_both_have_become_one(both: Store) -> None:
    newer, older = stream(both, NEWER).id, stream(both, OLDER).id
    first = both.writer.set_bookmark(newer, 4, "theirs")
    both.writer.set_bookmark(older, 5, "ours")
    own = both.writer.set_bookmark(newer, 2, "own")
    left = merged(both)
    assert both.reader.bookmarks(left.id) == [
        own,
        Bookmark(5, 5, 1.0, "ours\ntheirs", first.created_us),
    ]


@pytest.mark.parametrize(
    ("theirs", "ours", "kept"),
    [
        ("a", None, "a"),
        (None, "a", "a"),
        (None, None, None),
        ("a", "a", "a"),
        ("a", "b", "b\na"),
        ("a" * 999, "b" * 999, "b" * 999),
        ("a", "b" * 1000, "b" * 1000),
    ],
    ids=range(7),
)
def test_notes_of_a_bookmark_that_both_have_are_put_together(
    both: Store, database_path: Path, theirs: str | None, ours: str | None, kept: str | None
) -> None:
    both.writer.set_bookmark(stream(both, NEWER).id, 4, theirs)
    both.writer.set_bookmark(stream(both, OLDER).id, 5, ours)
    left = merged(both)
    assert [(one.bet_id, one.note) for one in both.reader.bookmarks(left.id)] == [(5, kept)]
    assert query(database_path, "SELECT bet_id FROM bookmarks") == [(5,)]


def test_a_mark_of_the_newer_ones_bet_moves_to_the_kept_one(both: Store) -> None:
    marked = both.writer.set_bookmark(stream(both, NEWER).id, 4, "theirs")
    left = merged(both)
    assert both.reader.bookmarks(left.id) == [replace(marked, bet_id=5)]


def test_of_a_round_that_both_know_the_older_ones_counts(both: Store, database_path: Path) -> None:
    merged(both)
    rounds = query(database_path, "SELECT nonce, round_result FROM live_rounds ORDER BY nonce")
    assert rounds == [(1, 1.0), (3, 4.0), (5, 1.0), (7, 1.0), (9, 5.0)]


def test_a_stand_in_of_the_older_one_gives_way_to_a_result_of_the_newer_one(
    store: Store, database_path: Path
) -> None:
    store.writer.record([Heartbeat(OLDER, nonce, 0.0, "easy", is_stand_in=nonce < 3) for nonce in (1, 2, 3)])
    store.writer.record([Heartbeat(NEWER, nonce, 7.0, "hard", is_stand_in=nonce != 1) for nonce in (1, 2, 4)])
    merged(store)
    rounds = query(
        database_path, "SELECT nonce, round_result, is_stand_in, difficulty FROM live_rounds ORDER BY 1"
    )
    assert rounds == [(1, 7.0, 0, "easy"), (2, 0.0, 1, "easy"), (3, 0.0, 0, "easy"), (4, 7.0, 1, "hard")]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ([1, 2, 3, 9], [4, 5, 8, 20]),
        ([1, 10], [2, 3, 4, 5, 6, 7, 8, 9]),
        ([5], [1, 9]),
        ([1, 2, 3, 4, 5], [2, 4]),
        ([2, 4], [1, 2, 3, 4, 5]),
        ([1, 3, 5, 7], [2, 4, 6]),
        ([7], [2**63 - 1]),
        ([2**63 - 1], [2**63 - 2, 1]),
    ],
)
def test_known_rounds_are_those_of_both(
    store: Store, database_path: Path, older: list[int], newer: list[int]
) -> None:
    for seeds, nonces in ((OLDER, older), (NEWER, newer)):
        store.writer.record([Heartbeat(seeds, nonce, 1.0) for nonce in nonces])
    left = merged(store)
    known = {*older, *newer}
    assert (left.rounds, left.first_round, left.last_round) == (len(known), min(known), max(known))
    gaps = query(database_path, "SELECT first_nonce, last_nonce FROM missed_rounds ORDER BY 1")
    assert gaps == gaps_of(known)
    assert check_database(database_path).is_sound


def test_a_stream_that_adds_nothing_leaves_the_totals_alone(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(1, OLDER), make_bet(1, NEWER)])
    before = stream(store, OLDER)
    assert merged(store).totals == before.totals
    assert check_database(database_path).is_sound


def test_it_was_seen_when_either_was_seen_last(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(1, OLDER)])
    store.writer.record([make_bet(1, NEWER)])
    last_seen_us = stream(store, NEWER).last_seen_us
    assert merged(store).last_seen_us == last_seen_us


def test_what_the_user_said_of_either_is_kept(both: Store) -> None:
    both.writer.set_notes(stream(both, OLDER).id, "older", None)
    both.writer.set_notes(stream(both, NEWER).id, "newer", None)
    both.writer.set_alias(stream(both, NEWER).id, "red")
    both.writer.set_pinned(stream(both, NEWER).id, True)
    revision = stream(both, OLDER).notes_revision
    left = merged(both)
    assert (left.notes, left.alias, left.is_pinned) == ("older\nnewer", "red", True)
    assert left.notes_revision > revision


def test_of_two_aliases_the_older_streams_counts_and_notes_stay_short_enough(both: Store) -> None:
    for seeds in (OLDER, NEWER):
        both.writer.set_notes(stream(both, seeds).id, seeds.client_seed[0] * NOTES_MAX_LENGTH, None)
        both.writer.set_alias(stream(both, seeds).id, seeds.client_seed)
    left = merged(both)
    assert (left.alias, left.notes) == ("older", "o" * NOTES_MAX_LENGTH)


def test_without_any_words_there_are_none(both: Store) -> None:
    left = merged(both)
    assert (left.notes, left.notes_revision, left.alias, left.is_pinned) == (None, 0, None, False)
