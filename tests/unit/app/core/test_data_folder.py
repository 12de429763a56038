"""The data folder is closed to others, and what was never finished goes; nothing else is touched."""

import os
import stat
from pathlib import Path

import pytest

from liveapp.app.core.data_folder import put_in_order

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")

OWN_FILES = [
    "liveapp.sqlite3",
    "liveapp.sqlite3-wal",
    "liveapp.sqlite3-shm",
    "ingest-token",
    "settings.json",
    "window.json",
    "alerts.json",
    "liveapp.lock",
    "liveapp.log",
    "liveapp.log.1",
    "liveapp.log.3",
    "backups/before-schema-2.sqlite3",
    "backups/liveapp-20250101-000000.sqlite3",
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    return folder


def make(folder: Path, *names: str, mode: int = 0o644) -> None:
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
        (folder / name).chmod(mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.mark.parametrize("mode", [0o644, 0o666, 0o640, 0o777])
def test_the_programs_own_files_and_folders_are_closed(data: Path, mode: int) -> None:
    make(data, *OWN_FILES, mode=mode)
    (data / "backups").chmod(0o755)
    put_in_order(data)
    assert {mode_of(data / name) for name in OWN_FILES} == {0o600}
    assert mode_of(data) == mode_of(data / "backups") == 0o700
    assert {(data / name).read_text(encoding="utf-8") for name in OWN_FILES} == {"x"}


def test_nothing_is_opened_wider_than_it_was(data: Path) -> None:
    make(data, "liveapp.sqlite3", mode=0o444)
    make(data, "settings.json", mode=0o400)
    put_in_order(data)
    assert mode_of(data / "liveapp.sqlite3") == mode_of(data / "settings.json") == 0o400


def test_an_empty_folder_is_closed_and_one_that_is_shared_keeps_its_mode(data: Path) -> None:
    put_in_order(data)
    assert mode_of(data) == 0o700
    data.chmod(0o755)
    make(data, "photo.jpg", "ingest-token", "backups/photo.jpg", "backups/liveapp-1.sqlite3", mode=0o664)
    (data / "backups").chmod(0o775)
    put_in_order(data)
    assert (mode_of(data), mode_of(data / "backups")) == (0o755, 0o775)
    assert mode_of(data / "photo.jpg") == mode_of(data / "backups/photo.jpg") == 0o664
    assert mode_of(data / "ingest-token") == mode_of(data / "backups/liveapp-1.sqlite3") == 0o600


def test_a_sticky_folder_is_for_many_and_keeps_its_mode(data: Path) -> None:
    data.chmod(0o1777)
    put_in_order(data)
    assert mode_of(data) == 0o1777


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs the superuser")
def test_what_belongs_to_somebody_else_keeps_its_mode(data: Path) -> None:
    make(data, "liveapp.log")
    os.chown(data / "liveapp.log", 4711, -1)
    os.chown(data, 4711, -1)
    put_in_order(data)
    assert (mode_of(data), mode_of(data / "liveapp.log")) == (0o755, 0o644)


@pytest.mark.parametrize("name", ["liveapp.log", "liveapp.sqlite3", "backups", ".x-0123abcd.part"])
def test_links_are_left_alone_with_what_they_point_to(data: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "target"
    if name == "backups":
        make(tmp_path, "target/liveapp-1.sqlite3", "target/.x-0123abcd.part")
        target.chmod(0o755)
    else:
        make(tmp_path, "target")
    before = mode_of(target)
    (data / name).symlink_to(target)
    put_in_order(data)
    assert (data / name).is_symlink()
    assert mode_of(target) == before
    if name == "backups":
        assert {mode_of(path) for path in target.iterdir()} == {0o644}


def test_the_folder_may_be_reached_through_a_link(data: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(data)
    put_in_order(tmp_path / "link")
    assert mode_of(data) == 0o700


def test_pipes_and_folders_of_such_names_hold_nothing_up(data: Path) -> None:
    os.mkfifo(data / "liveapp.log", 0o644)
    (data / ".x-0123abcd.part").mkdir()
    put_in_order(data)
    assert names(data) == [".x-0123abcd.part", "liveapp.log"]


def test_what_was_never_finished_is_removed_and_nothing_like_it(data: Path) -> None:
    kept = [".part", ".x.part", "x-0123abcd.part", ".x-0123abcd.part~", ".x-0123ABCD.part", "liveapp.sqlite3"]
    made = [".ingest-token-0123abcd.part", ".liveapp-20250101-000000.sqlite3-ffffffff.part"]
    for folder in (data, data / "backups"):
        folder.mkdir(exist_ok=True)
        make(folder, *kept, *made)
    put_in_order(data)
    assert names(data) == sorted([*kept, "backups"])
    assert names(data / "backups") == sorted(kept)


def test_a_folder_that_is_gone_is_no_trouble(tmp_path: Path) -> None:
    put_in_order(tmp_path / "gone")
