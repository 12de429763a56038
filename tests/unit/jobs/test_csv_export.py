"""A whole file or none, and bets come first."""

import csv
import io
import os
import resource
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from liveapp.domain import right_of_way
from liveapp.domain.bets import Bet, Heartbeat
from liveapp.domain.errors import StoreUnavailable, StreamNotFound
from liveapp.domain.export import CSV_HEADER, csv_lines
from liveapp.domain.jobs import (
    Cancelled,
    CsvExport,
    CsvWritten,
    Failed,
    Finished,
    JobEnded,
    JobEvent,
    JobOutcome,
    JobProgressed,
    Progress,
)
from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.csv_export import LINES_PER_REPORT, export_csv
from liveapp.jobs.runner import JobRunner
from liveapp.schemas.files.contents import contents_of
from liveapp.storage import Store
from tests.conftest import LogWatch
from tests.values import PAIR, make_bet

HANG_LIMIT_S = 20.0
BETS = 2 * LINES_PER_REPORT + 500

AtProgress = Callable[[JobProgressed], None]


class Exports:
    """Runs exports of the store's one stream to their end."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.way = RightOfWay()
        self.runner = JobRunner({CsvExport: partial(export_csv, store.reader, self.way)})
        self.progress: list[Progress] = []

    def record(self, count: int) -> None:
        self.store.writer.record([make_bet(nonce) for nonce in range(1, count + 1)])

    def run(
        self,
        target: Path,
        at_progress: AtProgress = lambda _event: None,
        bet_filter: BetFilter = ALL_BETS,
        names_seeds: bool = False,
        tells_gaps: bool = False,
    ) -> JobOutcome:
        outcomes: list[JobOutcome] = []
        is_over = threading.Event()

        def hear(event: JobEvent) -> None:
            if isinstance(event, JobProgressed):
                self.progress.append(event.progress)
                at_progress(event)
            elif isinstance(event, JobEnded):
                outcomes.append(event.outcome)
                is_over.set()

        unsubscribe = self.runner.subscribe(hear)
        (stream,), _ = self.store.reader.streams()
        self.runner.start(CsvExport(stream, target, bet_filter, names_seeds, tells_gaps))
        assert is_over.wait(HANG_LIMIT_S)
        unsubscribe()
        return outcomes[0]


@pytest.fixture
def exports(store: Store) -> Iterator[Exports]:
    exports = Exports(store)
    yield exports
    exports.runner.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    return folder


@pytest.fixture
def target(folder: Path) -> Path:
    return folder / "bets.csv"


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_filter_leaves_only_the_bets_that_it_lets_through(exports: Exports, target: Path) -> None:
    exports.record(BETS)
    outcome = exports.run(target, bet_filter=BetFilter(nonce_from=11, nonce_to=LINES_PER_REPORT + 20))
    assert outcome == Finished(CsvWritten(target, LINES_PER_REPORT + 10))
    with target.open(encoding="utf-8", newline="") as file:
        nonces = [int(row["nonce"]) for row in csv.DictReader(file)]
    assert nonces == list(range(11, LINES_PER_REPORT + 21))
    assert [step.done for step in exports.progress] == [0, LINES_PER_REPORT, LINES_PER_REPORT + 10]
    assert {step.total for step in exports.progress} == {LINES_PER_REPORT + 10}


def test_the_file_holds_every_bet_by_nonce_and_replaces_an_older_one(exports: Exports, target: Path) -> None:
    exports.record(BETS)
    target.write_text("old", encoding="utf-8")
    assert exports.run(target) == Finished(CsvWritten(target, BETS))
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["nonce"]) for row in rows] == list(range(1, BETS + 1))
    assert target.read_bytes().count(b"\r\n") == BETS + 1
    assert list(contents(target.parent)) == ["bets.csv"]


def test_progress_rises_to_the_whole(exports: Exports, target: Path) -> None:
    exports.record(BETS)
    exports.run(target)
    done = [progress.done for progress in exports.progress]
    assert done == [0, LINES_PER_REPORT, 2 * LINES_PER_REPORT, BETS]
    assert {progress.total for progress in exports.progress} == {BETS}


@pytest.mark.parametrize("old", [{}, {"bets.csv": "old"}], ids=["new", "replaced"])
def test_a_cancelled_export_leaves_everything_as_it_was(
    exports: Exports, target: Path, old: dict[str, str]
) -> None:
    exports.record(BETS)
    for name, text in old.items():
        (target.parent / name).write_text(text, encoding="utf-8")
    assert exports.run(target, lambda event: exports.runner.cancel(event.id)) == Cancelled(None)
    assert contents(target.parent) == old


def test_a_stream_that_is_deleted_meanwhile_leaves_the_older_file(
    exports: Exports, target: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("CsvExport ended early: Stream with ID")
    exports.record(BETS)
    target.write_text("old", encoding="utf-8")
    (stream,), _ = exports.store.reader.streams()
    outcome = exports.run(
        target, lambda event: event.progress.done or exports.store.writer.delete_stream(stream.id)
    )
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, StreamNotFound)
    assert contents(target.parent) == {"bets.csv": "old"}


def test_a_database_that_is_closed_meanwhile_leaves_no_file(
    exports: Exports, target: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("CsvExport ended early")
    exports.record(BETS)
    outcome = exports.run(target, lambda event: event.progress.done or exports.store.close())
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, StoreUnavailable)
    assert contents(target.parent) == {}


def test_a_file_that_cannot_be_written_to_its_end_is_not_there(
    exports: Exports, target: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("CsvExport ended early: .*File too large")
    exports.record(BETS)
    target.write_text("old", encoding="utf-8")
    with files_of_at_most(50_000):
        outcome = exports.run(target)
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, OSError)
    assert contents(target.parent) == {"bets.csv": "old"}


def test_a_folder_that_is_gone_is_the_systems_error(
    exports: Exports, target: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("CsvExport ended early: .*No such file")
    exports.record(1)
    target.parent.rmdir()
    outcome = exports.run(target)
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, FileNotFoundError)
    assert not target.parent.exists()


def test_bets_that_are_taken_go_first(
    exports: Exports, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(right_of_way, "LIMIT_S", HANG_LIMIT_S)
    exports.record(10)
    is_done = threading.Event()

    def export() -> None:
        exports.run(target)
        is_done.set()

    thread = threading.Thread(target=export)
    with exports.way.taken():
        thread.start()
        assert not is_done.wait(0.1)
        assert not target.exists()
        assert exports.progress == []
    assert is_done.wait(HANG_LIMIT_S)
    thread.join(HANG_LIMIT_S)
    assert target.exists()


def test_a_stream_without_bets_is_a_header(exports: Exports, target: Path) -> None:
    exports.store.writer.record([Heartbeat(PAIR, 1, 1.0)])
    assert exports.run(target) == Finished(CsvWritten(target, 0))
    assert target.read_bytes().decode() == CSV_HEADER


def test_a_file_that_names_the_seeds_begins_with_them(exports: Exports, target: Path) -> None:
    exports.record(3)
    assert exports.run(target, names_seeds=True) == Finished(CsvWritten(target, 3))
    stream, bets = exports.store.reader.export(exports.store.reader.streams()[0][0].id)
    assert target.read_bytes().decode() == "".join(csv_lines(bets, stream.seeds))
    assert [(step.done, step.total) for step in exports.progress] == [(0, 3), (3, 3)]


def test_a_file_with_gaps_comes_back_as_the_same_bets(exports: Exports, store: Store, target: Path) -> None:
    exports.record(20)
    bet_filter = BetFilter(nonce_from=5)
    exports.run(target, bet_filter=bet_filter, names_seeds=True, tells_gaps=True)
    read_again = contents_of(io.BufferedReader(io.BytesIO(target.read_bytes())), None)
    items = [item for _, item in read_again.items if isinstance(item, Bet)]
    (stream,), _ = store.reader.streams()
    _, bets = store.reader.export(stream.id, bet_filter)
    assert [item.nonce for item in items] == [bet.nonce for bet in bets] == list(range(5, 21))
    assert target.read_text(encoding="utf-8").splitlines()[1].endswith(",gap")


def test_text_that_a_spreadsheet_would_run_is_made_harmless(exports: Exports, target: Path) -> None:
    exports.store.writer.record([make_bet(1, antebot_bet_id='=HYPERLINK("x")')])
    exports.run(target)
    assert '"\'=HYPERLINK(""x"")"' in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_the_file_is_as_readable_as_the_user_has_new_files(
    exports: Exports, target: Path, mask: int, mode: int
) -> None:
    exports.record(1)
    before = os.umask(mask)
    try:
        exports.run(target)
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == mode
