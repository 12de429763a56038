"""Bookmarks of damaged files stay with their bets."""

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.storage import open_store
from liveapp.storage.salvage.filling import Source
from tests.unit.storage.faults import older_database
from tests.unit.storage.salvage.files import PAGE, PAIRS, ask, fill, overwrite, pages_of, salvaged

BETS = 800

MARKS = """
SELECT bet.antebot_bet_id, bookmark.note, bookmark.created_at
FROM bookmarks AS bookmark JOIN live_bets AS bet ON bet.id = bookmark.bet_id ORDER BY bet.id
"""


def mark(path: Path, notes: Mapping[int, str | None]) -> None:
    """Mark bets by their ids, each with its note, at a time that tells which it was."""
    rows = [(bet_id, note, 1_000_000 + bet_id) for bet_id, note in notes.items()]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = on")
        connection.executemany("INSERT INTO bookmarks VALUES (?, ?, ?)", rows)
        connection.commit()


def name(number: int) -> str:
    return f"bet-{number:032x}"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bet n has the id n + 1; bets 9, 19 and 29 are marked."""
    path = tmp_path_factory.mktemp("original") / "liveapp.sqlite3"
    fill(path, range(BETS))
    mark(path, {10: "ten", 20: None, 30: "é" * 1000})
    return path


@pytest.fixture
def copy(original: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copy(original, tmp_path))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_all_of_a_healthy_file_are_kept(original: Path, out: Path) -> None:
    result = salvaged(out, Source("database", original))
    assert ask(result.path, MARKS) == ask(original, MARKS)
    assert len(ask(result.path, MARKS)) == 3


def test_they_follow_bets_that_get_other_ids(original: Path, tmp_path: Path, out: Path) -> None:
    other = tmp_path / "other.sqlite3"
    pair = [SeedPair("f" * 64, "other client")]
    fill(other, range(5000, 5020), pair)
    mark(other, {10: "theirs", 15: None})
    result = salvaged(out, Source("database", original), Source("other", other))
    assert ask(result.path, MARKS) == [
        *ask(original, MARKS),
        (name(5009), "theirs", 1_000_010),
        (name(5014), None, 1_000_015),
    ]


def test_a_mark_that_is_newer_than_the_backup_finds_its_bet_there(
    original: Path, copy: Path, out: Path
) -> None:
    mark(copy, {700: "new"})
    for page in pages_of(copy, "live_bets"):
        overwrite(copy, page, bytes(PAGE))
    assert ask_marks(out, Source("database", copy)) == []
    both = ask_marks(out, Source("database", copy), Source("backup", original, is_backup=True))
    assert both == [*ask(original, MARKS), (name(699), "new", 1_000_700)]


def test_a_mark_is_no_other_streams_bets(copy: Path, tmp_path: Path, out: Path) -> None:
    for page in pages_of(copy, "live_bets"):
        overwrite(copy, page, bytes(PAGE))
    other = tmp_path / "other.sqlite3"
    fill(other, range(5000, 5040), [SeedPair("f" * 64, "other client")])
    result = salvaged(out, Source("database", copy), Source("other", other))
    assert len(result.bets) == 40
    assert ask(result.path, MARKS) == []


def test_a_backup_brings_back_no_mark_that_was_removed_since(original: Path, copy: Path, out: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("DELETE FROM bookmarks WHERE bet_id = 10")
        connection.execute("UPDATE bookmarks SET note = 'newer' WHERE bet_id = 20")
        connection.commit()
    backup = Source("backup", original, is_backup=True)
    assert ask_marks(out, Source("database", copy), backup) == [
        (name(19), "newer", 1_000_020),
        (name(29), "é" * 1000, 1_000_030),
    ]


def test_where_their_page_is_lost_a_backup_has_them(original: Path, copy: Path, out: Path) -> None:
    overwrite(copy, pages_of(copy, "bookmarks")[0], bytes(PAGE))
    assert ask_marks(out, Source("database", copy)) == []
    backup = Source("backup", original, is_backup=True)
    assert ask_marks(out, Source("database", copy), backup) == ask(original, MARKS)


def test_a_destroyed_page_of_anything_leaves_no_wrong_mark(original: Path, copy: Path, out: Path) -> None:
    right = set(ask(original, MARKS))
    bets = pages_of(original, "live_bets")
    for page in (1, 2, 3, bets[0], bets[1], bets[2]):
        shutil.copy(original, copy)
        overwrite(copy, page, b"\xa5" * PAGE)
        found = set(ask_marks(out, Source("database", copy)))
        assert found <= right
        assert found == right or page in bets


def test_a_note_that_is_too_long_is_cut_and_an_empty_one_is_none(copy: Path, out: Path) -> None:
    mark(copy, {40: "x" * 1500, 50: ""})
    kept = ask_marks(out, Source("database", copy))
    assert kept[-2:] == [(name(39), "x" * 1000, 1_000_040), (name(49), None, 1_000_050)]


def test_marks_of_bets_that_are_not_there_or_at_no_time_are_left_out(copy: Path, out: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("INSERT INTO bookmarks VALUES (99999, 'lost', 1)")
        connection.execute("INSERT INTO bookmarks VALUES (60, 'when', 9000000000000000000)")
        connection.commit()
    assert [note for _, note, _ in ask_marks(out, Source("database", copy))] == ["ten", None, "é" * 1000]


def test_a_file_of_a_version_without_bookmarks_has_none(tmp_path: Path, out: Path) -> None:
    older = older_database(tmp_path / "older" / "liveapp.sqlite3", 2)
    result = salvaged(out, Source("database", older))
    assert ask(result.path, "SELECT * FROM bookmarks") == []
    store = open_store(result.path)
    (stream, *_), _ = store.reader.streams()
    assert store.writer.set_bookmark(stream.id, 1, "now").note == "now"
    store.close()


def test_without_any_marks_nothing_is_marked(tmp_path: Path, out: Path) -> None:
    path = tmp_path / "bare.sqlite3"
    fill(path, range(50), PAIRS[:1])
    assert ask_marks(out, Source("database", path)) == []


def ask_marks(out: Path, *sources: Source) -> list[tuple[object, ...]]:
    return ask(salvaged(out, *sources).path, MARKS)
