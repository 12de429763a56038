"""Which files of a zip archive are read: its only one, or those of an export of all streams."""

import io
import stat
import struct
import zipfile
from pathlib import PurePosixPath
from typing import IO, cast

from liveapp.jobs.importing.unreadable import DAMAGE, FileUnreadable

_INDEX = "index.csv"
_INDEX_START = b"# liveapp index"
_MARK = b"\xef\xbb\xbf"

_LARGEST_DIRECTORY = 4 * 1024 * 1024
"""Archives whose list of files is longer are not opened: it would be held as a whole, many times its size."""

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_END_64_PLACE = b"PK\x06\x07"
_END_BYTES, _END_64_BYTES, _PLACE_BYTES = 22, 56, 20
_LONGEST_COMMENT = 65_535
_ENCRYPTED = 1


def open_archive(file: IO[bytes]) -> zipfile.ZipFile:
    """A zip archive, whose list of files is known to be of a size that can be held.

    Raises:
        FileUnreadable
    """
    try:
        if _directory_bytes(file) > _LARGEST_DIRECTORY:
            raise FileUnreadable("The archive holds too many files")
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise FileUnreadable(f"The archive is damaged or cut: {error}") from None
    except OSError as error:
        raise FileUnreadable(error.strerror or str(error)) from None


def members_to_read(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files that are read, in the order in which they stand in the archive.

    Raises:
        FileUnreadable: it is none of the archives that are imported.
    """
    members = [one for one in archive.infolist() if _counts(one)]
    if not members:
        raise FileUnreadable("The archive holds no file")
    for one in members:
        if stat.S_ISLNK(one.external_attr >> 16):
            raise FileUnreadable("The archive holds a link in the place of a file")
        if one.flag_bits & _ENCRYPTED:
            raise FileUnreadable("The archive is encrypted: unpack it first")
    if len(members) > 1:
        members = _of_export(archive, members)
    return sorted(members, key=lambda one: one.header_offset)


def open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> io.BufferedIOBase:
    """A file of an archive, to be read from its beginning.

    Raises:
        FileUnreadable
    """
    try:
        return cast("io.BufferedIOBase", archive.open(member))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise FileUnreadable(f"The archive cannot be unpacked: {error}") from None


def _counts(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a file that somebody put there, no folder and nothing that a system added."""
    path = PurePosixPath(member.filename)
    return not (member.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts)


def _of_export(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    for index in members:
        path = PurePosixPath(index.filename)
        if path.name == _INDEX and _begins_as_index(archive, index):
            beside = [one for one in members if PurePosixPath(one.filename).parent == path.parent]
            return [one for one in beside if one.filename.endswith(".csv") and one is not index]
    raise FileUnreadable(
        f"The archive holds {len(members)} files: only one with a single file is read, or an export of all"
        " streams"
    )


def _begins_as_index(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with open_member(archive, member) as file:
        try:
            return file.read(64).removeprefix(_MARK).startswith(_INDEX_START)
        except (*DAMAGE, EOFError, OSError, ValueError):
            return False


def _directory_bytes(file: IO[bytes]) -> int:
    """How long an archive's list of files says it is; 0 where there is none to be found."""
    size = file.seek(0, 2)
    start = max(0, size - _END_BYTES - _LONGEST_COMMENT)
    file.seek(start)
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_BYTES:
        return 0
    directory = struct.unpack_from("<L", tail, place + 12)[0]
    if tail[max(0, place - _PLACE_BYTES) : place].startswith(_END_64_PLACE):
        file.seek(struct.unpack_from("<Q", tail, place - _PLACE_BYTES + 8)[0])
        end = file.read(_END_64_BYTES)
        if end.startswith(_END_64) and len(end) == _END_64_BYTES:
            directory = struct.unpack_from("<Q", end, 40)[0]
    return int(directory)
