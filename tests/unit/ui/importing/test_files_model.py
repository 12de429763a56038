"""The table of files to import."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from liveapp.domain.bets import SeedPair
from liveapp.domain.importing import ImportSource
from liveapp.ui.importing.files_model import FileColumn, FilesModel
from tests.shell import FIRST_SEEDS, SECOND_SEEDS
from tests.unit.ui.importing.previews import ARCHIVE, NAMELESS, PICTURE


def nobody(_name: str) -> None:
    """Suggests no seeds."""


@pytest.fixture
def model(qapp) -> FilesModel:
    made = FilesModel([ARCHIVE.path, NAMELESS.path, PICTURE.path])
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def cells(model: FilesModel, row: int, role: int = Qt.ItemDataRole.DisplayRole) -> list[str]:
    return [model.index(row, column).data(role) for column in FileColumn]


def test_what_is_not_known_yet_stands_there_as_such(model) -> None:
    assert cells(model, 0) == ["archive.json", "…", "", "", "", ""]
    assert model.rows[0].can_hold_some


def test_a_preview_fills_its_row(model, qtbot) -> None:
    with qtbot.waitSignal(model.dataChanged):
        assert model.show_previews([ARCHIVE], nobody) == [model.rows[0]]
    assert cells(model, 0) == [
        "archive.json",
        "JSON",
        "1a2b3c4d5e · my-client",
        "2026-01-28 – 01-29",
        "2 refused · 12 of other games",
        "1,200",
    ]
    assert model.show_previews([ARCHIVE], nobody) == []


def test_several_seed_pairs_are_counted(model) -> None:
    several = replace(ARCHIVE, seed_pairs=1_000, first_seed_pairs=(FIRST_SEEDS, SECOND_SEEDS))
    model.show_previews([several], nobody)
    assert cells(model, 0)[FileColumn.SEEDS] == "1,000"


def test_seeds_that_are_needed_are_asked_for_until_both_are_there(model) -> None:
    model.show_previews([NAMELESS], nobody)
    row = model.rows[1]
    assert cells(model, 1)[FileColumn.SEEDS] == "needed"
    model.set_seeds(row, SeedPair("aa", ""))
    assert row.lacks_seeds
    assert row.given_seeds is None
    model.set_seeds(row, FIRST_SEEDS)
    assert not row.lacks_seeds
    assert cells(model, 1)[FileColumn.SEEDS] == "1a2b3c4d5e · my-client"
    assert model.sources()[1] == ImportSource(NAMELESS.path, FIRST_SEEDS, "bets.csv")


def test_a_file_that_names_its_seeds_is_given_none(model) -> None:
    model.show_previews([ARCHIVE], nobody)
    model.set_seeds(model.rows[0], SECOND_SEEDS)
    assert model.sources()[0] == ImportSource(ARCHIVE.path, None, "archive.json")


def test_suggested_seeds_are_taken_until_the_user_begins_to_give_others(model) -> None:
    model.show_previews([NAMELESS], {"bets.csv": FIRST_SEEDS}.get)
    assert model.rows[1].seeds == FIRST_SEEDS
    model.set_seeds(model.rows[1], SeedPair("", "x"))
    model.fill_in({"bets.csv": SECOND_SEEDS}.get)
    assert model.rows[1].seeds == ("", "x")
    model.set_seeds(model.rows[1], SeedPair("", ""))
    model.fill_in({"bets.csv": SECOND_SEEDS}.get)
    assert model.rows[1].seeds == SECOND_SEEDS


def test_why_a_file_cannot_be_read_is_in_its_tooltips(model) -> None:
    model.show_previews([PICTURE], nobody)
    assert cells(model, 2) == ["holiday.png", "Not readable", "", "", "", ""]
    assert cells(model, 2, Qt.ItemDataRole.ToolTipRole)[1:] == ["This is no text file"] * 5
    assert cells(model, 2, Qt.ItemDataRole.ToolTipRole)[0] == str(PICTURE.path)
    assert not model.rows[2].can_hold_some


def test_a_file_that_is_left_out_is_gone(model) -> None:
    model.leave_out(model.rows[0])
    assert [row.name for row in model.rows] == ["bets.csv", "holiday.png"]
    assert model.show_previews([ARCHIVE], nobody) == []


def test_files_of_the_same_name_are_told_by_their_folders(qapp) -> None:
    paths = [Path("/in/a/bets.csv"), Path("/in/b/bets.csv"), Path("/in/b/other.csv")]
    names = [source.name for source in FilesModel(paths).sources()]
    assert names == ["/in/a/bets.csv", "/in/b/bets.csv", "other.csv"]


def test_a_name_that_is_no_text_is_shown_all_the_same(qapp) -> None:
    model = FilesModel([Path("/in/\udcff.csv")])
    assert cells(model, 0)[0] == "\N{REPLACEMENT CHARACTER}.csv"


def test_each_title_says_what_it_means(model) -> None:
    for column in FileColumn:
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            assert model.headerData(column, Qt.Orientation.Horizontal, role)
