"""Files that a user named, opened for reading: plain, or what a `.gz` or `.zip` has in it."""

import gzip
import io
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liveapp.domain.importing import shown_name
from liveapp.jobs.importing.unreadable import FileUnreadable
from liveapp.jobs.importing.zip_members import members_to_read, open_archive, open_member
from liveapp.schemas.files.lines import ByteStream

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_GZIP_START = b"\x1f\x8b"
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_BUFFER_BYTES = 128 * 1024
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)

_DAMAGED = "Its compressed data is damaged; what stands before was read"
_CUT = "It is cut: its compressed data ends too early; what is there was read"


class Part:
    """What is read as one text: a file, or one of several in an archive, which has a name of its own."""

    def __init__(self, source: ByteStream, name: str | None = None) -> None:
        self.name = name
        self._source = _UntilFault(source)
        self.stream = io.BufferedReader(self._source, _BUFFER_BYTES)

    @property
    def fault(self) -> str | None:
        """Why nothing more could be read at the place where the stream ended; None where it is whole."""
        return self._source.fault


def parts_of(file: io.FileIO) -> Iterator[Part]:
    """The parts of a file, each to be read before the next one is asked for.

    Raises:
        FileUnreadable
    """
    # Without looking at names: they may be anything.
    beginning = _beginning(file)
    if beginning.startswith(_GZIP_START):
        with gzip.GzipFile(fileobj=io.BufferedReader(file)) as unpacked:
            yield Part(unpacked)
    elif beginning.startswith(_ZIP_STARTS):
        yield from _zip_parts(file)
    else:
        yield Part(file)


def open_named(path: Path) -> io.FileIO:
    """A file that a user named, links followed. Never waits, as a pipe would make it, and reads no device.

    Raises:
        FileUnreadable
    """
    try:
        _refuse_other_kinds(path.stat().st_mode)
        file = open(path, "rb", buffering=0, opener=_open_without_waiting)  # noqa: SIM115 - the caller closes it
    except OSError as error:
        raise FileUnreadable(error.strerror or str(error)) from None
    except ValueError as error:  # a name with NUL
        raise FileUnreadable(str(error)) from None
    try:
        # What it was a moment ago may have been replaced.
        _refuse_other_kinds(os.fstat(file.fileno()).st_mode)
    except BaseException:
        file.close()
        raise
    return file


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | _WITHOUT_WAITING)


def _refuse_other_kinds(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise FileUnreadable("This is a folder")
    if not stat.S_ISREG(mode):
        raise FileUnreadable("This is no file, but a device, a pipe or a socket")


def _beginning(file: io.FileIO) -> bytes:
    try:
        beginning = file.read(max(map(len, (_GZIP_START, *_ZIP_STARTS))))
        file.seek(0)
    except OSError as error:
        raise FileUnreadable(error.strerror or str(error)) from None
    return beginning or b""


def _zip_parts(file: io.FileIO) -> Iterator[Part]:
    with open_archive(io.BufferedReader(file)) as archive:
        members = members_to_read(archive)
        for member in members:
            with open_member(archive, member) as unpacked:
                yield Part(unpacked, shown_name(member.filename) if len(members) > 1 else None)


class _UntilFault(io.RawIOBase):
    """A stream that ends where its source cannot be read any more, and knows why."""

    def __init__(self, source: Any) -> None:
        self.fault: str | None = None
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        target = memoryview(buffer).cast("B")
        try:
            part = b"" if self.fault else self._source.read(len(target))
        except EOFError:
            part, self.fault = b"", _CUT
        except (zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile):
            part, self.fault = b"", _DAMAGED
        except OSError as error:
            part, self.fault = b"", error.strerror or str(error)
        target[: len(part)] = part
        return len(part)
