"""Files that a user named, opened for reading: plain, or what a `.gz` or `.zip` has in it."""

import gzip
import io
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from liveapp.domain.bets import SeedPair
from liveapp.jobs.importing.unreadable import DAMAGE, FileUnreadable
from liveapp.jobs.importing.zip_members import members_to_read, open_archive, open_member

OnRead = Callable[[], None]

_GZIP_START = b"\x1f\x8b"
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_BUFFER_BYTES = 128 * 1024
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)

_DAMAGED = "Its compressed data is damaged; what stands before was read"
_CUT = "It is cut: its compressed data ends too early; what is there was read"


class Part:
    """What is read as one text: a file, or one of several in an archive.

    One of several has a name of its own, and may have `seeds` by the archive's index.
    """

    def __init__(
        self,
        source: io.BufferedIOBase,
        on_read: OnRead,
        name: str | None = None,
        seeds: SeedPair | None = None,
    ) -> None:
        self.name = name
        self.seeds = seeds
        self._source = _UntilFault(source, on_read)
        self.stream = io.BufferedReader(self._source, _BUFFER_BYTES)

    @property
    def fault(self) -> str | None:
        """Why nothing more could be read at the place where the stream ended; None where it is whole."""
        return self._source.fault


def parts_of(file: io.BufferedReader, on_read: OnRead) -> Iterator[Part]:
    """The parts of a file, each to be read before the next one is asked for.

    `on_read` is called for each piece that is read; what it raises ends the reading.

    Raises:
        FileUnreadable
    """
    # Without looking at names: they may be anything.
    beginning = _beginning(file)
    if beginning.startswith(_GZIP_START):
        with gzip.GzipFile(fileobj=file) as unpacked:
            yield Part(unpacked, on_read)
    elif beginning.startswith(_ZIP_STARTS):
        yield from _zip_parts(file, on_read)
    else:
        yield Part(file, on_read)


def open_named(path: Path) -> io.BufferedReader:
    """A file that a user named, links followed. Never waits, as a pipe would make it, and reads no device.

    Raises:
        FileUnreadable
    """
    try:
        _refuse_other_kinds(path.stat().st_mode)
        file = open(path, "rb", opener=_open_without_waiting)  # noqa: SIM115 - the caller closes it
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


def _beginning(file: io.BufferedReader) -> bytes:
    try:
        beginning: bytes | None = file.read(max(map(len, (_GZIP_START, *_ZIP_STARTS))))
        file.seek(0)
    except OSError as error:
        raise FileUnreadable(error.strerror or str(error)) from None
    if beginning is None:
        # Some files that a system makes up wait for what is to come, and we do not.
        raise FileUnreadable("Nothing can be read from it now")
    return beginning


def _zip_parts(file: io.BufferedReader, on_read: OnRead) -> Iterator[Part]:
    with open_archive(file) as archive:
        for member in members_to_read(archive):
            with open_member(archive, member.info) as unpacked:
                yield Part(unpacked, on_read, member.name, member.seeds)


class _UntilFault(io.RawIOBase):
    """A stream that ends where its source cannot be read any more, and knows why."""

    def __init__(self, source: io.BufferedIOBase, on_read: OnRead) -> None:
        self.fault: str | None = None
        self._source = source
        self._on_read = on_read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        target = memoryview(buffer).cast("B")
        self._on_read()
        try:
            # Not more than one piece: what was read before a fault would be lost with it.
            part = b"" if self.fault else self._source.read1(len(target))
        except EOFError:
            part, self.fault = b"", _CUT
        except DAMAGE:
            part, self.fault = b"", _DAMAGED
        except OSError as error:
            # Some ways to compress have no other error.
            part, self.fault = b"", error.strerror or _DAMAGED
        target[: len(part)] = part
        return len(part)
