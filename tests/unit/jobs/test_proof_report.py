"""A report is whole or not there, of one file or of several, and bets come first."""

import errno
import threading
from functools import partial
from pathlib import Path

import pytest

from liveapp.app.core.resources import resources_folder
from liveapp.domain import right_of_way
from liveapp.domain.errors import SeedUnknown, StoreUnavailable, StreamNotFound
from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.domain.proof_jobs import ProofReport, ProofWritten, ReportRows
from liveapp.domain.right_of_way import RightOfWay
from liveapp.domain.verdicts import Verdict
from liveapp.jobs import report_rows
from liveapp.jobs.proof_report import BETS_PER_STEP, write_report
from liveapp.storage import Store
from tests.proving import SERVER_SEED, Player
from tests.unit.jobs.reports import Control, ReadPage, record, write
from tests.unit.jobs.test_csv_export import contents, files_of_at_most

HANG_LIMIT_S = 20.0
PLAYER = Player()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    return folder


@pytest.fixture
def target(folder: Path) -> Path:
    return folder / "proof.html"


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_rows, "MOST_REPORT_ROWS", 2)


def cancel(_progress: Progress) -> None:
    raise JobCancelled


def test_a_report_holds_every_bet_by_nonce_and_replaces_an_older_one(store: Store, target: Path) -> None:
    record(store, PLAYER.bets(1, 2 * BETS_PER_STEP + 1)[::-1])
    target.write_text("old", encoding="utf-8")
    control = Control()
    assert write(store, target, control=control) == ProofWritten((target,), 2 * BETS_PER_STEP + 1)
    page = ReadPage(target)
    assert [int(cells[0]) for cells in page.bets()] == list(range(1, 2 * BETS_PER_STEP + 2))
    assert {cells[-1] for cells in page.bets()} == {"✓ verified"}
    assert [step.done for step in control.reports] == [
        0,
        BETS_PER_STEP,
        2 * BETS_PER_STEP,
        2 * BETS_PER_STEP + 1,
    ]
    assert list(contents(target.parent)) == ["proof.html"]


def test_bets_that_nobody_has_compared_yet_are_compared_in_it(store: Store, target: Path) -> None:
    record(store, [PLAYER.bet(1), PLAYER.tampered(2), PLAYER.bet(3, payout=9.0)])
    assert store.reader.streams()[0][0].unjudged_bets == 3
    write(store, target)
    assert [cells[-1].split(":")[0] for cells in ReadPage(target).bets()] == [
        "✓ verified",
        "≠ result differs",
        "≠ payout differs",
    ]


def test_a_report_says_what_the_database_says(store: Store, target: Path) -> None:
    record(store, [PLAYER.bet(1), PLAYER.tampered(2)])
    (stream,), _ = store.reader.streams()
    first, second = store.reader.bets_to_prove(stream.key, 0, 2)
    store.writer.set_verdicts(stream.key, [(first.id, Verdict.VERIFIED), (second.id, Verdict.RESULT_DIFFERS)])
    write(store, target)
    proof = store.reader.stream(stream.id).proof
    assert (proof.verified, proof.mismatched) == (1, 1)
    assert "1 right · 1 differs · 0 cannot be computed" in ReadPage(target).words


def test_a_stream_without_bets_has_nothing_to_prove(store: Store, target: Path) -> None:
    store.writer.record([PLAYER.bet(1)])
    store.writer.reveal_seed(SERVER_SEED)
    assert write(store, target, ReportRows.DIFFERING) == ProofWritten((target,), 0)
    assert ReadPage(target).bets() == []


def test_a_stream_whose_seed_is_not_known_has_no_report(store: Store, target: Path) -> None:
    store.writer.record([PLAYER.bet(1)])
    with pytest.raises(SeedUnknown):
        write(store, target)
    assert contents(target.parent) == {}


