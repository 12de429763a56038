"""What each kind of job is called."""

from array import array
from dataclasses import replace
from pathlib import Path
from typing import get_args

from liveapp.domain.importing import ImportSource
from liveapp.domain.jobs import (
    Backup,
    BookmarkExport,
    CsvExport,
    DatabaseCheck,
    DeletionRest,
    FileImport,
    FilePreviews,
    JobRequest,
    Progress,
    StreamsExport,
)
from liveapp.domain.proof_jobs import Exploration, Explored, ExploredExport, ProofReport, SeedVerification
from liveapp.ui.jobs import words as words_module
from liveapp.ui.jobs.words import job_words
from tests.unit.ui.streams.values import PLAIN


def test_every_kind_of_job_has_words_or_is_not_shown_on_purpose() -> None:
    assert set(words_module.WORDS) == set(get_args(JobRequest))
    assert job_words(DeletionRest()) is None
    assert job_words(FilePreviews((Path("a.csv"),))) is None


def test_an_export_is_named_by_its_stream_and_counted_in_bets() -> None:
    words = job_words(CsvExport(PLAIN, Path("bets.csv")))
    assert words.name == "export of 1a2b3c4d5e"
    assert words.line(Progress(400, 12_345)) == "Exporting 1a2b3c4d5e: 400 of 12,345 bets"


def test_several_streams_are_one_job_and_counted_in_bets() -> None:
    words = job_words(StreamsExport(Path("exports"), (PLAIN, PLAIN)))
    assert words.name == "export of 2 streams"
    assert words.line(Progress(1, 12_345)) == "Exporting 2 streams: 1 of 12,345 bets"
    assert words.cancel_hint == "Stop the export; files that are whole stay"


def test_of_a_zip_file_nothing_stays() -> None:
    words = job_words(StreamsExport(Path("all.zip"), is_zip=True))
    assert words.line(Progress(0, 2)) == "Exporting all streams: 0 of 2 bets"
    assert words.cancel_hint == "Stop the export; no file is left behind"


def test_an_export_of_bookmarks_is_told_from_one_of_bets() -> None:
    words = job_words(BookmarkExport(PLAIN, Path("bookmarks.csv")))
    assert words.name == "export of the bookmarks of 1a2b3c4d5e"
    assert words.line(Progress(1, 1)) == "Exporting the bookmarks of 1a2b3c4d5e: 1 of 1 bookmark"


def test_without_a_total_only_what_is_done_is_told() -> None:
    words = job_words(CsvExport(PLAIN, Path("bets.csv")))
    assert words.line(Progress(1)) == "Exporting 1a2b3c4d5e: 1 bet"


def test_a_backup_is_told_in_percent_and_the_daily_one_not_at_all() -> None:
    words = job_words(Backup())
    assert words.line(Progress(412, 1_000)) == "Backing up the database: 41 %"
    assert words.line(Progress(0, 0)) == "Backing up the database: 0 %"
    assert words.line(Progress(3)) == "Backing up the database …"
    assert job_words(Backup(is_asked_for=False)) is None


def test_a_check_says_why_where_nobody_asked_for_it() -> None:
    assert job_words(DatabaseCheck()).line(Progress(2, 5)) == "Checking the database: 40 %"
    assert job_words(DatabaseCheck(is_asked_for=False)).doing == (
        "Checking the database after it was not closed cleanly"
    )


def test_an_import_is_named_by_its_file_or_by_how_many_there_are() -> None:
    one, other = ImportSource(Path("/in/a.csv")), ImportSource(Path("/in/b.csv"))
    assert job_words(FileImport((one,))).line(Progress(1, 4)) == "Importing a.csv: 25 %"
    assert job_words(FileImport((one, other))).name == "import of 2 files"


def test_each_that_holds_the_window_says_what_is_lost() -> None:
    export = CsvExport(PLAIN, Path("a.csv"))
    requests = (export, StreamsExport(Path("all")), Backup(), DatabaseCheck(), FileImport(()))
    for request in requests:
        words = job_words(request)
        assert words.holds_window
        assert words.loss
    assert job_words(export).loss == "no file is left behind"
    assert not job_words(DatabaseCheck(is_asked_for=False)).holds_window


EXPLORATION = Exploration("a-secret-seed", "my-client", "expert", 1, 1_000_000, 2.0)


def test_a_verification_is_named_by_the_hash_and_needs_no_question_at_the_end() -> None:
    words = job_words(SeedVerification("1a2b3c4d5e" + "f0" * 27))
    assert words.name == "proof of 1a2b3c4d5e"
    assert words.line(Progress(400, 12_345)) == "Proving 1a2b3c4d5e: 400 of 12,345 bets"
    assert not words.holds_window
    assert "goes on at the next start" in words.loss


def test_an_exploration_is_counted_in_rounds_and_names_no_seed() -> None:
    words = job_words(EXPLORATION)
    assert words.line(Progress(10, 1_000_000)) == "Exploring a seed, expert: 10 of 1,000,000 rounds"
    assert words.name == "exploration of 1,000,000 rounds"
    assert "a-secret-seed" not in str(words)
    assert job_words(replace(EXPLORATION, nonce_to=1)).name == "exploration of 1 round"


def test_files_made_of_seeds_say_that_none_is_left_behind() -> None:
    explored = Explored(EXPLORATION, array("q", [3, 9]), bytes([7, 8]))
    export = job_words(ExploredExport(explored, Path("explored.csv")))
    assert export.name == "export of 2 explored rounds"
    assert export.line(Progress(1, 2)) == "Exporting explored rounds: 1 of 2 rounds"
    report = job_words(ProofReport(PLAIN, Path("proof.html")))
    assert report.line(Progress(1, 1234)) == "Writing the proof of 1a2b3c4d5e: 1 of 1,234 bets"
    for words in (export, report):
        assert words.holds_window
        assert words.loss == "no file is left behind"
