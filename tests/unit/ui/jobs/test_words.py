"""What each kind of job is called."""

from pathlib import Path
from typing import get_args

from liveapp.domain.jobs import CsvExport, DeletionRest, JobRequest, Progress
from liveapp.ui.jobs import words as words_module
from liveapp.ui.jobs.words import job_words
from tests.unit.ui.streams.values import PLAIN


def test_every_kind_of_job_has_words_or_is_not_shown_on_purpose() -> None:
    assert set(words_module.WORDS) == set(get_args(JobRequest))
    assert job_words(DeletionRest()) is None


def test_an_export_is_named_by_its_stream_and_counted_in_bets() -> None:
    words = job_words(CsvExport(PLAIN, Path("bets.csv")))
    assert words.name == "export of 1a2b3c4d5e"
    assert words.line(Progress(400, 12_345)) == "Exporting 1a2b3c4d5e: 400 of 12,345 bets"


def test_without_a_total_only_what_is_done_is_told() -> None:
    words = job_words(CsvExport(PLAIN, Path("bets.csv")))
    assert words.line(Progress(1)) == "Exporting 1a2b3c4d5e: 1 bet"
