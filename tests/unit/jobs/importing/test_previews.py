"""What files hold is told before anything of it is stored."""

import gzip
import os
import zipfile
from pathlib import Path

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.importing import MOST_SHOWN_SEED_PAIRS, FileFormat, FilePreview, RefusedItem
from liveapp.domain.jobs import FilePreviews, JobCancelled, Progress
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.importing.previews import preview_files
from tests.imports import RECEIVED_US, csv_file, heartbeat, json_lines, payload, record, row
from tests.unit.jobs.importing.controls import Control
from tests.values import PAIR


def preview(*paths: Path, control: Control | None = None) -> tuple[FilePreview, ...]:
    return preview_files(RightOfWay(), FilePreviews(paths), control or Control())


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_everything_that_a_file_holds_is_counted(tmp_path: Path) -> None:
    other_game = record(9, gameName="dice", statePump=None)
    dated = [payload(day, dateTime=f"2026-01-0{day}T00:00:00Z") for day in (3, 1, 2)]
    path = write(tmp_path / "a.jsonl", json_lines(*dated, heartbeat(5), {}, other_game))
    (found,) = preview(path)
    assert found == FilePreview(
        path,
        FileFormat.JSON_LINES,
        items=5,
        bets=3,
        heartbeats=1,
        refused=1,
        other_games=1,
        seed_pairs=1,
        first_seed_pairs=(PAIR,),
        first_us=1_767_225_600_000_000,
        last_us=1_767_225_600_000_000 + 2 * 86_400_000_000,
        refusals=found.refusals,
    )
    assert [(one.file, one.line) for one in found.refusals] == [(str(path), 5)]


def test_bets_without_a_time_of_their_own_count_by_that_of_their_receipt(tmp_path: Path) -> None:
    (found,) = preview(write(tmp_path / "a.csv", csv_file(row(1, end=",,"))))
    assert (found.first_us, found.last_us) == (RECEIVED_US, RECEIVED_US)
    (found,) = preview(write(tmp_path / "a.jsonl", json_lines(payload(1))))
    assert (found.first_us, found.last_us) == (None, None)


def test_seed_pairs_are_counted_and_some_are_shown(tmp_path: Path) -> None:
    pairs = [SeedPair("hash", str(number)) for number in range(20)]
    (found,) = preview(write(tmp_path / "a.jsonl", json_lines(*(payload(1, pair) for pair in pairs * 2))))
    assert found.seed_pairs == 20
    assert found.first_seed_pairs == tuple(pairs[:MOST_SHOWN_SEED_PAIRS])


def test_rows_without_seeds_are_looked_at_all_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", csv_file(row(1), "bad", row(2), seeds=False))
    (found,) = preview(path)
    assert found.needs_seeds
    assert (found.format, found.items, found.bets, found.seed_pairs) == (FileFormat.CSV, 3, 2, 0)
    assert found.refusals == (RefusedItem(str(path), 3, "1 columns in the place of 9"),)


def test_what_cannot_be_read_is_told_in_its_preview(tmp_path: Path) -> None:
    html = write(tmp_path / "a.html", b"<html>")
    cut = write(tmp_path / "a.gz", gzip.compress(json_lines(*map(payload, range(1, 3_000))))[:-50])
    folder, missing, unknown, of_cut = preview(tmp_path, tmp_path / "missing", html, cut)
    for one in (folder, missing, unknown):
        assert one.format is None
        assert one.detail
    assert of_cut.format is FileFormat.JSON_LINES
    assert of_cut.bets > 2_000
    assert of_cut.detail is not None
    assert "cut" in of_cut.detail


@pytest.mark.parametrize(
    ("content", "expected"), [(b"", FileFormat.EMPTY), (b"# liveapp index\r\n", FileFormat.INDEX)]
)
def test_a_file_without_rounds_is_no_fault(tmp_path: Path, content: bytes, expected: FileFormat) -> None:
    path = write(tmp_path / "a", content)
    assert preview(path) == (FilePreview(path, expected),)


def test_an_archive_of_several_files_is_told_as_one(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("empty.csv", b"")
        archive.writestr("index.csv", b"# liveapp index\r\n")
        archive.writestr("a.csv", csv_file(row(1, end=",,")))
        archive.writestr("b.csv", csv_file(row(1), seeds=False))
    (found,) = preview(path)
    assert (found.format, found.bets, found.needs_seeds, found.seed_pairs) == (FileFormat.CSV, 1, False, 1)
    assert found.detail == "Its seeds are named neither by itself nor by the index"


def test_it_is_told_how_far_it_is_and_a_cancelled_one_keeps_what_is_whole(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / name, json_lines(*map(payload, range(1, 5_000)))) for name in ("a.jsonl", "b.jsonl")
    ]
    size = paths[0].stat().st_size
    control = Control()
    preview(*paths, control=control)
    assert control.progress[-1] == Progress(2 * size, 2 * size)
    assert len({progress.done for progress in control.progress}) > 4
    with pytest.raises(JobCancelled) as raised:
        preview(*paths, control=Control(lambda progress: progress.done > size))
    assert [one.path for one in raised.value.result] == paths[:1]


@pytest.mark.skipif(os.name != "posix", reason="made of what POSIX has")
def test_a_pipe_holds_up_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (found,) = preview(tmp_path / "pipe")
    assert found.format is None
