"""Seeds from a file: read, compared with what is recorded, kept. For threads off the window's."""

import codecs
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

from liveapp.domain.errors import Refused, SeedOfNobody, StoreUnavailable
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.domain.seed_reading import SeedReading, read_seed
from liveapp.domain.seeds import seeds_of_lines
from liveapp.domain.streams import Stream
from liveapp.ui.widgets.formatting import reason_text

MOST_BYTES = 8_000_000
"""As many as the most and longest seeds need, in any script."""

PIECE = 1 << 16
"""Characters that are decoded in one go: whoever does more keeps the window waiting for the interpreter."""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class SeedsNotReadable(Refused):
    """A file that is no list of seeds, or that the system does not give."""


@dataclass(frozen=True, slots=True)
class SeedsReport:
    """What became of a file's seeds: `revealed` are new, `known` were there, `nobodys` are of no stream.

    With a `fault`, `untried` that have streams are as they were.
    """

    revealed: tuple[SeedReading, ...] = ()
    known: tuple[SeedReading, ...] = ()
    nobodys: tuple[SeedReading, ...] = ()
    untried: int = 0
    fault: StoreUnavailable | None = None

    @property
    def read(self) -> int:
        """How many different seeds the file has."""
        return len(self.revealed) + len(self.known) + len(self.nobodys) + self.untried


def read_seeds(path: Path) -> list[str]:
    """The seeds of a file with one a line, each once.

    Raises:
        SeedsNotReadable
        TooManySeeds
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would make the thread wait
            raise SeedsNotReadable("It is no regular file")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SeedsNotReadable(reason_text(error)) from error
    if len(content) > MOST_BYTES:
        raise SeedsNotReadable(f"It is larger than {MOST_BYTES // 1_000_000} MB, and so no list of seeds")
    encoding = "utf-16" if content.startswith(_UTF_16) else "utf-8"
    with TextIOWrapper(BytesIO(content), encoding, errors="replace") as text:
        return seeds_of_lines(_lines(text))


def _lines(text: TextIOWrapper) -> Iterator[str]:
    """The lines of a text, whatever ends them."""
    line = ""
    while piece := text.readline(PIECE):
        line += piece
        if piece.endswith("\n"):
            yield line
            line = ""
    yield line


def reveal_seeds(
    reader: BetReader, writer: BetWriter, seeds: Iterable[str], is_cancelled: Callable[[], bool]
) -> SeedsReport:
    """Keep those of the seeds that belong to recorded streams; none before all were looked at.

    One that is known is revealed once more where bets are left that were not compared with it.

    Raises:
        StoreUnavailable: nothing was kept.
    """
    by_hash: dict[str, list[Stream]] = {}
    for stream in reader.streams()[0]:
        by_hash.setdefault(stream.seeds.lowercase_hash, []).append(stream)
    readings = [
        read_seed(seed, None, lambda hashed: by_hash.get(hashed.lower(), ()))
        for seed in seeds
        if not is_cancelled()
    ]
    nobodys = [reading for reading in readings if not reading.streams]
    known = [reading for reading in readings if reading.streams and _is_known(reading)]
    new = [reading for reading in readings if reading.streams and not _is_known(reading)]
    unfinished = [reading for reading in known if any(one.unjudged_bets for one in reading.streams)]
    kept, gone, fault = _keep(writer, [*new, *unfinished], is_cancelled)
    revealed = [reading for reading in new if reading.seed in kept]
    return SeedsReport(
        tuple(revealed),
        tuple(reading for reading in known if reading not in gone),
        (*nobodys, *gone),
        untried=sum(reading.seed not in kept and reading not in gone for reading in new),
        fault=fault,
    )


def _keep(
    writer: BetWriter, readings: Sequence[SeedReading], is_cancelled: Callable[[], bool]
) -> tuple[set[str], list[SeedReading], StoreUnavailable | None]:
    """The seeds that were kept, those whose streams are gone, and what ended it early."""
    kept: set[str] = set()
    gone: list[SeedReading] = []
    for reading in readings:
        if is_cancelled():
            break
        try:
            writer.reveal_seed(reading.seed)
            kept.add(reading.seed)
        except SeedOfNobody:
            gone.append(reading)
        except StoreUnavailable as fault:
            return kept, gone, fault
    return kept, gone, None


def _is_known(reading: SeedReading) -> bool:
    return all(stream.proof.is_revealed for stream in reading.streams)
