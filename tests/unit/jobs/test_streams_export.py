"""Several streams in a folder or in one zip file: whole files, under names of their own, with an index."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreUnavailable
from liveapp.domain.export import INDEX_LINE, INDEX_NAME, csv_lines
from liveapp.domain.jobs import JobCancelled, Progress, StreamsExport, StreamsWritten
from liveapp.domain.right_of_way import RightOfWay
from liveapp.domain.streams import Stream
from liveapp.jobs.csv_export import LINES_PER_REPORT
from liveapp.jobs.streams_export import export_streams
from liveapp.storage import Store
from tests.unit.jobs.controls import Control
from tests.unit.jobs.test_csv_export import files_of_at_most
from tests.values import PAIR, make_bet

STREAMS = 3
ZIP = "all.zip"


class Exports:
    """Three streams of two bets each, and their exports into a folder."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.folder = folder
        for number in range(STREAMS):
            self.record(number, 1, 2)

    def record(self, number: int, *nonces: int) -> None:
        seeds = SeedPair(PAIR.server_seed_hashed, f"client/{number}")
        self.store.writer.record([make_bet(nonce, seeds) for nonce in nonces])

    @property
    def streams(self) -> list[Stream]:
        return self.store.reader.streams()[0]

    def run(self, request: StreamsExport, control: Control | None = None) -> StreamsWritten:
        return export_streams(self.store.reader, RightOfWay(), request, control or Control())

    def to_folder(self, control: Control | None = None) -> StreamsWritten:
        return self.run(StreamsExport(self.folder), control)

    def to_zip(self, control: Control | None = None) -> StreamsWritten:
        return self.run(StreamsExport(self.folder / ZIP, is_zip=True), control)

    def csv_of(self, stream: Stream) -> str:
        now, bets = self.store.reader.export(stream.id)
        return "".join(csv_lines(bets, now.seeds))


@pytest.fixture
def exports(store: Store, tmp_path: Path) -> Exports:
    folder = tmp_path / "exports"
    folder.mkdir()
    return Exports(store, folder)


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in folder.iterdir()}


def zipped(path: Path) -> dict[str, str]:
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def index_rows(text: str) -> list[dict[str, str]]:
    assert text.startswith(INDEX_LINE)
    return list(csv.DictReader(io.StringIO(text.removeprefix(INDEX_LINE), newline="")))


def test_each_stream_has_a_file_that_can_be_imported_and_a_row_in_the_index(exports: Exports) -> None:
    exports.store.writer.set_alias(exports.streams[0].id, "=main")
    exports.store.writer.set_notes(exports.streams[0].id, "two\nlines", None)
    result = exports.to_folder()
    assert result == StreamsWritten(exports.folder / INDEX_NAME, STREAMS, STREAMS, 2 * STREAMS)
    files = contents(exports.folder)
    rows = index_rows(files.pop(INDEX_NAME))
    assert files == {
        row["file"]: exports.csv_of(stream) for row, stream in zip(rows, exports.streams, strict=True)
    }
    assert [row["id"] for row in rows] == [str(stream.id) for stream in exports.streams]
    assert [(row["client_seed"], row["bets"]) for row in rows] == [
        (stream.seeds.client_seed, "2") for stream in exports.streams
    ]
    assert [(row["alias"], row["notes"]) for row in rows] == [("'=main", "two\nlines"), ("", ""), ("", "")]


def test_a_zip_file_holds_the_same_files(exports: Exports) -> None:
    exports.to_folder()
    files = contents(exports.folder)
    assert exports.to_zip() == StreamsWritten(exports.folder / ZIP, STREAMS, STREAMS, 2 * STREAMS)
    assert zipped(exports.folder / ZIP) == files


def test_only_the_chosen_streams_are_written_where_some_are_chosen(exports: Exports) -> None:
    chosen = exports.streams[1]
    result = exports.run(StreamsExport(exports.folder, (chosen,), names_seeds=False))
    assert (result.asked, result.streams, result.bets) == (1, 1, 2)
    files = contents(exports.folder)
    (row,) = index_rows(files.pop(INDEX_NAME))
    _, bets = exports.store.reader.export(chosen.id)
    assert files == {row["file"]: "".join(csv_lines(bets))}


def test_a_folder_that_is_not_there_is_made(exports: Exports) -> None:
    exports.run(StreamsExport(exports.folder / "a" / "b"))
    assert len(contents(exports.folder / "a" / "b")) == STREAMS + 1


def test_without_streams_there_is_an_empty_index(exports: Exports) -> None:
    for stream in exports.streams:
        exports.store.writer.delete_stream(stream.id)
    assert exports.to_folder() == StreamsWritten(exports.folder / INDEX_NAME, 0, 0, 0)
    assert index_rows(contents(exports.folder)[INDEX_NAME]) == []


