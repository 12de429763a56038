"""Salvage: what comes out of damaged databases, logs and backups together."""

import random
import shutil
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from liveapp.domain.bets import Heartbeat
from liveapp.domain.errors import StoreDamaged, StoreFull, StoreUnavailable
from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.domain.keeping import no_report
from liveapp.storage import open_store
from liveapp.storage.salvage.filling import Counts, Source, salvage
from tests.unit.storage.faults import older_database
from tests.unit.storage.salvage.files import (
    PAGE,
    PAIRS,
    ask,
    bet,
    bets_of,
    fill,
    kind_of,
    overwrite,
    pages_of,
    salvaged,
    with_log,
)

BETS = 1500


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("original") / "liveapp.sqlite3"
    fill(path, range(BETS))
    return path


@pytest.fixture
def damaged(original: Path, tmp_path: Path) -> Path:
    """A copy to be damaged."""
    folder = tmp_path / "damaged"
    folder.mkdir()
    return Path(shutil.copy(original, folder))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_everything_of_a_healthy_file_is_read(original: Path, out: Path) -> None:
    result = salvaged(out, Source("database", original))
    assert result.bets == bets_of(original)
    assert (result.counts.bets_missing, result.counts.streams) == (0, len(PAIRS))
    for table in ("live_rounds ORDER BY 1, 2", "sqlite_sequence ORDER BY 1"):
        sql = f"SELECT * FROM {table}"
        assert ask(result.path, sql) == ask(original, sql)
    stable = "SELECT id, uuid, created_at, last_seen_at, notes, notes_revision, total_bets FROM live_streams"
    assert ask(result.path, stable) == ask(original, stable)
    assert stat.S_IMODE(result.path.stat().st_mode) == 0o600


def test_the_result_is_opened_as_any_database(original: Path, out: Path) -> None:
    result = salvaged(out, Source("database", original))
    store = open_store(result.path)
    store.writer.record([bet(BETS)])
    streams, _ = store.reader.streams()
    store.close()
    assert sum(stream.total_bets for stream in streams) == BETS + 1


@pytest.mark.parametrize("garbage", ["zeros", "chance"])
def test_any_page_may_be_destroyed_and_only_its_own_bets_are_lost(
    original: Path, damaged: Path, out: Path, garbage: str
) -> None:
    chance = random.Random(1)
    before = set(bets_of(original))
    leaves = {page for page in pages_of(original, "live_bets") if kind_of(original, page) == 0x0D}
    count = original.stat().st_size // PAGE
    # Every page of the first ones, among them all roots; then some.
    for page in [*range(1, 16), *chance.sample(range(16, count + 1), 6)]:
        shutil.copy(original, damaged)
        overwrite(damaged, page, bytes(PAGE) if garbage == "zeros" else chance.randbytes(PAGE))
        result = salvaged(out, Source("database", damaged))
        lost = before - set(result.bets)
        assert set(result.bets) <= before
        assert len(lost) <= (60 if page in leaves else 0), page
        assert result.counts.bets_missing == len(lost)


@pytest.mark.parametrize("page", [1, 2, 6, 14])
def test_with_a_backup_nothing_is_lost(original: Path, damaged: Path, out: Path, page: int) -> None:
    overwrite(damaged, page, bytes(PAGE))
    result = salvaged(out, Source("database", damaged), Source("backup", original, is_backup=True))
    assert result.bets == bets_of(original)
    assert result.counts.bets_missing == 0
    assert result.counts.bets_from_backup < 60


def test_a_page_garbled_in_part_gives_way_to_the_backup(original: Path, damaged: Path, out: Path) -> None:
    overwrite(damaged, pages_of(damaged, "live_bets")[3], random.Random(3).randbytes(700), at=2000)
    backup = Source("backup", original, is_backup=True)
    assert salvaged(out, Source("database", damaged), backup).bets == bets_of(original)
    alone = salvaged(out, Source("database", damaged))
    assert set(alone.bets) < set(bets_of(original))
    assert len(alone.bets) > BETS - 25


