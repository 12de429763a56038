"""How a way out ended, in words."""

import pytest

from liveapp.domain.errors import LiveappError, StoreFull
from liveapp.domain.keeping import Restored, Salvaged, StartedOver
from liveapp.ui.faults.way_out_dialog import WayOutDialog, way_out_words
from tests.shell import button


def test_a_restored_backup_tells_what_it_holds_and_what_was_kept() -> None:
    what, lines = way_out_words(Restored(3, 88_310, "former.sqlite3"))
    assert what == "Restored 88,310 bets in 3 streams."
    assert lines == ["The former database is kept as:\nformer.sqlite3"]


def test_what_was_not_there_is_not_kept() -> None:
    assert list(way_out_words(Restored(1, 1, None))[1]) == []


def test_what_was_saved_is_told_with_all_its_counts() -> None:
    what, lines = way_out_words(Salvaged(88_120, 150, 1, "copy.sqlite3", "damaged.sqlite3"))
    assert what == "Saved 88,270 bets."
    assert lines == [
        "88,120 bets could be read of the damaged database.",
        "150 bets came from the backup\ncopy.sqlite3",
        "Known to have been there and not found: 1 bet.",
        "The damaged database is kept as:\ndamaged.sqlite3",
    ]


def test_without_a_backup_and_with_nothing_missing_it_says_so() -> None:
    lines = way_out_words(Salvaged(5, 0, 0, None, None))[1]
    assert lines == [
        "5 bets could be read of the damaged database.",
        "There was no backup to take more from.",
        "None are known to be missing.",
    ]


def test_beginning_anew_tells_what_was_set_aside() -> None:
    assert list(way_out_words(StartedOver("a.sqlite3"))[1]) == ["What was set aside is kept as:\na.sqlite3"]


@pytest.mark.parametrize("error", [StoreFull("disk full"), LiveappError("the file is no database")])
def test_a_way_that_failed_says_why_and_that_nothing_was_overwritten(error) -> None:
    what, lines = way_out_words(error)
    assert what == "That did not succeed."
    assert f"Reason given: {error}" in lines
    assert "No file was overwritten." in lines


def test_the_data_folder_can_be_opened_from_it(qtbot, light_theme, tmp_path, opened) -> None:
    dialog = WayOutDialog(Restored(3, 5, "former.sqlite3"), tmp_path)
    qtbot.addWidget(dialog)
    button(dialog, "Open data folder").click()
    assert opened.paths == [tmp_path]


def test_a_backup_that_had_no_more_is_not_told_as_if_it_had() -> None:
    lines = way_out_words(Salvaged(5, 0, 0, "copy.sqlite3", None))[1]
    assert "The newest backup had no more." in lines
