"""Writing several streams to CSV files, one for each, with an index: into a folder or into a zip file.

Every file that is there is whole. A folder gets one after the other, under names that were free, and the
index last; a zip file takes its name once all of it is on disk.
"""

import io
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol, TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from liveapp.domain.errors import StreamNotFound
from liveapp.domain.export import INDEX_NAME, FreeNames, csv_file_name, index_lines
from liveapp.domain.jobs import JobCancelled, JobControl, Progress, StreamsExport, StreamsWritten
from liveapp.domain.ports import BetReader
from liveapp.domain.right_of_way import RightOfWay
from liveapp.domain.streams import Stream
from liveapp.files import PUBLIC_FILE, replacing
from liveapp.jobs.csv_export import write_bets

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""No zip file can tell an earlier time."""


def export_streams(
    reader: BetReader, right_of_way: RightOfWay, request: StreamsExport, control: JobControl
) -> StreamsWritten:
    """Write what is recorded now of the streams asked for. Gives way to bets that arrive.

    Raises:
        JobCancelled, StoreUnavailable, OSError: a folder has what was written before, and whole; there is no
            new zip file, and an older one of that name is as it was.
    """
    streams = reader.streams()[0] if request.streams is None else list(request.streams)
    export = _Export(reader, right_of_way, control, streams, request.names_seeds)
    return export.to_zip(request.target) if request.is_zip else export.to_folder(request.target)


class _Place(Protocol):
    """Where the files go."""

    def new_file(self, name: str) -> AbstractContextManager[tuple[TextIO, str]]:
        """A file that is there, whole, once the block has ended well, and the name that it has then."""
        ...


class _Export:
    """One export of several streams, and what is written of it."""

    def __init__(
        self,
        reader: BetReader,
        right_of_way: RightOfWay,
        control: JobControl,
        streams: list[Stream],
        names_seeds: bool,
    ) -> None:
        self._reader = reader
        self._right_of_way = right_of_way
        self._control = control
        self._streams = streams
        self._names_seeds = names_seeds
        self._total = sum(stream.total_bets for stream in streams)
        self._files: list[tuple[str, Stream, int]] = []

    def to_folder(self, folder: Path) -> StreamsWritten:
        """Write into a folder, leaving out streams that are deleted meanwhile."""
        folder.mkdir(parents=True, exist_ok=True)
        place = _Folder(folder)
        try:
            for stream in self._streams:
                try:
                    self._write(stream, place)
                except StreamNotFound:
                    continue
            return self._result(folder / self._write_index(place))
        except JobCancelled as cancelled:
            raise JobCancelled(self._result(folder)) from cancelled

    def to_zip(self, target: Path) -> StreamsWritten:
        """Write a zip file; again from its beginning where a stream of it is deleted meanwhile.

        What a zip file holds of a stream could not be taken out of it again.
        """
        while True:
            self._files.clear()
            try:
                with replacing(target, PUBLIC_FILE) as temporary, ZipFile(temporary, "w") as archive:
                    place = _Archive(archive)
                    for stream in self._streams:
                        self._write(stream, place)
                    self._write_index(place)
                return self._result(target)
            except StreamNotFound:
                continue

    def _write(self, stream: Stream, place: _Place) -> None:
        """Write a stream, unless it was deleted before.

        Raises:
            StreamNotFound: it was deleted while it was read.
        """
        try:
            now, bets = self._reader.export(stream.id)
        except StreamNotFound:
            return
        with place.new_file(csv_file_name(now)) as (file, name):
            seeds = now.seeds if self._names_seeds else None
            written = write_bets(file, bets, seeds, self._right_of_way, self._report)
        self._files.append((name, now, written))

    def _write_index(self, place: _Place) -> str:
        self._report(0)
        with place.new_file(INDEX_NAME) as (file, name):
            file.writelines(index_lines(self._files))
        return name

    def _report(self, written: int) -> None:
        """Tell how far all are together, where `written` is how far the one that is being written is.

        Bets may have arrived since the total was known.
        """
        done = self._bets() + written
        self._control.report(Progress(done, max(done, self._total)))

    def _bets(self) -> int:
        return sum(bets for _, _, bets in self._files)

    def _result(self, path: Path) -> StreamsWritten:
        return StreamsWritten(path, len(self._streams), len(self._files), self._bets())


class _Folder:
    """Replaces nothing that the folder had at first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = FreeNames(path.name for path in folder.iterdir())

    @contextmanager
    def new_file(self, name: str) -> Iterator[tuple[TextIO, str]]:
        """A file that is there, whole, once the block has ended well, and its name."""
        free = self._names.take(name)
        with (
            replacing(self._folder / free, PUBLIC_FILE) as temporary,
            temporary.open("w", encoding="utf-8", newline="") as file,
        ):
            yield file, free


class _Archive:
    """A zip file that is being written."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = FreeNames()

    @contextmanager
    def new_file(self, name: str) -> Iterator[tuple[TextIO, str]]:
        """A member of the archive, and its name."""
        free = self._names.take(name)
        about = ZipInfo(free, max(time.localtime()[:6], EARLIEST))
        about.compress_type = ZIP_DEFLATED
        about.external_attr = 0o644 << 16
        # How large it gets is not known before: more than 2 GB must fit.
        with (
            self._archive.open(about, "w", force_zip64=True) as member,
            io.TextIOWrapper(member, encoding="utf-8", newline="") as file,
        ):
            yield file, free
