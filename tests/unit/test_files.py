"""Private files and folders, and files that are replaced at once."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from liveapp.files import (
    PUBLIC_FILE,
    is_unfinished,
    make_private_folder,
    private,
    read_private,
    replacing,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")


@pytest.fixture
def umask() -> Iterator[None]:
    """The umask of the system's users, and what a test makes of it is taken back."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_private_file_is_its_owners_only_under_any_umask(tmp_path: Path, umask: None, mask: int) -> None:
    os.umask(mask)
    with open(tmp_path / "secret", "a", encoding="utf-8", opener=private) as file:
        file.write("x")
    assert mode_of(tmp_path / "secret") == 0o600


def test_the_opener_opens_what_is_there_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "shared"
    path.write_text("a", encoding="utf-8")
    path.chmod(0o644)
    with open(path, "a", encoding="utf-8", opener=private) as file:
        file.write("b")
    assert path.read_text(encoding="utf-8") == "ab"
    assert mode_of(path) == 0o644


@pytest.mark.parametrize("flags", [os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_APPEND, os.O_RDWR])
@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "folder", "device"])
def test_the_opener_takes_regular_files_only_and_never_waits(tmp_path: Path, kind: str, flags: int) -> None:
    path = tmp_path / "secret"
    (tmp_path / "target").write_text("target", encoding="utf-8")
    match kind:
        case "link":
            path.symlink_to("target")
        case "dangling link":
            path.symlink_to("made by nobody")
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "device":
            path = Path(os.devnull)
    with pytest.raises(
        OSError, match=r"link, which is not followed|no regular file|Is a directory"
    ) as refused:
        private(path, flags)
    assert refused.value.filename == str(path)
    assert (tmp_path / "target").read_text(encoding="utf-8") == "target"
    assert not (tmp_path / "made by nobody").exists()


def test_a_pipe_that_somebody_reads_is_refused_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(OSError, match="no regular file"):
            private(tmp_path / "pipe", os.O_WRONLY)
    finally:
        os.close(reader)


def test_no_more_is_read_than_was_asked_for_and_nothing_where_there_is_no_file(tmp_path: Path) -> None:
    assert read_private(tmp_path / "gone", 3) is None
    (tmp_path / "file").write_bytes(b"\xff\r\nabc")
    assert read_private(tmp_path / "file", 4) == b"\xff\r\na"
    assert read_private(tmp_path / "file", 100) == b"\xff\r\nabc"


def test_a_private_folder_is_made_with_its_parents_and_closed_to_others(tmp_path: Path, umask: None) -> None:
    os.umask(0)
    make_private_folder(tmp_path / "a" / "b")
    assert mode_of(tmp_path / "a" / "b") == 0o700
    assert mode_of(tmp_path / "a") == 0o777


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "file").touch()
    make_private_folder(folder)
    assert mode_of(folder) == 0o755
    assert (folder / "file").exists()


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_a_file_in_the_place_of_a_private_folder_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        make_private_folder(tmp_path / name)


def test_the_new_content_takes_the_name_at_the_end_of_the_block(tmp_path: Path) -> None:
    target = tmp_path / "bets.csv"
    target.write_text("old", encoding="utf-8")
    with replacing(target) as temporary:
        temporary.write_text("new", encoding="utf-8")
        assert target.read_text(encoding="utf-8") == "old"
        assert temporary.parent == tmp_path
    assert target.read_text(encoding="utf-8") == "new"
    assert names(tmp_path) == ["bets.csv"]


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("error", [ValueError, OSError, KeyboardInterrupt, GeneratorExit])
def test_a_block_that_raises_leaves_everything_as_it_was(
    tmp_path: Path, is_there: bool, error: type[BaseException]
) -> None:
    target = tmp_path / "bets.csv"
    if is_there:
        target.write_text("old", encoding="utf-8")

    def write_half() -> None:
        with replacing(target) as temporary:
            temporary.write_text("half", encoding="utf-8")
            raise error

    with pytest.raises(error):
        write_half()
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["old"] * is_there


@pytest.mark.parametrize(
    ("mode", "mask", "result"),
    [
        (0o600, 0o000, 0o600),
        (PUBLIC_FILE, 0o022, 0o644),
        (PUBLIC_FILE, 0o077, 0o600),
        (PUBLIC_FILE, 0, 0o666),
    ],
)
def test_the_new_file_has_the_mode_less_the_umask_whatever_the_old_one_had(
    tmp_path: Path, umask: None, mode: int, mask: int, result: int
) -> None:
    target = tmp_path / "bets.csv"
    target.touch()
    target.chmod(0o640)
    os.umask(mask)
    with replacing(target, mode) as temporary:
        temporary.write_text("new", encoding="utf-8")
    assert mode_of(target) == result


def test_without_its_folder_nothing_is_begun(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "gone" / "bets.csv"):
        pytest.fail("the block was entered")
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["x" * 251 + ".csv", "é" * 127 + "x", "\U0001f600" * 63 + "abc"])
def test_the_longest_names_can_be_replaced(tmp_path: Path, name: str) -> None:
    assert len(os.fsencode(name)) == 255
    with replacing(tmp_path / name) as temporary:
        temporary.write_text("new", encoding="utf-8")
    assert names(tmp_path) == [name]


def test_a_folder_of_that_name_stays(tmp_path: Path) -> None:
    target = tmp_path / "bets.csv"
    target.mkdir()
    (target / "inside").touch()
    with pytest.raises(IsADirectoryError), replacing(target) as temporary:
        temporary.write_text("new", encoding="utf-8")
    assert names(tmp_path) == ["bets.csv"]
    assert names(target) == ["inside"]


def test_two_at_once_are_in_nobodys_way(tmp_path: Path) -> None:
    target = tmp_path / "bets.csv"
    with replacing(target) as first, replacing(target) as second:
        assert first != second
        first.write_text("first", encoding="utf-8")
        second.write_text("second", encoding="utf-8")
    assert target.read_text(encoding="utf-8") == "first"
    assert names(tmp_path) == ["bets.csv"]


@pytest.mark.parametrize("name", ["bets.csv", "x", "x" * 200, "a\nb", "é" * 60])
def test_what_is_not_finished_is_told_by_its_name(tmp_path: Path, name: str) -> None:
    with replacing(tmp_path / name) as temporary:
        assert is_unfinished(temporary.name)
    assert not is_unfinished(name)


@pytest.mark.parametrize(
    "name",
    [
        ".part",
        ".x.part",
        "x-0123abcd.part",
        ".-0123abcd.part",
        ".x-0123abcd.part~",
        ".x-0123abcg.part",
        ".x-0123ABCD.part",
        ".x-0123abcde.part",
        ".x-123abcd.part",
        ".x-0123abcd.PART",
        ".x-0123abcd.part\n",
        "." + "x" * 41 + "-0123abcd.part",
    ],
)
def test_what_others_call_theirs_is_not_taken_for_it(name: str) -> None:
    assert not is_unfinished(name)
