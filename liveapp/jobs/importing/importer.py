"""Storing what files hold, in the same way as what bots post, beside the bets that arrive."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice

from liveapp.domain.bets import Observation
from liveapp.domain.errors import Refused, StoreUnavailable
from liveapp.domain.importing import (
    MOST_REFUSALS,
    NEEDS_SEEDS,
    ImportReport,
    RefusedItem,
    UnreadableFile,
)
from liveapp.domain.jobs import FileImport, JobCancelled, JobControl
from liveapp.domain.ports import BetWriter, Recorded
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.importing.reading import Course, NamedFile
from liveapp.schemas.files.items import OTHER_GAME, Item, LeftOut

BATCH = 500
"""Items of one transaction: fewer would wait for the disk more often."""

BATCH_BESIDE_BETS = 100
"""The same while bets arrive, each of which may have to wait for one."""


def import_files(
    writer: BetWriter, right_of_way: RightOfWay, request: FileImport, control: JobControl
) -> ImportReport:
    """Store what the files hold, each batch in one transaction. Gives way to bets that arrive.

    A file that cannot be read does the others no harm. Where nothing can be stored any more, the report tells
    so, and of what was stored until then.

    Raises:
        JobCancelled: with the report of what was stored until then.
    """
    tally = _Tally()
    try:
        course = Course((source.path for source in request.sources), control)
        for source in request.sources:
            file = course.next_file(source)
            with tally.telling_of(file), closing(_batches(file, right_of_way)) as batches:
                for name, batch in batches:
                    course.report()
                    right_of_way.give_way()
                    tally.add(name, batch, _stored(writer, batch))
            course.end_file(source)
    except StoreUnavailable as fault:
        return tally.report(is_whole=False, fault=str(fault))
    except JobCancelled as cancelled:
        raise JobCancelled(tally.report(is_whole=False)) from cancelled
    return tally.report()


def _batches(file: NamedFile, right_of_way: RightOfWay) -> Generator[tuple[str, list[Item]]]:
    """What a file holds, piece by piece, and in which of its parts."""
    with closing(file.contents()) as parts:
        for name, contents in parts:
            if contents.needs_seeds:
                file.refuse(name, NEEDS_SEEDS)
                continue
            items = right_of_way.unhurried(contents.items)
            while batch := list(islice(items, BATCH_BESIDE_BETS if right_of_way.is_used else BATCH)):
                yield name, batch


def _stored(writer: BetWriter, batch: Sequence[Item]) -> Iterator[Recorded | Refused]:
    """What became of the observations of a batch, in their order."""
    observations: list[Observation] = [found for _, found in batch if not isinstance(found, LeftOut)]
    return iter(writer.record(observations, is_live=False) if observations else ())


class _Tally:
    """Counts what is stored and what is not."""

    def __init__(self) -> None:
        self._unreadable: list[UnreadableFile] = []
        self._new = self._duplicates = self._refused = self._other_games = 0
        self._refusals: list[RefusedItem] = []

    @contextmanager
    def telling_of(self, file: NamedFile) -> Iterator[None]:
        """Have it told, whatever happens in the block, what of a file could not be read."""
        try:
            yield
        finally:
            self._unreadable += file.unreadable

    def add(self, name: str, batch: Sequence[Item], stored: Iterator[Recorded | Refused]) -> None:
        """Count a batch that is on disk, given what became of its observations."""
        for line, found in batch:
            outcome = found if isinstance(found, LeftOut) else next(stored)
            if isinstance(outcome, Recorded):
                self._new += outcome.accepted
                self._duplicates += not outcome.accepted
            elif outcome is OTHER_GAME:
                self._other_games += 1
            else:
                self._refuse(name, line, outcome)

    def report(self, is_whole: bool = True, fault: str | None = None) -> ImportReport:
        """What was counted until now."""
        return ImportReport(
            self._new + self._duplicates + self._refused,
            self._new,
            self._duplicates,
            self._refused,
            self._other_games,
            tuple(self._refusals),
            tuple(self._unreadable),
            is_whole,
            fault,
        )

    def _refuse(self, name: str, line: int, why: LeftOut | Refused) -> None:
        self._refused += 1
        if len(self._refusals) < MOST_REFUSALS:
            detail = why.detail if isinstance(why, LeftOut) else str(why)
            self._refusals.append(RefusedItem(name, line, detail))
