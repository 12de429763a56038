"""`liveapp export`: which files it writes, with what, and that it changes nothing else."""

import contextlib
from pathlib import Path
from uuid import UUID

import pytest

from liveapp.app.core.commands.database import NoDatabase
from liveapp.app.core.folder_lock import holding
from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreDamaged
from liveapp.domain.export import INDEX_NAME, csv_lines
from liveapp.settings import SettingsError
from liveapp.storage import open_store
from tests.unit.app.core.commands.runs import run
from tests.unit.storage.faults import closed_database, damaged_database, files_of, killed_database
from tests.values import make_bet

FIRST, SECOND = SeedPair("aa" * 32, "client"), SeedPair("ab" * 32, "client")


def two_streams(data: Path) -> dict[str, str]:
    """Two streams; the files that they should give, by their names."""
    data.mkdir()
    store = open_store(data / "liveapp.sqlite3")
    try:
        store.writer.record([make_bet(nonce, seeds) for seeds in (FIRST, SECOND) for nonce in (1, 2)])
        found = {}
        for stream in store.reader.streams()[0]:
            name = f"stream_{stream.short_hash}_client_2_bets.csv"
            found[name] = "".join(csv_lines(store.reader.export(stream.id)[1], stream.seeds))
        return found
    finally:
        store.close()


def written(folder: Path) -> dict[str, str]:
    return {name: content.decode() for name, content in files_of(folder).items()}


def test_every_stream_is_written_to_a_folder_that_is_made(tmp_path: Path) -> None:
    streams = two_streams(tmp_path / "data")
    target = tmp_path / "a" / "b"
    assert run(tmp_path / "data", "export", "--output", str(target)) == {"files": 2, "bets": 4}
    files = written(target)
    assert len(files.pop(INDEX_NAME).splitlines()) == 4
    assert files == streams


def test_an_empty_name_is_a_wrong_option_and_not_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_streams(tmp_path / "data")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(SettingsError, match="--output"):
        run(tmp_path / "data", "export", "--output", "")
    assert files_of(tmp_path / "here") == {}


def test_again_into_the_same_folder_replaces_nothing(tmp_path: Path) -> None:
    two_streams(tmp_path / "data")
    target = tmp_path / "exports"
    run(tmp_path / "data", "export", "--output", str(target))
    before = written(target)
    assert run(tmp_path / "data", "export", "--output", str(target))["files"] == 2
    assert len(written(target)) == 6
    assert before.items() <= written(target).items()


def test_what_it_writes_comes_back_by_import_and_is_written_the_same_again(tmp_path: Path) -> None:
    streams = two_streams(tmp_path / "data")
    target, again = tmp_path / "exports", tmp_path / "again"
    run(tmp_path / "data", "export", "--output", str(target))
    told = run(tmp_path / "other", "import", *(str(path) for path in target.iterdir()))
    assert (told["read"], told["new"], told["refused"]) == (4, 4, 0)
    assert run(tmp_path / "other", "export", "--output", str(again)) == {"files": 2, "bets": 4}
    files = written(again)
    del files[INDEX_NAME]
    assert files == streams


@pytest.mark.parametrize("name", ["ab", "AB" * 32, "UUID"])
def test_one_stream_is_named_by_its_id_or_by_how_its_hash_begins(tmp_path: Path, name: str) -> None:
    two_streams(tmp_path / "data")
    with contextlib.closing(open_store(tmp_path / "data" / "liveapp.sqlite3")) as store:
        (wanted,) = (one for one in store.reader.streams()[0] if one.seeds == SECOND)
    told = run(
        tmp_path / "data",
        "export",
        "--stream",
        str(wanted.id) if name == "UUID" else name,
        "--output",
        str(tmp_path / "exports"),
    )
    assert told == {"files": 1, "bets": 2}
    assert set(written(tmp_path / "exports")) == {f"stream_{'ab' * 5}_client_2_bets.csv", INDEX_NAME}


@pytest.mark.parametrize("name", ["a", "cc", "", str(UUID(int=5))])
def test_a_stream_that_is_not_there_or_not_the_only_one_is_a_wrong_option(tmp_path: Path, name: str) -> None:
    two_streams(tmp_path / "data")
    with pytest.raises(SettingsError, match="--stream"):
        run(tmp_path / "data", "export", "--stream", name, "--output", str(tmp_path / "exports"))
    assert not (tmp_path / "exports").exists()


def test_without_a_folder_to_write_to_the_option_is_missing(tmp_path: Path) -> None:
    two_streams(tmp_path / "data")
    with pytest.raises(SettingsError, match="--output"):
        run(tmp_path / "data", "export")


def test_a_file_in_the_folders_place_is_left_alone(tmp_path: Path) -> None:
    two_streams(tmp_path / "data")
    (tmp_path / "letter").write_text("dear")
    with pytest.raises(FileExistsError):
        run(tmp_path / "data", "export", "--output", str(tmp_path / "letter"))
    assert (tmp_path / "letter").read_text() == "dear"


def test_it_works_while_the_program_runs(tmp_path: Path) -> None:
    path = closed_database(tmp_path / "data")
    with holding(tmp_path / "data"), contextlib.closing(open_store(path)) as store:
        store.writer.record([make_bet(301)])
        told = run(tmp_path / "data", "export", "--output", str(tmp_path / "exports"))
        store.writer.record([make_bet(302)])
    assert told == {"files": 1, "bets": 301}


def test_the_database_of_a_killed_program_is_read_with_its_log_and_left_as_it_was(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    before = files_of(killed.parent)
    told = run(killed.parent, "export", "--output", str(tmp_path / "exports"))
    assert told == {"files": 1, "bets": 300}
    after = files_of(killed.parent)
    after.pop("liveapp.lock", None)
    assert after == before


def test_a_database_without_streams_gives_an_index(tmp_path: Path) -> None:
    open_store(tmp_path / "liveapp.sqlite3").close()
    told = run(tmp_path, "export", "--output", str(tmp_path / "exports"))
    assert told == {"files": 0, "bets": 0}
    assert list(written(tmp_path / "exports")) == [INDEX_NAME]


def test_without_a_database_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoDatabase):
        run(tmp_path / "none", "export", "--output", str(tmp_path / "exports"))
    assert list(tmp_path.iterdir()) == []


def test_where_a_page_cannot_be_read_no_half_file_is_written(tmp_path: Path) -> None:
    refused = 0
    for place in (0.2, 0.55, 0.65, 0.8):
        folder = tmp_path / str(place)
        folder.mkdir()
        damaged = damaged_database(folder, place)
        try:
            told = run(damaged.parent, "export", "--output", str(folder / "exports"))
        except StoreDamaged:
            refused += 1
            assert not (folder / "exports").exists() or not written(folder / "exports")
        else:  # nothing of that page was needed
            assert told == {"files": 1, "bets": 3001}
    assert refused
