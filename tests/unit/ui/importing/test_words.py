"""What files and imports are called."""

from dataclasses import replace

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.importing import FileFormat, FilePreview, ImportReport, RefusedItem, UnreadableFile
from liveapp.ui.importing.words import (
    FORMATS,
    days_text,
    format_text,
    import_text,
    importable,
    left_out_text,
    preview_text,
    seeds_by_name,
    seeds_in_name,
    seeds_text,
    summary,
)
from tests.shell import FIRST_SEEDS, SECOND_SEEDS
from tests.unit.ui.importing.previews import ARCHIVE, DAY_US, NOON_US, PICTURE
from tests.unit.ui.streams.values import make_stream

FIRST = make_stream(1, seeds=FIRST_SEEDS)
SECOND = make_stream(2, seeds=SECOND_SEEDS)


def test_every_format_has_a_name_and_none_is_told_too() -> None:
    assert set(FORMATS) == set(FileFormat)
    assert format_text(ARCHIVE) == "JSON"
    assert format_text(PICTURE) == "Not readable"


def test_what_is_refused_cannot_be_imported_and_other_games_are_apart() -> None:
    assert importable(ARCHIVE) == 1_200
    assert left_out_text(ARCHIVE) == "2 refused · 12 of other games"
    assert left_out_text(replace(ARCHIVE, refused=0, other_games=0)) == ""
    assert left_out_text(replace(ARCHIVE, other_games=0, detail="cut")) == "2 refused · incomplete"


def test_seeds_are_told_by_their_beginning_in_one_line() -> None:
    assert seeds_text(FIRST_SEEDS) == "1a2b3c4d5e · my-client"
    assert seeds_text(SeedPair("ab\ncd", "x" * 50)) == f"ab cd · {'x' * 39}…"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "2026-01-28"), (6, "2026-01-28 – 02-03"), (365, "2026-01-28 – 2027-01-28")],
)
def test_a_time_span_names_its_days(days: int, words: str) -> None:
    assert days_text(replace(ARCHIVE, first_us=NOON_US, last_us=NOON_US + days * DAY_US)) == words
    assert days_text(replace(ARCHIVE, first_us=None, last_us=None)) == ""


def test_a_file_is_told_whole_with_the_first_of_what_is_refused() -> None:
    text = preview_text(ARCHIVE)
    assert "1,200 (1,000 bets, 200 heartbeats)" in text
    assert f"{FIRST_SEEDS.server_seed_hashed} · my-client" in text
    assert "12, left out" in text
    assert text.endswith("Refused:\nline 17: nonce is missing\nand 1 more")
    assert "and 4 more" in preview_text(replace(ARCHIVE, seed_pairs=5))
    in_part = replace(ARCHIVE, refusals=(RefusedItem("part.csv", 3, "cut off"),))
    assert "part.csv, line 3: cut off" in preview_text(in_part)


def test_a_file_that_cannot_be_read_says_why_and_nothing_else() -> None:
    assert preview_text(PICTURE).splitlines()[1:] == [
        "Format  Not readable",
        "Note    This is no text file",
    ]


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (ImportReport(read=1, new=1), "Imported 1 new round"),
        (
            ImportReport(read=3_105, new=3_000, duplicates=105),
            "Imported 3,000 new rounds · 105 there already",
        ),
        (ImportReport(read=2, refused=2), "Nothing new was imported · 2 refused"),
        (
            ImportReport(unreadable=(UnreadableFile("a", "b"),)),
            "Nothing new was imported · 1 file not readable",
        ),
    ],
)
def test_an_import_is_told_in_a_line(report: ImportReport, words: str) -> None:
    assert summary(report) == words


def test_what_ended_early_says_what_stays() -> None:
    report = ImportReport(read=500, new=500, is_whole=False)
    assert summary(report, is_cancelled=True) == "Import cancelled; 500 new rounds imported until then stay"
    full = replace(report, fault="The disk is full")
    assert summary(full) == "The import ended early, after 500 new rounds: The disk is full"
    assert "1 new round imported until then stays" in summary(replace(report, new=1), is_cancelled=True)


def test_the_report_names_each_refusal_with_its_file_and_line() -> None:
    report = ImportReport(
        read=305,
        new=4,
        duplicates=1,
        refused=300,
        other_games=7,
        refusals=(RefusedItem("a.csv", 3, "cut off"),),
        unreadable=(UnreadableFile("holiday.png", "no text"),),
    )
    lines = import_text(report).splitlines()
    assert lines[:4] == [
        "New            4",
        "There already  1",
        "Other games    7, left out",
        "Refused        300",
    ]
    assert "holiday.png: no text" in lines
    assert lines[-2:] == ["a.csv, 3: cut off", "and 299 more"]


@pytest.mark.parametrize(
    ("name", "seeds"),
    [
        ("stream_1a2b3c4d5e_my-client_1234_bets.csv", FIRST_SEEDS),
        ("stream_1a2b3c4d5e_my-client_1234_bets-2.csv.gz", FIRST_SEEDS),
        ("stream_77aa001122_other-client_5_bets.csv", SECOND_SEEDS),
        ("stream_77aa001122_my-client_5_bets.csv", None),
        ("stream_1a2b3c4d5e_my-client_2_5_bets.csv", None),
        ("bets.csv", None),
    ],
)
def test_an_export_is_named_for_its_stream(name: str, seeds: SeedPair | None) -> None:
    assert seeds_in_name(name, seeds_by_name([FIRST, SECOND])) == seeds


def test_a_name_that_could_be_of_two_streams_is_of_none() -> None:
    twin = make_stream(3, seeds=SeedPair(FIRST_SEEDS.server_seed_hashed, "my client"))
    like_it = make_stream(4, seeds=SeedPair(FIRST_SEEDS.server_seed_hashed, "my?client"))
    name = "stream_1a2b3c4d5e_my_client_5_bets.csv"
    assert seeds_in_name(name, seeds_by_name([twin, like_it])) is None
    assert seeds_in_name(name, seeds_by_name([twin])) == twin.seeds


def test_an_empty_preview_is_no_trouble() -> None:
    assert preview_text(FilePreview(ARCHIVE.path, FileFormat.EMPTY)).splitlines()[2] == (
        "Rounds       0 (0 bets, 0 heartbeats)"
    )
