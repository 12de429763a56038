"""The window's file: whole or not at all, nobody else's, of bearable length."""

import os
import stat

import pytest

from liveapp.app.core.state_file import MOST_BYTES, StateFile


def never() -> bool:
    return False


def test_what_is_written_is_read_and_only_its_owner_can_read_it(tmp_path):
    path = tmp_path / "window.json"
    assert StateFile(path).read() is None
    StateFile(path).write(b"{}", never)
    assert StateFile(path).read() == b"{}"
    assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["window.json"]


def test_what_is_outdated_is_not_written_over_what_is_newer(tmp_path):
    file = StateFile(tmp_path / "window.json")
    file.write(b"newer", never)
    file.write(b"older", lambda: True)
    assert file.read() == b"newer"


def test_a_file_of_no_bearable_length_is_not_read(tmp_path):
    path = tmp_path / "window.json"
    path.write_bytes(b" " * (MOST_BYTES + 1))
    with pytest.raises(OSError, match="longer than"):
        StateFile(path).read()


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are those of POSIX")
def test_neither_a_link_nor_a_pipe_is_followed(tmp_path):
    (tmp_path / "other").write_text("theirs")
    (tmp_path / "link").symlink_to(tmp_path / "other")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe"):
        with pytest.raises(OSError, match=r"not followed|no regular file"):
            StateFile(tmp_path / name).read()
