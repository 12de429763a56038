"""Which files of a zip archive are read: its only one, or those of an export of all streams."""

import io
import stat
import struct
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, cast

from liveapp.domain.bets import SeedPair
from liveapp.domain.export import INDEX_NAME
from liveapp.domain.importing import shown_name
from liveapp.jobs.importing.unreadable import DAMAGE, FileUnreadable
from liveapp.schemas.files.export_index import is_index, seeds_of_files

_LARGEST_INDEX = 16 * 1024 * 1024
_LARGEST_DIRECTORY = 4 * 1024 * 1024
"""Archives whose list of files is longer are not opened: it would be held as a whole, many times its size."""

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_END_64_PLACE = b"PK\x06\x07"
_END_BYTES, _END_64_BYTES, _PLACE_BYTES = 22, 56, 20
_LONGEST_COMMENT = 65_535
_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive that is read. One of several has a name of its own, and seeds by the index."""

    info: zipfile.ZipInfo
    name: str | None = None
    seeds: SeedPair | None = None


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


def members_to_read(archive: zipfile.ZipFile) -> list[Member]:
    """The files that are read, in the order in which they stand in the archive.

    Raises:
        FileUnreadable: it is none of the archives that are imported.
    """
    infos = sorted(filter(_counts, archive.infolist()), key=lambda one: one.header_offset)
    if not infos:
        raise FileUnreadable("The archive holds no file")
    for one in infos:
        if stat.S_ISLNK(one.external_attr >> 16):
            raise FileUnreadable("The archive holds a link in the place of a file")
        if one.flag_bits & _ENCRYPTED:
            raise FileUnreadable("The archive is encrypted: unpack it first")
    return _of_export(archive, infos) if len(infos) > 1 else [Member(infos[0])]


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
    is_folder = member.filename.endswith("/")  # `is_dir` fails where there is no name
    return not (is_folder or path.name.startswith(".") or "__MACOSX" in path.parts)


def _of_export(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> list[Member]:
    for info in infos:
        place = PurePosixPath(info.filename)
        content = _index(archive, info) if place.name == INDEX_NAME else None
        if content is not None:
            seeds = seeds_of_files(content)
            paths = [(one, PurePosixPath(one.filename)) for one in infos if one is not info]
            return [
                Member(one, shown_name(one.filename), seeds.get(path.name))
                for one, path in paths
                if path.parent == place.parent and path.suffix == ".csv"
            ]
    raise FileUnreadable(
        f"The archive holds {len(infos)} files: only one with a single file is read, or an export of all"
        " streams"
    )


def _index(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    """What an export's index holds; None for a file that is none, or cannot be read."""
    with open_member(archive, info) as file:
        try:
            content = file.read(_LARGEST_INDEX)
        except (*DAMAGE, EOFError, OSError, ValueError):
            return None
    return content if is_index(content[:100]) else None


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
