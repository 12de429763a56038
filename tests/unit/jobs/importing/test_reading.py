"""One file, gone through: what it holds, and what of it could not be read."""

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.bets import Bet, SeedPair
from liveapp.domain.export import INDEX_HEADER, INDEX_LINE
from liveapp.domain.importing import FileFormat, ImportSource, UnreadableFile
from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.jobs.importing.reading import Course, NamedFile, needs_seeds
from liveapp.schemas.files.items import LeftOut
from tests.imports import csv_file, json_lines, packed, payload, record, row
from tests.unit.jobs.importing.controls import Control
from tests.values import PAIR

INDEX = f"{INDEX_LINE}{INDEX_HEADER}a.csv,,of,index,,,,,\r\n".encode()


def gone_through(path: Path, name: str | None = None) -> tuple[list[tuple[str, int]], list[UnreadableFile]]:
    """The names of a file's parts and how many items each has, and what was unreadable."""
    file = NamedFile(ImportSource(path, given_name=name))
    parts = [(name, len(list(contents.items))) for name, contents in file.contents()]
    return parts, file.unreadable


def make_export(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("index.csv", INDEX)
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
    return path


def test_a_file_is_called_as_it_was_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(json_lines(payload(1), payload(2)))
    assert gone_through(path, "./a.jsonl") == ([("./a.jsonl", 2)], [])
    assert gone_through(tmp_path / "missing", "missing")[1] == [
        UnreadableFile("missing", "No such file or directory")
    ]


def test_the_parts_of_an_archive_are_called_by_both_names(tmp_path: Path) -> None:
    rows = [row(nonce, end=",,") for nonce in (1, 2)]
    path = make_export(tmp_path / "all.zip", a=csv_file(*rows), b=b"<html>", c=csv_file(rows[0]))
    parts, unreadable = gone_through(path, "all.zip")
    assert parts == [("all.zip/a.csv", 2), ("all.zip/c.csv", 1)]
    assert [one.file for one in unreadable] == ["all.zip/b.csv"]


def test_seeds_that_somebody_names_are_never_those_of_several_files(tmp_path: Path) -> None:
    without = csv_file(row(1), seeds=False)
    path = make_export(tmp_path / "all.zip", a=without, b=csv_file(row(1, end=",,")), c=without)
    file = NamedFile(ImportSource(path, SeedPair("given", "seeds")))
    found = [(name, [one for _, one in contents.items]) for name, contents in file.contents()]
    assert [(name, bets[0].seeds) for name, bets in found if isinstance(bets[0], Bet)] == [
        (f"{path}/a.csv", SeedPair("of", "index")),
        (f"{path}/b.csv", PAIR),
    ]
    assert [one.file for one in file.unreadable] == [f"{path}/c.csv"]
    assert "neither by itself nor by the index" in file.unreadable[0].detail


def test_what_is_cut_is_told_beside_what_was_read(tmp_path: Path) -> None:
    content = packed(json_lines(*map(payload, range(1, 5_000))))
    path = tmp_path / "a.gz"
    path.write_bytes(content[:-100])
    ((_, items),), (unreadable,) = gone_through(path)
    assert items > 4_000
    assert "cut" in unreadable.detail
    path.write_bytes(content[:20])
    _, (unreadable,) = gone_through(path)
    assert "cut" in unreadable.detail


def test_the_position_is_that_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(packed(json_lines(*map(payload, range(1, 5_000)))))
    file = NamedFile(ImportSource(path))
    assert file.position == 0
    for _, contents in file.contents():
        assert contents.format is FileFormat.JSON_LINES
        assert len(list(contents.items)) == 4_999
        assert file.position == path.stat().st_size
    assert file.position == 0


def test_it_is_seen_whether_a_file_needs_seeds(tmp_path: Path) -> None:
    without, own = csv_file(row(1), seeds=False), csv_file(row(1, end=",,"))
    for content, expected in ((without, True), (own, False), (json_lines(payload(1)), False), (b"?", False)):
        path = tmp_path / "a"
        path.write_bytes(content)
        assert needs_seeds(ImportSource(path)) is expected
        assert not needs_seeds(ImportSource(path, PAIR))
    assert not needs_seeds(ImportSource(make_export(tmp_path / "all.zip", a=own, b=without)))
    assert not needs_seeds(ImportSource(tmp_path / "missing"))


FILES = (
    csv_file(*(row(nonce, '"a\n\'=b"', ",1.0,btc") for nonce in range(1, 5))),
    csv_file(row(1), row(2), seeds=False),
    json_lines(record(1), [payload(2), payload(3)], payload(4)),
    json.dumps({"x": {"data": [1]}, "data": [record(1), payload(2)]}, indent=1).encode(),
    packed(json_lines(record(1), payload(2))),
)
PIECES = st.sampled_from(
    [b'"', b"\\", b"{", b"}", b"[", b"]", b",", b"\n", b"\r", b"\0", b"\xff", b"'", b"1e999"]
)
EDITS = st.lists(
    st.tuples(st.integers(0, 600), st.integers(0, 30), PIECES | st.binary(max_size=4)), max_size=5
)


@given(st.sampled_from(FILES), EDITS, st.sampled_from([None, PAIR]))
def test_whatever_is_done_to_a_file_its_items_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    content: bytes,
    edits: list[tuple[int, int, bytes]],
    seeds: SeedPair | None,
) -> None:
    for place, left_out, piece in edits:
        content = content[:place] + piece + content[place + left_out :]
    path = tmp_path_factory.getbasetemp() / "edited"
    path.write_bytes(content)
    file = NamedFile(ImportSource(path, seeds))
    found = [item for _, contents in file.contents() for item in contents.items]
    for place, one in found:
        assert place > 0
        assert one.detail if isinstance(one, LeftOut) else one.nonce > 0


def test_a_course_tells_how_far_all_files_are_together(tmp_path: Path) -> None:
    sources = []
    for name in "ab":
        path = tmp_path / name
        path.write_bytes(json_lines(*map(payload, range(1, 2_000))))
        sources.append(ImportSource(path))
    size = sources[0].path.stat().st_size
    control = Control()
    course = Course([source.path for source in sources] + [tmp_path / "missing"], control)
    for source in sources:
        for _, contents in course.next_file(source).contents():
            assert len(list(contents.items)) == 1_999
        course.end_file(source)
    done = [progress.done for progress in control.progress]
    assert done == sorted(done)
    assert control.progress[-1] == Progress(2 * size, 2 * size)
    assert {size, 2 * size} < set(done) | {0}


def test_a_course_can_be_ended_while_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b'["' + b"x" * (8 << 20))
    course = Course([path], Control(lambda progress: progress.done > 4 << 20))
    parts = course.next_file(ImportSource(path, PAIR)).contents()
    with pytest.raises(JobCancelled):
        next(parts)