@pytest.mark.parametrize("old", [{}, {"proof.html": "old"}], ids=["new", "replaced"])
@pytest.mark.parametrize("reports_before", [0, 1, 2])
def test_a_cancelled_report_leaves_everything_as_it_was(
    store: Store, target: Path, old: dict[str, str], reports_before: int, short_pages: None
) -> None:
    record(store, PLAYER.bets(1, 5))
    for name, text in old.items():
        (target.parent / name).write_text(text, encoding="utf-8")
    seen: list[Progress] = []

    def cancel_later(progress: Progress) -> None:
        seen.append(progress)
        if len(seen) > reports_before:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        write(store, target, control=Control(cancel_later))
    assert contents(target.parent) == old


def test_a_stream_that_is_deleted_meanwhile_leaves_the_older_file(
    store: Store, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(store, PLAYER.bets(1, BETS_PER_STEP + 10))
    target.write_text("old", encoding="utf-8")
    (stream,), _ = store.reader.streams()

    def delete(progress: Progress) -> None:
        if progress.done == 0:
            store.writer.delete_stream(stream.id)

    with pytest.raises(StreamNotFound):
        write(store, target, control=Control(delete))
    assert contents(target.parent) == {"proof.html": "old"}


def test_a_database_that_is_closed_meanwhile_leaves_no_file(store: Store, target: Path) -> None:
    record(store, PLAYER.bets(1, BETS_PER_STEP + 10))
    with pytest.raises(StoreUnavailable):
        write(store, target, control=Control(lambda progress: progress.done or store.close()))
    assert contents(target.parent) == {}


def test_a_disk_that_is_full_leaves_the_older_file(store: Store, target: Path) -> None:
    record(store, PLAYER.bets(1, 500))
    target.write_text("old", encoding="utf-8")
    with files_of_at_most(50_000), pytest.raises(OSError, match="File too large") as raised:
        write(store, target)
    assert raised.value.errno == errno.EFBIG
    assert contents(target.parent) == {"proof.html": "old"}


def test_a_folder_that_is_gone_is_the_systems_error(store: Store, target: Path) -> None:
    record(store, PLAYER.bets(1, 1))
    target.parent.rmdir()
    with pytest.raises(FileNotFoundError):
        write(store, target)
    assert not target.parent.exists()


def test_of_several_files_only_the_one_that_was_agreed_upon_replaces_another(
    store: Store, target: Path, short_pages: None
) -> None:
    record(store, PLAYER.bets(1, 5))
    for name in ("proof.html", "Proof-2.html"):
        (target.parent / name).write_text("old", encoding="utf-8")
    written = write(store, target)
    assert [path.name for path in written.paths] == ["proof.html", "proof-2-2.html", "proof-3.html"]
    assert (target.parent / "Proof-2.html").read_text(encoding="utf-8") == "old"
    assert [cells[0] for path in written.paths for cells in ReadPage(path).bets()] == list("12345")


def test_where_one_of_several_files_cannot_take_its_name_none_does(
    store: Store, target: Path, short_pages: None
) -> None:
    record(store, PLAYER.bets(1, 5))
    (target.parent / "proof.html").mkdir()
    with pytest.raises(IsADirectoryError):
        write(store, target)
    assert [path.name for path in target.parent.iterdir()] == ["proof.html"]


def test_what_differs_takes_as_many_files_as_it_needs(store: Store, target: Path, short_pages: None) -> None:
    record(store, [PLAYER.bet(1), *(PLAYER.tampered(nonce) for nonce in range(2, 5))])
    written = write(store, target, ReportRows.DIFFERING)
    assert written.bets == 3
    assert [[cells[0] for cells in ReadPage(path).bets()] for path in written.paths] == [["2", "3"], ["4"]]


def test_bets_that_are_taken_go_first(store: Store, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(right_of_way, "LIMIT_S", HANG_LIMIT_S)
    record(store, PLAYER.bets(1, 10))
    way = RightOfWay()
    (stream,), _ = store.reader.streams()
    is_done = threading.Event()
    work = partial(write_report, store.reader, way, resources_folder(), ProofReport(stream, target))

    def report() -> None:
        work(Control())
        is_done.set()

    thread = threading.Thread(target=report)
    with way.taken():
        thread.start()
        assert not is_done.wait(0.1)
        assert not target.exists()
    assert is_done.wait(HANG_LIMIT_S)
    thread.join(HANG_LIMIT_S)
    assert target.exists()
