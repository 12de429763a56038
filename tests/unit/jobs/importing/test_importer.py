"""What files hold is stored as what bots post, and the report says what became of all of it."""

import gzip
import json
import zipfile
from pathlib import Path
from uuid import UUID

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreUnavailable
from liveapp.domain.events import BetsStored, StoreEvent
from liveapp.domain.export import csv_lines
from liveapp.domain.importing import (
    MOST_REFUSALS,
    NEEDS_SEEDS,
    ImportReport,
    ImportSource,
    RefusedItem,
    UnreadableFile,
)
from liveapp.domain.jobs import FileImport, JobCancelled, Progress
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.importing.importer import BATCH, BATCH_BESIDE_BETS, import_files
from liveapp.storage import Store
from tests.imports import RECEIVED_US, csv_file, heartbeat, json_lines, payload, record, row
from tests.unit.jobs.importing.controls import Control
from tests.values import PAIR, make_bet

OTHER_GAME = record(9, gameName="dice", statePump=None)
MIXED = [payload(1), heartbeat(2), payload(0), OTHER_GAME, record(3)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def run(store: Store, *sources: ImportSource | Path, control: Control | None = None) -> ImportReport:
    named = tuple(one if isinstance(one, ImportSource) else ImportSource(one) for one in sources)
    return import_files(store.writer, RightOfWay(), FileImport(named), control or Control())


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def zipped(content: bytes, path: Path) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/bets", content)
    return path.read_bytes()


@pytest.mark.parametrize("packed", ["plain", "gz", "zip"])
@pytest.mark.parametrize(
    "content",
    [
        json_lines(*MIXED),
        json.dumps(MIXED).encode(),
        json.dumps({"data": MIXED}, indent=1).encode(),
        b"\xef\xbb\xbf" + json_lines(MIXED[:2], MIXED[2:]).replace(b"\n", b"\r\n"),
    ],
    ids=["lines", "array", "object", "batches"],
)
def test_every_kind_of_file_is_taken_in_and_the_same_file_twice_adds_nothing(
    store: Store, folder: Path, content: bytes, packed: str
) -> None:
    if packed != "plain":
        content = gzip.compress(content) if packed == "gz" else zipped(content, folder / "packed")
    path = write(folder / "file", content)
    first, second = run(store, path), run(store, path)
    assert (first.read, first.new, first.duplicates, first.refused, first.other_games) == (4, 3, 0, 1, 1)
    assert (second.read, second.new, second.duplicates, second.refused) == (4, 0, 3, 1)
    assert first.refusals[0].detail.endswith("Nonce must be greater than or equal to 1")
    assert first.is_whole
    assert first.unreadable == ()
    (stream,), _ = store.reader.streams()
    assert (stream.total_bets, stream.rounds) == (2, 3)


def test_what_is_refused_is_told_with_file_line_and_reason(store: Store, folder: Path) -> None:
    path = write(folder / "a.jsonl", json_lines(payload(1), {}) + b"\n{")
    report = run(store, ImportSource(path, given_name="a.jsonl"))
    assert [(one.file, one.line) for one in report.refusals] == [("a.jsonl", 2), ("a.jsonl", 4)]
    assert "nonce: Field required" in report.refusals[0].detail


def test_all_are_counted_that_are_refused_and_the_first_are_told(store: Store, folder: Path) -> None:
    report = run(store, write(folder / "a.jsonl", b'{"nonce": 0}\n' * (BATCH + 700)))
    assert report.read == report.refused == BATCH + 700
    assert [one.line for one in report.refusals] == list(range(1, MOST_REFUSALS + 1))


def test_a_file_that_cannot_be_read_does_the_others_no_harm(store: Store, folder: Path) -> None:
    unknown = write(folder / "a.html", b"<html>")
    good = write(folder / "b.jsonl", json_lines(payload(1)))
    report = run(store, folder, unknown, ImportSource(folder / "no", given_name="no"), good)
    assert report.new == 1
    assert report.is_whole
    assert [one.file for one in report.unreadable] == [str(folder), str(unknown), "no"]


def test_rows_come_back_as_they_were(store: Store, folder: Path) -> None:
    seeds = SeedPair("héllo", "a b,=")
    odd = [
        make_bet(7, seeds, antebot_bet_id='=1,"\r\n', received_us=RECEIVED_US, amount=1e-08),
        make_bet(3, seeds, antebot_bet_id="'=", received_us=5, date_time_us=-1, round_target=1.5),
        make_bet(3, seeds, antebot_bet_id="twin", received_us=RECEIVED_US + 1, round_result=1e300),
    ]
    store.writer.record(odd)
    before = "".join(csv_lines(store.reader.export(stream_of(store))[1]))
    content = before.encode()
    store.writer.delete_stream(stream_of(store))
    report = run(store, ImportSource(write(folder / "a.csv", content), seeds))
    assert (report.new, report.refused) == (3, 0)
    after = "".join(csv_lines(store.reader.export(stream_of(store))[1]))
    # Only a file that names its seeds tells the export's apostrophes from others.
    assert after == before.replace(",'=,", ",'=,")


def stream_of(store: Store) -> UUID:
    (stream,), _ = store.reader.streams()
    return stream.id


def test_rows_without_seeds_wait_for_somebody_to_name_them(store: Store, folder: Path) -> None:
    path = write(folder / "a.csv", csv_file(row(1), seeds=False))
    report = run(store, ImportSource(path, given_name="a.csv"))
    assert report == ImportReport(unreadable=(UnreadableFile("a.csv", NEEDS_SEEDS),))
    assert run(store, ImportSource(path, PAIR)).new == 1


def test_what_is_imported_is_told_as_not_live(store: Store, folder: Path) -> None:
    told: list[StoreEvent] = []
    store.writer.subscribe(told.extend)
    run(store, write(folder / "a.jsonl", json_lines(payload(1))))
    (event,) = told
    assert isinstance(event, BetsStored)
    assert not event.is_live


def test_while_bets_arrive_fewer_items_are_stored_at_once(store: Store, folder: Path) -> None:
    path = write(folder / "a.jsonl", json_lines(*map(payload, range(1, BATCH + 1))))
    commits: list[int] = []
    store.writer.subscribe(
        lambda events: commits.extend(len(one.bets) for one in events if isinstance(one, BetsStored))
    )
    way = RightOfWay()
    with way.taken():
        pass
    import_files(store.writer, way, FileImport((ImportSource(path),)), Control())
    assert commits[0] == BATCH_BESIDE_BETS
    assert sum(commits) == BATCH


def test_a_cancelled_import_tells_what_is_stored_and_goes_on_another_time(store: Store, folder: Path) -> None:
    count = 3 * BATCH
    path = write(folder / "a.jsonl", json_lines({}, *map(payload, range(1, count))))
    with pytest.raises(JobCancelled) as raised:
        run(store, path, control=Control(lambda _progress: store.reader.streams()[1] == 1))
    report = raised.value.result
    assert isinstance(report, ImportReport)
    assert not report.is_whole
    assert report.fault is None
    assert (report.new, report.refused) == (BATCH - 1, 1)
    again = run(store, path)
    assert (again.new, again.duplicates, again.is_whole) == (count - BATCH, BATCH - 1, True)


def test_a_store_that_takes_nothing_more_is_told_with_what_it_took(store: Store, folder: Path) -> None:
    path = write(folder / "a.jsonl", json_lines({}, *map(payload, range(1, 3 * BATCH))))

    def close_after_the_first_batch(_progress: Progress) -> bool:
        if store.reader.streams()[1]:
            store.close()
        return False

    report = run(store, path, control=Control(close_after_the_first_batch))
    assert (report.new, report.refused, report.is_whole) == (BATCH - 1, 1, False)
    assert report.fault == "liveapp is shutting down"


def test_a_store_that_is_closed_takes_nothing(store: Store, folder: Path) -> None:
    path = write(folder / "a.jsonl", json_lines({}, payload(1)))
    store.close()
    report = run(store, path)
    with pytest.raises(StoreUnavailable) as raised:
        store.writer.record([make_bet(1)])
    assert report == ImportReport(is_whole=False, fault=str(raised.value))


def test_a_whole_archive_of_streams_comes_back(store: Store, folder: Path) -> None:
    path = folder / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("index.csv", b"# liveapp index\r\nfile\r\n")
        for name, nonces in (("a", (1, 2)), ("b", (2, 3))):
            archive.writestr(f"{name}.csv", csv_file(*(row(nonce, end=",,") for nonce in nonces), "bad"))
    report = run(store, ImportSource(path, given_name="all.zip"))
    assert (report.read, report.new, report.duplicates, report.refused) == (6, 3, 1, 2)
    words = "1 columns in the place of 11"
    assert report.refusals == (RefusedItem("all.zip/a.csv", 5, words), RefusedItem("all.zip/b.csv", 5, words))