def test_names_that_are_alike_never_collide_nor_replace_what_is_there(exports: Exports) -> None:
    seeds = [SeedPair("f" * 64, "same" + "?" * number) for number in range(297)]
    exports.store.writer.record([make_bet(1, one) for one in seeds])
    exports.to_folder()
    before = contents(exports.folder)
    assert len(before) == 301
    rows = index_rows(before[INDEX_NAME])
    assert len({row["file"].casefold() for row in rows}) == 300
    exports.run(StreamsExport(exports.folder, tuple(exports.streams[:4])))
    after = contents(exports.folder)
    assert len(after) == 306
    assert before.items() <= after.items()
    assert {row["file"] for row in index_rows(after["index-2.csv"])}.isdisjoint(before)


@pytest.mark.parametrize("is_zip", [False, True], ids=["folder", "zip"])
def test_a_stream_that_is_deleted_meanwhile_is_left_out(exports: Exports, is_zip: bool) -> None:
    many = range(3, LINES_PER_REPORT + 1000)
    exports.record(1, *many)
    gone = exports.streams[0]

    def delete(progress: Progress) -> None:
        if progress.done == LINES_PER_REPORT:
            _delete(exports, gone)

    control = Control(delete)
    result = exports.to_zip(control) if is_zip else exports.to_folder(control)
    assert Progress(LINES_PER_REPORT, 4 + 2 + len(many)) in control.reports
    assert (result.asked, result.streams, result.bets) == (STREAMS, STREAMS - 1, 4)
    files = zipped(result.path) if is_zip else contents(exports.folder)
    left = [row["id"] for row in index_rows(files[INDEX_NAME])]
    assert left == [str(stream.id) for stream in exports.streams]
    assert len(files) == STREAMS


def test_a_stream_that_was_deleted_before_its_turn_is_left_out(exports: Exports) -> None:
    first, gone, last = exports.streams
    control = Control(lambda progress: progress.done == 2 and _delete(exports, gone))
    assert exports.to_zip(control).streams == 2
    rows = index_rows(zipped(exports.folder / ZIP)[INDEX_NAME])
    assert [row["id"] for row in rows] == [str(first.id), str(last.id)]


def _delete(exports: Exports, stream: Stream) -> None:
    """Delete a stream, unless it is deleted."""
    if stream.id in {one.id for one in exports.streams}:
        exports.store.writer.delete_stream(stream.id)


def test_progress_counts_the_bets_of_all_streams_and_rises_to_the_whole(exports: Exports) -> None:
    control = Control()
    exports.to_folder(control)
    assert [(step.done, step.total) for step in control.reports] == [(0, 6), (2, 6), (4, 6), (6, 6)]


def test_bets_that_arrive_meanwhile_never_take_progress_beyond_the_whole(exports: Exports) -> None:
    control = Control(lambda progress: progress.done or exports.record(0, 3, 4))
    exports.to_folder(control)
    assert control.reports[-1] == Progress(8, 8)
    assert all(step.total is not None and step.done <= step.total for step in control.reports)


def test_cancelled_in_the_middle_a_folder_has_what_was_written_before(exports: Exports) -> None:
    first = exports.streams[0]
    with pytest.raises(JobCancelled) as cancelled:
        exports.to_folder(Control(_cancel_at(2)))
    assert cancelled.value.result == StreamsWritten(exports.folder, STREAMS, 1, 2)
    assert list(contents(exports.folder).values()) == [exports.csv_of(first)]


@pytest.mark.parametrize("done", [0, 2, 6])
def test_cancelled_in_the_middle_there_is_no_zip_file_and_an_older_one_is_as_it_was(
    exports: Exports, done: int
) -> None:
    (exports.folder / ZIP).write_text("old")
    with pytest.raises(JobCancelled) as cancelled:
        exports.to_zip(Control(_cancel_at(done)))
    assert cancelled.value.result is None
    assert contents(exports.folder) == {ZIP: "old"}


def _cancel_at(done: int) -> Callable[[Progress], None]:
    def cancel(progress: Progress) -> None:
        if progress.done == done:
            raise JobCancelled

    return cancel


def test_a_disk_that_takes_no_more_leaves_no_half_file(exports: Exports) -> None:
    exports.record(2, *range(3, 400))
    whole = {exports.csv_of(stream) for stream in exports.streams[1:]}
    with files_of_at_most(1_000), pytest.raises(OSError, match="File too large"):
        exports.to_zip()
    assert contents(exports.folder) == {}
    with files_of_at_most(5_000), pytest.raises(OSError, match="File too large"):
        exports.to_folder()
    assert set(contents(exports.folder).values()) <= whole


def test_a_database_that_is_closed_meanwhile_leaves_no_half_file(exports: Exports) -> None:
    exports.record(0, *range(3, LINES_PER_REPORT + 1000))
    control = Control(lambda progress: progress.done and exports.store.close())
    with pytest.raises(StoreUnavailable):
        exports.to_zip(control)
    assert contents(exports.folder) == {}
