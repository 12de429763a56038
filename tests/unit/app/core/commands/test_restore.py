"""`liveapp restore`: what it says and keeps, and when it changes nothing."""

from pathlib import Path

import pytest

from liveapp.app.core.commands.restore import NoSuchBackup
from liveapp.app.core.folder_lock import DataFolderInUse, holding
from liveapp.domain.errors import StoreDamaged
from liveapp.settings import SettingsError
from tests.unit.app.core.commands.runs import run
from tests.unit.storage.faults import closed_database, count_bets, files_of


def test_it_tells_what_is_there_now_and_what_the_former_is_called(tmp_path: Path) -> None:
    source = closed_database(tmp_path / "other", bets=7)
    path = closed_database(tmp_path / "data")
    told = run(path.parent, "restore", str(source))
    assert told == {"streams": 1, "bets": 7, "kept": told["kept"]}
    assert count_bets(path) == 7
    assert count_bets(path.with_name(told["kept"])) == 300


def test_into_an_empty_place_it_keeps_nothing(tmp_path: Path) -> None:
    source = closed_database(tmp_path / "other", bets=7)
    assert run(tmp_path / "data", "restore", str(source)) == {"streams": 1, "bets": 7, "kept": None}


def test_while_the_program_runs_nothing_is_changed(tmp_path: Path) -> None:
    source = closed_database(tmp_path / "other", bets=7)
    path = closed_database(tmp_path / "data")
    with holding(path.parent):
        before = files_of(path.parent)
        with pytest.raises(DataFolderInUse):
            run(path.parent, "restore", str(source))
        assert files_of(path.parent) == before


def test_a_file_that_is_none_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(NoSuchBackup):
        run(tmp_path / "data", "restore", str(tmp_path / "missing"))
    assert not (tmp_path / "data").exists()


def test_a_damaged_file_changes_nothing(tmp_path: Path) -> None:
    path = closed_database(tmp_path / "data")
    bad = tmp_path / "bad.sqlite3"
    bad.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(StoreDamaged, match=r"bad\.sqlite3"):
        run(path.parent, "restore", str(bad))
    assert count_bets(path) == 300


def test_the_file_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="FILE"):
        run(tmp_path, "restore")
