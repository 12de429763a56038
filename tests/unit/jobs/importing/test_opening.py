"""Files are opened by what is in them; what is no file is never waited for."""

import os
import socket
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from liveapp.domain.jobs import JobCancelled
from liveapp.jobs.importing.opening import open_named, parts_of
from liveapp.jobs.importing.unreadable import FileUnreadable
from tests.imports import packed

TEXT = b"".join(b"line %d\n" % number for number in range(50_000))


def read(path: Path) -> list[tuple[str | None, bytes, str | None]]:
    """Each part's name, what could be read of it, and why no more."""
    with open_named(path) as file:
        return [(part.name, part.stream.read(), part.fault) for part in parts_of(file, lambda: None)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "named"


@pytest.mark.parametrize(
    "content",
    [TEXT, packed(TEXT), packed(TEXT[:1000]) + packed(TEXT[1000:])],
    ids=["plain", "gz", "several gz"],
)
def test_what_is_compressed_is_seen_by_its_content(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert read(path) == [(None, TEXT, None)]


@pytest.mark.parametrize("content", [b"", b"a"])
def test_very_short_files_are_files(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert read(path) == [(None, content, None)]


def test_of_what_is_cut_that_is_read_which_is_there(path: Path) -> None:
    content = packed(TEXT)
    path.write_bytes(content[: len(content) // 2])
    ((_, text, fault),) = read(path)
    assert len(text) > 10_000
    assert TEXT.startswith(text)
    assert fault is not None
    assert "cut" in fault


@pytest.mark.parametrize("end", [b"garbage", b"\x1f\x8b\x07garbage!", packed(b"x")[:-8] + b"12345678"])
def test_what_is_damaged_is_told_after_what_is_whole(path: Path, end: bytes) -> None:
    path.write_bytes(packed(TEXT) + end)
    ((_, text, fault),) = read(path)
    assert text.startswith(TEXT)
    assert fault is not None
    assert "damaged" in fault


def test_damage_in_the_middle_is_told(path: Path) -> None:
    content = bytearray(packed(os.urandom(1000) + TEXT))
    content[500:520] = b"\xff" * 20
    path.write_bytes(content)
    ((_, _, fault),) = read(path)
    assert fault is not None


def test_a_checksum_that_is_wrong_is_told(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", TEXT)
    path.write_bytes(path.read_bytes().replace(b"line 7\n", b"line 8\n"))
    ((_, text, fault),) = read(path)
    assert len(text) > 100_000
    assert fault is not None
    assert "damaged" in fault


def test_the_parts_of_an_archive_of_several_have_names(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.csv", b"b")
        archive.writestr("a.csv", b"a")
        archive.writestr("index.csv", b"# liveapp index\r\n")
    assert read(path) == [("b.csv", b"b", None), ("a.csv", b"a", None)]


def test_the_only_file_of_an_archive_has_no_name_of_its_own(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("folder/", b"")
        archive.writestr("folder/a.csv", TEXT)
    assert read(path) == [(None, TEXT, None)]


def test_an_archive_that_is_cut_is_told(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", TEXT)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(FileUnreadable, match="damaged or cut"):
        read(path)


def test_a_link_that_was_named_is_followed(path: Path, tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"a")
    path.symlink_to("target")
    assert read(path) == [(None, b"a", None)]


def fifo(path: Path) -> None:
    os.mkfifo(path)


def link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def listening_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))


def circle(path: Path) -> None:
    path.symlink_to(path)


def nothing(path: Path) -> None:
    """Leave the name free."""


@pytest.mark.skipif(os.name != "posix", reason="made of what POSIX has")
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (fifo, "no file"),
        (link_to_a_device, "no file"),
        (listening_socket, "no file"),
        (Path.mkdir, "folder"),
        (circle, "symbolic links"),
        (nothing, "No such file"),
    ],
)
def test_what_is_no_file_is_told_at_once(path: Path, make: object, words: str) -> None:
    make(path)  # type: ignore[operator]
    with pytest.raises(FileUnreadable, match=words):
        open_named(path)


def test_what_would_have_to_be_waited_for_is_told_at_once() -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with os.fdopen(reading, "rb") as file, os.fdopen(writing, "wb"):
        file.seek = lambda *_: 0  # type: ignore[method-assign]  # as in files that the system makes up
        with pytest.raises(FileUnreadable, match="now"):
            list(parts_of(file, lambda: None))


def test_a_name_that_no_file_can_have_is_told() -> None:
    with pytest.raises(FileUnreadable):
        open_named(Path("a\0b"))


def test_whoever_watches_may_end_the_reading(path: Path) -> None:
    path.write_bytes(TEXT)

    def stop() -> None:
        raise JobCancelled

    with open_named(path) as file:
        part = next(parts_of(file, stop))
        with pytest.raises(JobCancelled):
            part.stream.read(10)


def compressed_zeros(mebibytes: int) -> Iterator[bytes]:
    compressor = zlib.compressobj(wbits=31)
    for _ in range(mebibytes):
        yield compressor.compress(b"\n" * (1 << 20))
    yield compressor.flush()


def test_what_grows_a_thousandfold_is_read_piece_by_piece(path: Path) -> None:
    with path.open("wb") as file:
        file.writelines(compressed_zeros(64))
    assert path.stat().st_size < 100_000
    with open_named(path) as file:
        parts = parts_of(file, lambda: None)
        part = next(parts)
        sizes = {len(piece) for piece in iter(lambda: part.stream.read1(1 << 20), b"")}
    assert max(sizes) <= 1 << 20
