"""A stream's bookmarks in a file: whole or not there."""

import csv
from pathlib import Path
from uuid import uuid4

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StreamNotFound
from liveapp.domain.export import BOOKMARKS_HEADER
from liveapp.domain.jobs import BookmarkExport, BookmarksWritten, JobCancelled, Progress
from liveapp.domain.right_of_way import RightOfWay
from liveapp.domain.streams import Stream
from liveapp.jobs.bookmark_export import export_bookmarks
from liveapp.storage import Store
from tests.values import make_bet, make_stream

OTHER = SeedPair("other", "client")


class Control:
    """Takes what a job tells; `is_cancelled` has the job end at its next word."""

    def __init__(self) -> None:
        self.told: list[Progress] = []
        self.is_cancelled = False

    def report(self, progress: Progress) -> None:
        self.told.append(progress)
        if self.is_cancelled:
            raise JobCancelled

    def pause(self, duration_s: float) -> None:
        raise AssertionError(duration_s)


@pytest.fixture
def stream(store: Store) -> Stream:
    """Bets 1 to 600 with falling nonces, of which 3 are marked; so is one of another stream."""
    store.writer.record([make_bet(1000 - n, antebot_bet_id=f"={n}") for n in range(1, 601)])
    store.writer.record([make_bet(1, OTHER)])
    streams, _ = store.reader.streams()
    mine, other = sorted(streams, key=lambda one: one.seeds == OTHER)
    for bet_id, note in ((5, "-five"), (1, None), (600, 'two\nlines, "quoted"')):
        store.writer.set_bookmark(mine.id, bet_id, note)
    store.writer.set_bookmark(other.id, 601, "theirs")
    return mine


def export(store: Store, stream: Stream, target: Path, control: Control) -> BookmarksWritten:
    return export_bookmarks(store.reader, RightOfWay(), BookmarkExport(stream, target), control)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_marked_bets_come_by_nonce_with_their_notes(store: Store, stream: Stream, tmp_path: Path) -> None:
    control = Control()
    written = export(store, stream, tmp_path / "marks.csv", control)
    assert written == BookmarksWritten(tmp_path / "marks.csv", 3)
    found = [
        (row["nonce"], row["bet_id"], row["antebot_bet_id"], row["note"])
        for row in rows(tmp_path / "marks.csv")
    ]
    assert found == [
        ("400", "600", "'=600", 'two\nlines, "quoted"'),
        ("995", "5", "'=5", "'-five"),
        ("999", "1", "'=1", ""),
    ]
    assert control.told == [Progress(0, 3), Progress(3, 3)]


def test_without_bookmarks_the_header_stands_alone(store: Store, tmp_path: Path) -> None:
    store.writer.record([make_bet(1)])
    (stream,), _ = store.reader.streams()
    assert export(store, stream, tmp_path / "marks.csv", Control()).bookmarks == 0
    assert (tmp_path / "marks.csv").read_bytes() == BOOKMARKS_HEADER.encode()


def test_cancelled_it_leaves_the_older_file_as_it_was(store: Store, stream: Stream, tmp_path: Path) -> None:
    target = tmp_path / "marks.csv"
    target.write_text("older", encoding="utf-8")
    control = Control()
    control.is_cancelled = True
    with pytest.raises(JobCancelled):
        export(store, stream, target, control)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.glob("*.csv*")] == [
        ("marks.csv", "older")
    ]


def test_a_stream_that_is_not_there_leaves_no_file(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StreamNotFound):
        export(store, make_stream(id=uuid4()), tmp_path / "marks.csv", Control())
    assert not (tmp_path / "marks.csv").exists()


def test_what_is_marked_or_no_more_meanwhile_hurts_nothing(
    store: Store, stream: Stream, tmp_path: Path
) -> None:
    class Changing(Control):
        def report(self, progress: Progress) -> None:
            super().report(progress)
            if len(self.told) == 1:
                store.writer.remove_bookmark(stream.id, 5)
                store.writer.set_bookmark(stream.id, 7, "new")

    export(store, stream, tmp_path / "marks.csv", Changing())
    assert [row["bet_id"] for row in rows(tmp_path / "marks.csv")] == ["600", "1"]
