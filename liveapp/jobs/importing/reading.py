"""Going through one file that was named: what it holds, and what of it could not be read."""

import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from liveapp.domain.bets import SeedPair
from liveapp.domain.importing import ImportSource, UnreadableFile
from liveapp.domain.jobs import JobControl, Progress
from liveapp.jobs.importing.opening import OnRead, Part, open_named, parts_of
from liveapp.jobs.importing.unreadable import FileUnreadable
from liveapp.schemas.files.contents import Contents, UnknownFormat, contents_of


class NamedFile:
    """A file that a user named; its `contents` are gone through once.

    `unreadable` grows meanwhile by what could not be read, or not to its end. `position` is how many of its
    bytes were read, as it lies on the disk; `on_read` is called for each piece of it, and may end the reading
    by what it raises.
    """

    def __init__(self, source: ImportSource, on_read: OnRead = lambda: None) -> None:
        self._on_read = on_read
        self.unreadable: list[UnreadableFile] = []
        self._path = source.path
        self._name = source.name
        self._seeds: SeedPair | None = source.seeds
        self._descriptor: int | None = None

    @property
    def position(self) -> int:
        """How many bytes were read; 0 while the file is not open."""
        return 0 if self._descriptor is None else os.lseek(self._descriptor, 0, os.SEEK_CUR)

    def contents(self) -> Generator[tuple[str, Contents]]:
        """Name and contents of each part of the file: of its only one, unless it is an archive of several.

        The items of a part are to be read before the next one is asked for.
        """
        try:
            with open_named(self._path) as file:
                self._descriptor = file.fileno()
                for part in parts_of(file, self._on_read):
                    yield from self._of_part(part)
        except FileUnreadable as fault:
            self.refuse(self._name, str(fault))
        finally:
            self._descriptor = None

    def refuse(self, name: str, detail: str) -> None:
        """Have it told that a part could not be read, or not to its end."""
        self.unreadable.append(UnreadableFile(name, detail))

    def _of_part(self, part: Part) -> Iterator[tuple[str, Contents]]:
        # The seeds that somebody names are those of one stream: never of several files.
        is_alone = part.name is None
        name = self._name if is_alone else f"{self._name}/{part.name}"
        try:
            contents = contents_of(part.stream, self._seeds if is_alone else part.seeds)
        except UnknownFormat as error:
            self.refuse(name, part.fault or str(error))
            return
        if contents.needs_seeds and not is_alone:
            self.refuse(name, "Its seeds are named neither by itself nor by the index")
            return
        yield name, contents
        if part.fault:
            self.refuse(name, part.fault)


def needs_seeds(source: ImportSource) -> bool:
    """Whether bets of a file can be taken only with seeds that somebody names. Looks at its beginning."""
    with closing(NamedFile(source).contents()) as parts:
        return any(contents.needs_seeds for _, contents in parts)


class Course:
    """Tells how far work on files is, in bytes of all of them, as they lie on the disk."""

    def __init__(self, paths: Iterable[Path], control: JobControl) -> None:
        self._control = control
        self._total = sum(map(_size_of, paths))
        self._done = 0
        self._file: NamedFile | None = None

    def next_file(self, source: ImportSource) -> NamedFile:
        """A file that is gone through now."""
        self._file = NamedFile(source, self.report)
        return self._file

    def end_file(self, source: ImportSource) -> None:
        """That file is done."""
        self._file = None
        self._done += _size_of(source.path)
        self.report()

    def report(self) -> None:
        """Tell how far it is.

        Raises:
            JobCancelled
        """
        position = self._file.position if self._file else 0
        self._control.report(Progress(min(self._total, self._done + position), self._total))


def _size_of(path: Path) -> int:
    """How many bytes a file has; 0 for one that is not there."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
