"""One program a folder."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from liveapp.app.core.folder_lock import LOCK_FILE, DataFolderInUse, holding, is_held

HOLD = """
import sys
from pathlib import Path
from liveapp.app.core.folder_lock import holding
with holding(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(folder: Path) -> None:
    with holding(folder):
        pass


def test_a_folder_that_is_held_is_refused_by_name_and_free_afterwards(tmp_path: Path) -> None:
    with holding(tmp_path), pytest.raises(DataFolderInUse, match=str(tmp_path)):
        hold(tmp_path)
    hold(tmp_path)


def test_an_error_while_it_is_held_frees_it(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), holding(tmp_path):
        _ = 1 // 0
    hold(tmp_path)


def test_other_folders_are_free(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with holding(tmp_path):
        hold(tmp_path / "other")


def test_another_process_holds_it_until_it_ends_even_by_a_kill(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(DataFolderInUse):
            hold(tmp_path)
        process.kill()
        process.wait(20)
    hold(tmp_path)


def test_a_file_in_the_folders_place_is_the_systems_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        hold(tmp_path / "file")


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_the_lock_is_its_owners_only(tmp_path: Path) -> None:
    with holding(tmp_path):
        assert stat.S_IMODE((tmp_path / LOCK_FILE).stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and modes")
def test_a_link_in_the_locks_place_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "target").touch(mode=0o644)
    (tmp_path / LOCK_FILE).symlink_to("target")
    with pytest.raises(OSError, match=LOCK_FILE):
        hold(tmp_path)
    assert stat.S_IMODE((tmp_path / "target").stat().st_mode) == 0o644


def test_the_folder_is_put_in_order_by_whoever_has_it_and_by_nobody_else(tmp_path: Path) -> None:
    half_written = tmp_path / ".ingest-token-0123abcd.part"
    with holding(tmp_path):
        half_written.touch()
        with pytest.raises(DataFolderInUse):
            hold(tmp_path)
        assert is_held(tmp_path)
        assert half_written.exists()
    assert not is_held(tmp_path)
    assert half_written.exists()
    hold(tmp_path)
    assert not half_written.exists()
