"""Migrations: what a database of an older version holds is all there afterwards."""

from pathlib import Path

from liveapp.domain.bets import SeedPair
from liveapp.domain.keeping import OK
from liveapp.domain.totals import CurrencyTotal
from liveapp.domain.verdicts import UNREVEALED, StreamProof, Verdict
from liveapp.storage import open_store, restore
from liveapp.storage.checks import check_database
from liveapp.storage.migrations import MIGRATIONS
from tests.unit.storage.conftest import make_bet, query
from tests.unit.storage.faults import OF_VERSION_2, OF_VERSION_6, SEED_OF_VERSION_6, older_database

OF_VERSION_4 = """
INSERT INTO live_streams (id, uuid, server_seed_hashed, client_seed, created_at, last_seen_at, deleted_at,
    total_bets, highest_multiplier, lowest_multiplier, sum_multipliers, last_nonce, alias)
VALUES (1, '00000000-0000-0000-0000-000000000001', 'a', 'x', 1, 2, NULL, 3, 2, 2, 6, 9, 'red'),
    (2, '00000000-0000-0000-0000-000000000002', 'b', 'x', 1, 1, NULL, 0, NULL, NULL, 0, NULL, NULL),
    (3, '00000000-0000-0000-0000-000000000003', 'c', 'x', 1, 1, 9, 1, 2, 2, 2, 1, NULL),
    (4, '00000000-0000-0000-0000-000000000004', 'd', 'x', 1, 0, NULL, 0, NULL, NULL, 0, NULL, NULL);
INSERT INTO live_bets (stream_id, antebot_bet_id, received_at, nonce, amount, payout, difficulty,
    round_result, currency)
VALUES (1, 'a', 1, 3, 1, 0, 'easy', 2, NULL), (1, 'b', 1, 4, 1, 0, 'easy', 2, NULL),
    (1, 'c', 1, 9, 1, 0, 'easy', 2, NULL), (3, 'd', 1, 1, 1, 0, 'easy', 2, NULL);
INSERT INTO stream_totals VALUES (1, '', 1, 3, 3, 0), (3, '', 4, 1, 1, 0);
INSERT INTO live_rounds VALUES (1, 5, 7.5), (1, 12, 1), (4, 9223372036854775807, 1), (77, 1, 1);
"""


def test_they_are_numbered_from_one_without_a_gap() -> None:
    assert [migration.version for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_totals_by_currency_are_filled_from_the_bets_that_are_there(database_path: Path) -> None:
    older_database(database_path, 2)
    store = open_store(database_path)
    streams, _ = store.reader.streams()
    store.close()
    assert [(stream.total_bets, stream.notes) for stream in streams] == [(5, "mine"), (0, None)]
    assert streams[0].totals == (
        CurrencyTotal("usdt", 2, 2.0, 1.5),
        CurrencyTotal(None, 2, 6.0, 1.0),
        CurrencyTotal("btc", 1, 8.0, 0.5),
    )
    assert streams[1].totals == ()
    assert check_database(database_path).is_sound
    assert query(database_path, "SELECT count(*) FROM live_bets") == [(6,)]


def test_bets_that_were_there_before_can_be_marked(database_path: Path) -> None:
    older_database(database_path, 2)
    store = open_store(database_path)
    stream = store.reader.streams()[0][0]
    assert store.reader.bookmarks(stream.id) == []
    marked = store.writer.set_bookmark(stream.id, 3, "mine")
    assert store.reader.bookmarks(stream.id) == [marked]
    store.close()
    assert check_database(database_path).is_sound


def test_sums_of_existing_bets_stop_at_the_largest_number(database_path: Path) -> None:
    huge = OF_VERSION_2.replace("1, 1, 1, 0, 'easy'", "1, 1, 1e308, 1e308, 'easy'").replace(
        "2, 2, 0,", "2, 1e308, 1e308,"
    )
    older_database(database_path, 2, huge.replace("3, 4, 1,", "3, 1e308, 1e308,"))
    open_store(database_path).close()
    (largest,) = query(
        database_path, "SELECT wagered, paid_out FROM stream_totals WHERE stream_id = 1 AND currency = ''"
    )
    assert largest == (1.7976931348623157e308, 1.7976931348623157e308)


def test_bets_whose_stream_is_not_there_keep_no_program_from_starting(database_path: Path) -> None:
    lost = OF_VERSION_2.replace("(3, 'f', 1, 1, 1,", "(77, 'f', 1, 1, 1,")
    older_database(database_path, 2, f"PRAGMA foreign_keys = off; {lost}")
    open_store(database_path).close()
    assert query(database_path, "SELECT DISTINCT stream_id FROM stream_totals") == [(1,)]
    assert query(database_path, "SELECT count(*) FROM live_bets") == [(6,)]


def test_known_rounds_are_filled_from_the_rounds_that_are_there(database_path: Path) -> None:
    older_database(database_path, 4, f"PRAGMA foreign_keys = off; {OF_VERSION_4}")
    store = open_store(database_path)
    streams, _ = store.reader.streams()
    assert [
        (one.rounds, one.first_round, one.last_round, one.missing_rounds, one.alias) for one in streams
    ] == [(5, 3, 12, 5, "red"), (0, None, None, 0, None), (1, 2**63 - 1, 2**63 - 1, 0, None)]
    assert store.reader.gaps(streams[0].id).ranges == ((6, 8), (10, 11))
    assert query(database_path, "SELECT DISTINCT stream_id FROM missed_rounds ORDER BY 1") == [(1,)]
    store.writer.record([make_bet(10, SeedPair("a", "x"))])
    assert store.reader.gaps(streams[0].id).ranges == ((6, 8), (11, 11))
    store.close()
    assert check_database(database_path).totals == OK


def test_what_was_stored_before_counts_as_a_result(database_path: Path) -> None:
    older_database(database_path, 4, f"PRAGMA foreign_keys = off; {OF_VERSION_4}")
    open_store(database_path).close()
    assert query(database_path, "SELECT DISTINCT is_stand_in FROM live_bets") == [(0,)]
    rounds = query(database_path, "SELECT round_result, is_stand_in, difficulty FROM live_rounds")
    assert (7.5, 0, None) in rounds
    assert {row[1:] for row in rounds} == {(0, None)}


def test_streams_whose_seed_was_kept_are_revealed_and_none_of_their_bets_is_judged(
    database_path: Path,
) -> None:
    older_database(database_path, 6, OF_VERSION_6)
    store = open_store(database_path)
    streams, _ = store.reader.streams()
    assert [one.proof for one in streams] == [StreamProof(is_revealed=True), UNREVEALED]
    assert store.reader.server_seed(streams[0].id) == SEED_OF_VERSION_6
    assert store.reader.unproven_streams() == streams[:1]
    assert [bet.id for bet in store.reader.bets_to_prove(1, 0, 10)] == [1]
    store.writer.set_verdicts(1, [(1, Verdict.VERIFIED)])
    assert [bet.verdict for bet in store.reader.bets_by_id([1, 2])] == [Verdict.VERIFIED, None]
    store.close()
    assert check_database(database_path).is_sound


def test_a_restored_backup_of_an_older_version_knows_its_rounds(tmp_path: Path) -> None:
    path = tmp_path / "data" / "liveapp.sqlite3"
    path.parent.mkdir()
    open_store(path).close()
    restore(path, older_database(tmp_path / "backup.sqlite3", 4, OF_VERSION_4.replace(", (77, 1, 1)", "")))
    store = open_store(path)
    assert store.reader.streams()[0][0].missing_rounds == 5
    store.close()
