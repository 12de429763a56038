"""A check finds damage, lost references, wrong totals and foreign logs, and changes nothing."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreDamaged, StoreUnavailable
from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.domain.keeping import CheckResult
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.verdicts import Verdict
from liveapp.storage import Store, open_store
from liveapp.storage.checks import PARTS, check_database, check_pages, examine
from tests.unit.storage.faults import (
    OF_VERSION_2,
    OF_VERSION_6,
    closed_database,
    damaged_database,
    files_of,
    garble,
    killed_database,
    older_database,
)
from tests.values import PAIR, make_bet


def altered(path: Path, sql: str, bets: int = 300) -> Path:
    """A database that somebody changed by hand."""
    closed = closed_database(path, bets)
    with closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        connection.execute(sql)
    return closed


def test_a_sound_database_is_ok(tmp_path: Path) -> None:
    assert check_database(closed_database(tmp_path / "data")) == CheckResult("ok", "ok", 1, 300)


def test_an_empty_one_is_too(database_path: Path) -> None:
    open_store(database_path).close()
    assert check_database(database_path) == CheckResult("ok", "ok", 0, 0)


def test_one_that_was_killed_is_checked_with_its_log_and_left_as_it_was(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    before = files_of(killed.parent)
    assert check_database(killed, is_alone=True) == CheckResult("ok", "ok", 1, 300)
    assert files_of(killed.parent) == before


def test_bets_may_come_meanwhile(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 2000)])
    nonces = iter(range(5000, 10_000))
    result = check_database(database_path, lambda _: store.writer.record([make_bet(next(nonces))]) and None)
    assert result.is_sound


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE live_streams SET total_bets = total_bets + 1", "bets 301 instead of 300"),
        ("DELETE FROM live_bets WHERE nonce = 300", "bets 300 instead of 299"),
        ("UPDATE live_streams SET highest_multiplier = 1e9", "highest multiplier"),
        ("UPDATE live_streams SET lowest_multiplier = NULL", "lowest multiplier None"),
        ("UPDATE live_streams SET sum_multipliers = 0.5", "sum of multipliers"),
        ("UPDATE stream_totals SET wagered = wagered + 1", "wagered 301.0 instead of 300.0 (no currency)"),
        ("UPDATE stream_totals SET paid_out = paid_out * 2 + 1", "paid out"),
        ("UPDATE stream_totals SET first_bet_id = 2", "first bet 2 instead of 1 (no currency)"),
        ("UPDATE live_bets SET currency = 'btc' WHERE nonce = 1", "bets 0 instead of 1 ('btc')"),
        ("DELETE FROM stream_totals", "bets 0 instead of 300 (no currency)"),
        ("INSERT INTO stream_totals VALUES (1, 'btc', 1, 1, 0.0, 0.0)", "bets 1 instead of 0 ('btc')"),
        ("UPDATE live_streams SET last_nonce = 7", "nonce 7 instead of 300"),
        ("DELETE FROM live_rounds WHERE nonce < 4", "3 bets have no round"),
        ("DELETE FROM live_rounds WHERE nonce < 4", "rounds 300 instead of 297, first round 1 instead of 4"),
        ("INSERT INTO live_rounds VALUES (1, 302, 1.0, 0, NULL)", "last round 300 instead of 302"),
        ("UPDATE live_streams SET rounds = 7", "rounds 7 instead of 300"),
        ("UPDATE live_streams SET first_round = NULL", "first round None instead of 1"),
        ("DELETE FROM live_rounds WHERE nonce = 7", "1 gaps that do not fit its rounds"),
        ("INSERT INTO missed_rounds VALUES (1, 7, 7), (1, 9, 9)", "2 gaps that do not fit its rounds"),
        ("UPDATE live_streams SET is_revealed = 1", "revealed 1 instead of 0"),
        (f"INSERT INTO seed_aliases VALUES ('{PAIR.server_seed_hashed}', 's', 1)", "revealed 0 instead of 1"),
        (
            f"INSERT INTO seed_aliases VALUES ('{PAIR.server_seed_hashed}', 's', 1)",
            "1 server seeds do not have",
        ),
        ("UPDATE live_bets SET verdict = 0 WHERE nonce < 4", "verified 0 instead of 3"),
        ("UPDATE live_bets SET verdict = nonce % 4 WHERE nonce <= 8", "mismatched 0 instead of 4"),
        ("UPDATE live_streams SET unverifiable = 2", "unverifiable 2 instead of 0"),
    ],
)
def test_totals_that_are_not_those_of_the_bets_are_told(tmp_path: Path, sql: str, words: str) -> None:
    result = check_database(altered(tmp_path / "data", sql))
    assert result.integrity == "ok"
    assert words in result.totals
    assert not result.is_sound


def test_a_stream_with_verdicts_is_sound_and_nothing_told_names_a_seed(
    store: Store, database_path: Path
) -> None:
    seed = "a seed that nobody may read"
    store.writer.record([make_bet(n, SeedPair(hash_server_seed(seed).upper(), "c")) for n in range(1, 9)])
    store.writer.reveal_seed(seed)
    store.writer.set_verdicts(1, [(bet_id, Verdict(bet_id % 4)) for bet_id in range(1, 7)])
    assert check_database(database_path) == CheckResult("ok", "ok", 1, 8)
    shorter = "UPDATE seed_aliases SET server_seed = substr(server_seed, 2)"
    store.writer._commits.run(lambda transaction: transaction.execute(shorter).rowcount)
    result = check_database(database_path)
    assert result.totals == "1 server seeds do not have their hash"
    assert "nobody may read" not in repr(result)


@pytest.mark.parametrize("version", [1, 2, 6])
def test_a_database_that_waits_for_its_migration_is_checked_as_it_is(tmp_path: Path, version: int) -> None:
    script = OF_VERSION_6 if version == 6 else OF_VERSION_2
    older = older_database(tmp_path / "data" / "liveapp.sqlite3", version, script)
    assert examine(older, is_alone=True) == CheckResult("ok", "ok", 2, 2 if version == 6 else 5)


def test_rows_without_their_stream_are_told(tmp_path: Path) -> None:
    result = check_database(altered(tmp_path / "data", "DELETE FROM live_streams"))
    assert "601 rows refer to a stream or a bet that is not there" in result.integrity


def test_a_bookmark_without_its_bet_is_told(tmp_path: Path) -> None:
    result = check_database(altered(tmp_path / "data", "INSERT INTO bookmarks VALUES (301, NULL, 1)"))
    assert result.integrity == "1 rows refer to a stream or a bet that is not there"


def test_damage_is_told_in_sqlites_words_on_one_line(tmp_path: Path) -> None:
    for place in (0.2, 0.5, 0.8):
        folder = tmp_path / str(place)
        folder.mkdir()
        damaged = damaged_database(folder, place)
        result = check_database(damaged, is_alone=True)
        assert result.integrity != "ok"
        assert "\n" not in result.integrity


@pytest.mark.parametrize("content", [b"", b"x" * 5000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_told(database_path: Path, content: bytes) -> None:
    database_path.write_bytes(content)
    assert check_database(database_path).integrity != "ok"


def test_a_foreign_log_is_told(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    open_store(tmp_path / "other.sqlite3").close()
    shutil.copyfile(tmp_path / "other.sqlite3", killed)
    assert "does not belong" in check_database(killed, is_alone=True).integrity


def test_a_missing_database_is_a_fault_and_is_not_made(database_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        check_database(database_path)
    assert not database_path.exists()


def test_progress_is_told_and_a_check_can_be_cancelled(tmp_path: Path) -> None:
    closed = closed_database(tmp_path / "data", bets=3000)
    told: list[Progress] = []
    check_database(closed, told.append)
    assert [step.done for step in told] == sorted(step.done for step in told)
    assert {step.total for step in told} == {PARTS}

    def cancel_at(part: int) -> Callable[[Progress], None]:
        def cancel(progress: Progress) -> None:
            if progress.done == part:
                raise JobCancelled

        return cancel

    for part in range(PARTS):
        with pytest.raises(JobCancelled):
            check_database(closed, cancel_at(part))


def test_pages_alone_are_checked_too(tmp_path: Path) -> None:
    closed = closed_database(tmp_path / "data", bets=3000)
    check_pages(closed)
    garble(closed)
    with pytest.raises(StoreDamaged, match="damaged"):
        check_pages(closed)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("PRAGMA user_version = -5", "its schema has the number -5"),
        ("PRAGMA user_version = 99", "newer liveapp"),
        ("PRAGMA application_id = 7", "another program"),
        ("DROP TABLE live_rounds", "it lacks live_rounds"),
        ("DROP TABLE log_marks", "no such table"),
    ],
)
def test_from_outside_a_check_finds_what_a_start_would_refuse(
    tmp_path: Path, change: str, words: str
) -> None:
    closed = altered(tmp_path / "data", change)
    for is_alone in (True, False):
        result = examine(closed, is_alone)
        assert words in result.integrity
        assert not result.is_sound


def test_from_outside_a_sound_database_is_ok_and_left_as_it_was(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    before = files_of(killed.parent)
    assert examine(killed, is_alone=True) == CheckResult("ok", "ok", 1, 300)
    assert files_of(killed.parent) == before


def test_from_outside_an_empty_database_beside_its_log_is_told_and_the_log_kept(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    killed.write_bytes(b"")
    before = files_of(killed.parent)
    for is_alone in (True, False):
        assert "missing or empty, but its log" in examine(killed, is_alone).integrity
    assert files_of(killed.parent) == before
