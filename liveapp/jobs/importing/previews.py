"""Looking at what files hold, before anything of it is stored."""

from contextlib import closing
from itertools import islice
from pathlib import Path

from liveapp.domain.bets import Heartbeat, Observation, SeedPair
from liveapp.domain.importing import (
    MOST_SEED_PAIRS,
    MOST_SHOWN_SEED_PAIRS,
    FileFormat,
    FilePreview,
    ImportSource,
    RefusedItem,
)
from liveapp.domain.jobs import FilePreviews, JobCancelled, JobControl
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.importing.reading import Course, NamedFile
from liveapp.schemas.files.items import OTHER_GAME, LeftOut

MOST_SHOWN_REFUSALS = 5


def preview_files(
    right_of_way: RightOfWay, request: FilePreviews, control: JobControl
) -> tuple[FilePreview, ...]:
    """Go through the files, one after the other; what cannot be read is told in its preview.

    Raises:
        JobCancelled: with the previews that are whole.
    """
    previews: list[FilePreview] = []
    try:
        course = Course(request.paths, control)
        for path in request.paths:
            source = ImportSource(path)
            look = _Look(course.next_file(source))
            look.through(right_of_way)
            previews.append(look.preview(path))
            course.end_file(source)
    except JobCancelled as cancelled:
        raise JobCancelled(tuple(previews)) from cancelled
    return tuple(previews)


class _Look:
    """Counts what one file holds."""

    def __init__(self, file: NamedFile) -> None:
        self._file = file
        self._formats: list[FileFormat] = []
        self._bets = self._heartbeats = self._refused = self._other_games = 0
        self._pairs: dict[SeedPair, None] = {}
        self._first_us: int | None = None
        self._last_us: int | None = None
        self._needs_seeds = False
        self._refusals: list[RefusedItem] = []

    def through(self, right_of_way: RightOfWay) -> None:
        """Go through the file."""
        with closing(self._file.contents()) as parts:
            for name, contents in parts:
                self._formats.append(contents.format)
                self._needs_seeds = self._needs_seeds or contents.needs_seeds
                for line, found in right_of_way.unhurried(contents.items):
                    if not isinstance(found, LeftOut):
                        self._add(found, is_of_named_seeds=not contents.needs_seeds)
                    elif found is OTHER_GAME:
                        self._other_games += 1
                    else:
                        self._refuse(RefusedItem(name, line, found.detail))

    def preview(self, path: Path) -> FilePreview:
        """What was counted."""
        unreadable = self._file.unreadable
        holding_rounds = [one for one in self._formats if one not in (FileFormat.INDEX, FileFormat.EMPTY)]
        return FilePreview(
            path,
            next(iter(holding_rounds or self._formats), None),
            self._bets + self._heartbeats + self._refused,
            self._bets,
            self._heartbeats,
            self._refused,
            self._other_games,
            len(self._pairs),
            tuple(islice(self._pairs, MOST_SHOWN_SEED_PAIRS)),
            self._first_us,
            self._last_us,
            self._needs_seeds,
            unreadable[0].detail if unreadable else None,
            tuple(self._refusals),
        )

    def _add(self, found: Observation, is_of_named_seeds: bool) -> None:
        if is_of_named_seeds and len(self._pairs) < MOST_SEED_PAIRS:
            self._pairs[found.seeds] = None
        if isinstance(found, Heartbeat):
            self._heartbeats += 1
            return
        self._bets += 1
        moment_us = found.received_us if found.date_time_us is None else found.date_time_us
        if moment_us is not None:
            self._first_us = moment_us if self._first_us is None else min(self._first_us, moment_us)
            self._last_us = moment_us if self._last_us is None else max(self._last_us, moment_us)

    def _refuse(self, refusal: RefusedItem) -> None:
        self._refused += 1
        if len(self._refusals) < MOST_SHOWN_REFUSALS:
            self._refusals.append(refusal)
