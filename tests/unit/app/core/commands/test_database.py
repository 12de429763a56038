"""What commands on the database have in common: finding it, and keeping the program from it."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from liveapp.app.core.commands.database import NoDatabase, absolute, existing_database, working_alone
from liveapp.app.core.folder_lock import holding, is_held
from liveapp.settings import Settings, SettingsError
from liveapp.storage.swap import NEW_FILE, SWAP_FILE, Swap
from tests.unit.storage.faults import closed_database, files_of


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


def test_a_folder_without_a_database_has_none(settings: Settings) -> None:
    with pytest.raises(NoDatabase, match="no database"):
        existing_database(settings)


@pytest.mark.parametrize("left", ["liveapp.sqlite3", "liveapp.sqlite3-wal", SWAP_FILE])
def test_whatever_is_left_of_one_counts(settings: Settings, left: str) -> None:
    (settings.data_dir / left).touch()
    assert existing_database(settings) == settings.database_path


def test_nobody_else_has_the_folder_meanwhile_and_nothing_in_it_changes(settings: Settings) -> None:
    (settings.data_dir / ".ingest-token-0a1b2c3d.part").touch()
    before = files_of(settings.data_dir)
    with working_alone(settings) as is_alone:
        assert is_alone
        assert is_held(settings.data_dir)
    assert not is_held(settings.data_dir)
    assert files_of(settings.data_dir).keys() - before.keys() <= {"liveapp.lock"}
    assert before.items() <= files_of(settings.data_dir).items()


def test_beside_a_program_that_runs_one_is_not_alone(settings: Settings) -> None:
    with holding(settings.data_dir), working_alone(settings) as is_alone:
        assert not is_alone


def test_a_folder_that_cannot_be_locked_can_still_be_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with working_alone(Settings(data_dir=tmp_path / "file")) as is_alone:
        assert not is_alone


def test_a_restore_that_was_interrupted_is_finished_first(settings: Settings) -> None:
    closed_database(settings.data_dir).rename(settings.data_dir / NEW_FILE)
    plan = Swap(settings.database_path.name, NEW_FILE, "kept")
    (settings.data_dir / SWAP_FILE).write_text(json.dumps(asdict(plan)))
    with working_alone(settings):
        assert settings.database_path.exists()
        assert not (settings.data_dir / SWAP_FILE).exists()


def test_a_path_is_made_whole_and_an_unknown_home_is_a_wrong_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute(Path("a"), "FILE") == tmp_path / "a"
    with pytest.raises(SettingsError, match="--output"):
        absolute(Path("~nosuchuser/x"), "--output")


def test_what_fails_while_working_comes_out_as_it_is(settings: Settings) -> None:
    with pytest.raises(OSError, match="full"), working_alone(settings):
        raise OSError(28, "full")
