"""Revealed seeds in damaged files: those that have their hashes are kept, and bets are judged anew."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.verdicts import StreamProof, Verdict
from liveapp.storage import open_store
from liveapp.storage.salvage.filling import Source
from tests.unit.storage.salvage.files import PAGE, ask, bets_of, fill, overwrite, pages_of, salvaged

SEEDS = ["first seed é", "second seed", "third seed"]
PAIRS = [SeedPair(hash_server_seed(seed), f"client {number}") for number, seed in enumerate(SEEDS)]
PAIRS[1] = SeedPair(PAIRS[1].server_seed_hashed.upper(), PAIRS[1].client_seed)
KEPT = "SELECT server_seed FROM seed_aliases ORDER BY added_at, server_seed"
REVEALED = "SELECT id FROM live_streams WHERE is_revealed ORDER BY id"
JUDGED = "SELECT count(*) FROM live_bets WHERE verdict IS NOT NULL"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Streams 1 and 2 are revealed, and many of their bets judged."""
    path = tmp_path_factory.mktemp("original") / "liveapp.sqlite3"
    fill(path, range(300), PAIRS)
    store = open_store(path)
    for key, seed in ((1, SEEDS[0]), (2, SEEDS[1])):
        store.writer.reveal_seed(seed)
        bets = store.reader.bets_to_prove(key, 0, 60)
        store.writer.set_verdicts(key, [(bet.id, Verdict(bet.id % 4)) for bet in bets])
    store.close()
    return path


@pytest.fixture
def copy(original: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copy(original, tmp_path))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = on")
        assert connection.execute(sql).rowcount
        connection.commit()


def test_seeds_are_kept_and_all_bets_are_to_be_judged_anew(original: Path, out: Path) -> None:
    assert ask(original, JUDGED) == [(120,)]
    result = salvaged(out, Source("database", original))
    assert ask(result.path, KEPT) == [(SEEDS[0],), (SEEDS[1],)]
    assert ask(result.path, JUDGED) == [(0,)]
    store = open_store(result.path)
    proofs = {one.key: one.proof for one in store.reader.streams()[0]}
    assert proofs == {1: StreamProof(is_revealed=True), 2: StreamProof(is_revealed=True), 3: StreamProof()}
    assert {one.key: one.unjudged_bets for one in store.reader.unproven_streams()} == {1: 100, 2: 100}
    store.close()


def test_no_verdict_and_no_count_costs_a_bet_or_a_stream(original: Path, copy: Path, out: Path) -> None:
    change(copy, "UPDATE live_bets SET verdict = 99 WHERE id % 3 = 0")
    change(
        copy, "UPDATE live_streams SET is_revealed = -7, verified = -1, mismatched = 10, unverifiable = -3"
    )
    result = salvaged(out, Source("database", copy))
    assert [bet[:-1] for bet in result.bets] == [bet[:-1] for bet in bets_of(original)]
    assert ask(result.path, REVEALED) == [(1,), (2,)]


def test_a_seed_that_has_not_its_hash_is_left_out(copy: Path, out: Path) -> None:
    change(copy, f"UPDATE seed_aliases SET server_seed = 'other' WHERE server_seed = '{SEEDS[0]}'")
    result = salvaged(out, Source("database", copy))
    assert ask(result.path, KEPT) == [(SEEDS[1],)]
    assert ask(result.path, REVEALED) == [(2,)]


def test_a_seed_of_no_stream_that_is_kept_is_left_out(copy: Path, out: Path) -> None:
    change(copy, "UPDATE live_streams SET deleted_at = 1 WHERE id = 1")
    result = salvaged(out, Source("database", copy))
    assert ask(result.path, KEPT) == [(SEEDS[1],)]


def test_a_seed_whose_page_is_lost_comes_from_the_backup(original: Path, copy: Path, out: Path) -> None:
    for page in pages_of(copy, "seed_aliases"):
        overwrite(copy, page, bytes(PAGE))
    alone = salvaged(out, Source("database", copy))
    assert ask(alone.path, KEPT) == []
    assert ask(alone.path, REVEALED) == []
    result = salvaged(out, Source("database", copy), Source("backup", original, is_backup=True))
    assert ask(result.path, KEPT) == [(SEEDS[0],), (SEEDS[1],)]
    assert ask(result.path, REVEALED) == [(1,), (2,)]