def test_alias_and_pin_are_kept(damaged: Path, out: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("UPDATE live_streams SET alias = 'red', is_pinned = 1 WHERE id = 2")
        connection.commit()
    result = salvaged(out, Source("database", damaged))
    kept = ask(result.path, "SELECT alias, is_pinned FROM live_streams ORDER BY id")
    assert kept == [(None, 0), ("red", 1), (None, 0), (None, 0)]


def with_stand_ins(path: Path) -> Path:
    """Add rounds of which no result is known, one of them with its own difficulty."""
    store = open_store(path)
    store.writer.record(
        [
            Heartbeat(PAIRS[0], 900_000, 0.0, "hard", is_stand_in=True),
            replace(bet(4 * 900_001), is_stand_in=True),
        ]
    )
    store.close()
    return path


def test_stand_ins_stay_such_and_give_way_to_results_of_another_source(
    damaged: Path, out: Path, tmp_path: Path
) -> None:
    backup = Path(shutil.copyfile(damaged, tmp_path / "backup.sqlite3"))
    rounds = (
        "SELECT round_result, is_stand_in, difficulty FROM live_rounds WHERE nonce >= 900000 ORDER BY nonce"
    )
    stands_in = "SELECT antebot_bet_id FROM live_bets WHERE is_stand_in"
    with_stand_ins(damaged)
    alone = salvaged(out, Source("database", damaged))
    assert ask(alone.path, rounds) == ask(damaged, rounds)
    assert [row[1:] for row in ask(alone.path, rounds)] == [(1, "hard"), (1, None)]
    assert ask(alone.path, stands_in) == ask(damaged, stands_in)
    with closing(open_store(backup)) as store:
        store.writer.record([Heartbeat(PAIRS[0], 900_000, 9.0), Heartbeat(PAIRS[0], 900_002, 8.0)])
    both = salvaged(out, Source("database", damaged), Source("backup", backup, is_backup=True))
    assert [row[:2] for row in ask(both.path, rounds)] == [(9.0, 0), (8.0, 0)]


@pytest.mark.parametrize("tree", ["missed_rounds", "live_rounds"])
def test_gaps_are_made_anew_of_the_rounds_that_are_left(damaged: Path, out: Path, tree: str) -> None:
    with_stand_ins(damaged)
    for page in pages_of(damaged, tree):
        overwrite(damaged, page, bytes(PAGE))
    result = salvaged(out, Source("database", damaged))
    assert ask(result.path, "SELECT count(*) > 0 FROM missed_rounds") == [(1,)]


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_of_an_older_version_is_read_by_its_own_columns(
    tmp_path: Path, out: Path, version: int
) -> None:
    older = older_database(tmp_path / "older" / "liveapp.sqlite3", version)
    result = salvaged(out, Source("database", older))
    assert result.counts == Counts(bets_read=5, bets_from_backup=0, bets_missing=0, streams=2)
    assert ask(result.path, "SELECT notes FROM live_streams ORDER BY id") == [("mine",), (None,)]


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_of_an_older_version_keeps_its_notes_where_its_schema_is_lost(
    tmp_path: Path, out: Path, version: int
) -> None:
    older = older_database(tmp_path / "older" / "liveapp.sqlite3", version)
    overwrite(older, 1, b"\xa5" * PAGE)
    result = salvaged(out, Source("database", older))
    assert len(result.bets) == 5
    assert ask(result.path, "SELECT notes FROM live_streams ORDER BY id") == [("mine",), (None,)]


def test_a_file_cut_in_half_gives_its_first_half(original: Path, damaged: Path, out: Path) -> None:
    content = original.read_bytes()
    damaged.write_bytes(content[: len(content) // 2 + 100])
    result = salvaged(out, Source("database", damaged))
    assert BETS * 0.35 < len(result.bets) < BETS * 0.6
    assert set(result.bets) < set(bets_of(original))
    assert result.counts.bets_missing == BETS - len(result.bets)


def test_what_the_log_holds_is_read_with_its_database(damaged: Path, tmp_path: Path, out: Path) -> None:
    copy = with_log(damaged, tmp_path / "logged", range(BETS, BETS + 200))
    log = copy.with_name(copy.name + "-wal")
    assert salvaged(out, Source("database", copy, log)).bets == bets_of(damaged)


def test_a_log_alone_gives_its_bets_and_the_backup_the_rest(
    original: Path, damaged: Path, tmp_path: Path, out: Path
) -> None:
    copy = with_log(damaged, tmp_path / "logged", range(BETS, BETS + 200))
    log = copy.with_name(copy.name + "-wal")
    copy.write_bytes(b"")
    alone = salvaged(out, Source("log", copy, log))
    assert set(alone.bets) <= set(bets_of(damaged))
    assert {f"bet-{number:032x}" for number in range(BETS, BETS + 200)} <= {row[4] for row in alone.bets}
    both = salvaged(out, Source("log", None, log), Source("backup", original, is_backup=True))
    assert both.bets == bets_of(damaged)


def test_bets_before_and_behind_a_damaged_frame_are_read(damaged: Path, tmp_path: Path, out: Path) -> None:
    copy = with_log(damaged, tmp_path / "logged", range(BETS, BETS + 200))
    log = copy.with_name(copy.name + "-wal")
    content = bytearray(log.read_bytes())
    middle = 32 + (len(content) // (PAGE + 24) // 2) * (PAGE + 24) + 2000
    content[middle : middle + 100] = random.Random(4).randbytes(100)
    log.write_bytes(content)
    result = salvaged(out, Source("database", copy, log))
    assert set(result.bets) <= set(bets_of(damaged))
    assert len(result.bets) > BETS + 150


def test_deleted_streams_stay_deleted(original: Path, damaged: Path, out: Path) -> None:
    store = open_store(damaged)
    streams, _ = store.reader.streams()
    gone, hidden = streams[0], streams[1]
    store.writer.delete_stream(gone.id)
    store.close()
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("UPDATE live_streams SET deleted_at = 1 WHERE id = ?", (hidden.key,))
        connection.commit()
    for page in (None, pages_of(damaged, "live_bets")[0], pages_of(damaged, "live_streams")[0]):
        if page:
            overwrite(damaged, page, bytes(PAGE))
        result = salvaged(out, Source("database", damaged), Source("backup", original, is_backup=True))
        kept = {row[0] for row in ask(result.path, "SELECT uuid FROM live_streams")}
        assert kept == {str(stream.id) for stream in streams[2:]}
        assert len(result.bets) == BETS / 2


def test_a_stream_whose_row_is_lost_is_made_again_from_the_indexes(
    original: Path, damaged: Path, out: Path
) -> None:
    overwrite(damaged, pages_of(damaged, "live_streams")[0], bytes(PAGE))
    result = salvaged(out, Source("database", damaged))
    sql = "SELECT id, uuid, server_seed_hashed, client_seed FROM live_streams ORDER BY id"
    assert ask(result.path, sql) == ask(original, sql)
    ((created,),) = ask(result.path, "SELECT min(created_at) FROM live_streams")
    assert created == ask(original, "SELECT min(received_at) FROM live_bets")[0][0]


def test_bets_of_another_database_get_new_ids_where_theirs_are_taken(original: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "liveapp.sqlite3"
    other.parent.mkdir()
    fill(other, range(BETS - 100, BETS + 100))
    result = salvaged(tmp_path / "out", Source("database", original), Source("other", other))
    assert result.bets[:BETS] == bets_of(original)
    assert [row[4] for row in result.bets[BETS:]] == [f"bet-{n:032x}" for n in range(BETS, BETS + 100)]


@pytest.mark.parametrize("content", [b"", b"short", random.Random(2).randbytes(300_000), bytes(50_000)])
def test_files_that_hold_nothing_are_told_in_words(tmp_path: Path, content: bytes) -> None:
    source, target = tmp_path / "liveapp.sqlite3", tmp_path / "new.sqlite3"
    source.write_bytes(content)
    with pytest.raises(StoreDamaged, match="Nothing of a liveapp database can be read in database"):
        salvage([Source("database", source, source)], target, no_report)
    assert list(tmp_path.iterdir()) == [source]


def test_a_folder_in_the_files_place_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be read"):
        salvage([Source("database", tmp_path)], tmp_path / "new.sqlite3", no_report)


@pytest.mark.parametrize("after", [0, 1, 5, 40])
def test_a_cancelled_salvage_leaves_nothing(original: Path, tmp_path: Path, after: int) -> None:
    told: list[Progress] = []

    def report(progress: Progress) -> None:
        told.append(progress)
        if len(told) > after:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        salvage([Source("database", original)], tmp_path / "new.sqlite3", report)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from liveapp.storage.salvage import filling as module

    real = module.open_database

    def small(path: Path) -> object:
        database = real(path)
        database.execute_sql("PRAGMA max_page_count = 40")
        return database

    monkeypatch.setattr(module, "open_database", small)
    with pytest.raises(StoreFull):
        salvage([Source("database", original)], tmp_path / "new.sqlite3", no_report)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_overwritten(original: Path, tmp_path: Path) -> None:
    target = tmp_path / "new.sqlite3"
    target.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        salvage([Source("database", original)], target, no_report)
    assert target.read_bytes() == b"mine"


def test_progress_rises_to_its_total(original: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    salvage([Source("database", original)], tmp_path / "new.sqlite3", told.append)
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert told[-1] == Progress(BETS, BETS)
