"""Export, import into an empty database, export again: byte for byte the same."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES, MAX_NONCE, StoredBet
from liveapp.domain.export import INDEX_NAME
from liveapp.domain.importing import ImportReport, ImportSource
from liveapp.domain.jobs import FileImport, Progress, StreamsExport
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.importing.importer import import_files
from liveapp.jobs.streams_export import export_streams
from liveapp.schemas.ingest import parse_observation
from liveapp.storage import open_store

Payload = dict[str, Any]

ODD = (
    "=1+1",
    "'=1",
    "''@x",
    "'",
    "+",
    "-1",
    "\tx",
    "\rx",
    'a"b',
    '"',
    "a,b",
    "a\r\nb",
    "\n",
    " ",
    "# x",
    "%41",
    "é😀",
)
TEXTS = st.sampled_from(ODD) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=16
)
AMOUNTS = st.floats(min_value=0, allow_infinity=False, allow_nan=False)
PAYLOADS = st.fixed_dictionaries(
    {
        "id": TEXTS,
        "nonce": st.integers(1, MAX_NONCE),
        "amount": AMOUNTS,
        "payout": AMOUNTS,
        "difficulty": st.sampled_from(DIFFICULTIES),
        "clientSeed": st.just("client") | TEXTS,
        "serverSeedHashed": st.sampled_from(["ab" * 32, "=ab"]),
        "roundTarget": st.none() | st.floats(min_value=1e-9, allow_infinity=False),
        "roundResult": st.none() | AMOUNTS,
        "payoutMultiplier": AMOUNTS,
        "currency": st.none() | TEXTS,
        "dateTime": st.sampled_from([None, "2026-03-01T18:00:23.870001Z", "0001-01-01T00:00:00Z", "rubbish"]),
    }
)


class Unheard:
    """Whom nothing is told, and who cancels nothing."""

    def report(self, _progress: Progress) -> None:
        pass

    def pause(self, _duration_s: float) -> None:
        raise AssertionError("neither pauses")


class Computer:
    """A database and a folder of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.store = open_store(folder / "liveapp.sqlite3")
        self._folder = folder

    @property
    def bets(self) -> list[StoredBet]:
        reader = self.store.reader
        return [bet for stream in reader.streams()[0] for bet in reader.export(stream.id)[1]]

    def record(self, payloads: Sequence[Payload]) -> None:
        self.store.writer.record([parse_observation(payload) for payload in payloads])

    def export(self, *, is_zip: bool = False) -> Path:
        target = self._folder / ("all.zip" if is_zip else "exports")
        request = StreamsExport(target, is_zip=is_zip)
        export_streams(self.store.reader, RightOfWay(), request, Unheard())
        return target

    def take_in(self, *paths: Path) -> ImportReport:
        request = FileImport(tuple(map(ImportSource, paths)))
        return import_files(self.store.writer, RightOfWay(), request, Unheard())


@contextmanager
def two_computers(folder: Path) -> Iterator[tuple[Computer, Computer]]:
    with ExitStack() as stack:
        found = [Computer(folder / name) for name in ("first", "second")]
        for one in found:
            stack.callback(one.store.close)
        yield found[0], found[1]


def streams_in(folder: Path) -> list[bytes]:
    """What the streams' files hold: names of several that are alike depend on who was seen last."""
    return sorted(path.read_bytes() for path in folder.iterdir() if path.name != INDEX_NAME)


def zipped_streams(path: Path) -> list[bytes]:
    with ZipFile(path) as archive:
        return sorted(archive.read(name) for name in archive.namelist() if name != INDEX_NAME)


@settings(max_examples=6, deadline=None)
@given(st.lists(PAYLOADS, min_size=1, max_size=12))
def test_whatever_was_recorded_comes_back_byte_for_byte(payloads: list[Payload]) -> None:
    with tempfile.TemporaryDirectory() as folder, two_computers(Path(folder)) as (first, second):
        first.record(payloads)
        exported = first.export()
        report = second.take_in(*exported.iterdir())
        assert (report.new, report.refused, report.unreadable) == (len(first.bets), 0, ())
        assert streams_in(second.export()) == streams_in(exported)


def payload(nonce: int, **changes: object) -> Payload:
    return {
        "id": f"bet {nonce}",
        "nonce": nonce,
        "amount": 0.5,
        "payout": 1.0,
        "difficulty": "easy",
        "clientSeed": "client",
        "serverSeedHashed": "ab" * 32,
        "roundResult": 2.0,
        **changes,
    }


@pytest.fixture
def computers(tmp_path: Path) -> Iterator[tuple[Computer, Computer]]:
    """One with bets of three streams, and an empty one."""
    odd: Sequence[Mapping[str, object]] = (
        {"id": "'=1", "clientSeed": "=x"},
        {"roundResult": None, "payoutMultiplier": 1.5, "currency": "'+"},
        {"id": "two\r\nlines", "clientSeed": "a/b ,="},
    )
    with two_computers(tmp_path) as (first, second):
        first.record([payload(nonce, **changes) for nonce, changes in enumerate(odd, 1)])
        yield first, second


def test_a_zip_file_of_all_streams_comes_back_as_well(computers: tuple[Computer, Computer]) -> None:
    first, second = computers
    exported = first.export(is_zip=True)
    report = second.take_in(exported)
    assert (report.new, report.refused) == (3, 0)
    assert zipped_streams(second.export(is_zip=True)) == zipped_streams(exported)


def test_the_same_export_twice_adds_nothing(computers: tuple[Computer, Computer]) -> None:
    first, second = computers
    exported = list(first.export().iterdir())
    second.take_in(*exported)
    before = streams_in(second.export())
    report = second.take_in(*exported)
    assert (report.read, report.new, report.duplicates) == (3, 0, 3)
    assert len(before) == 3


def test_a_stand_in_comes_back_as_one(computers: tuple[Computer, Computer]) -> None:
    first, second = computers
    second.take_in(*first.export().iterdir())
    bets = {bet.nonce: bet for bet in second.bets}
    assert {nonce: bet.is_stand_in for nonce, bet in bets.items()} == {1: False, 2: True, 3: False}
    assert (bets[2].round_result, bets[2].payout_multiplier, bets[2].currency) == (1.5, 1.5, "'+")
