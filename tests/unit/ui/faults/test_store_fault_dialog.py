"""What is said of the database's faults."""

import pytest

from liveapp.domain.errors import (
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
    StoreUnavailable,
)
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog, fault_words
from tests.shell import button, visible_words

FAULTS = [StoreLocked, StoreFull, StoreReadOnly, StoreDamaged, StoreTooNew, StoreUnavailable]


@pytest.mark.parametrize("kind", FAULTS)
def test_every_trouble_says_what_it_means_and_what_can_be_done(kind):
    words = fault_words(kind("reason"))
    assert words.what.endswith(".")
    assert words.meaning.endswith(".")
    assert words.next_step.endswith(".")
    assert "Error" not in words.what


def test_every_kind_of_trouble_has_words_of_its_own():
    assert len({fault_words(kind("reason")) for kind in FAULTS}) == len(FAULTS)


def test_it_works_before_there_is_a_window(qtbot, light_theme, tmp_path):
    dialog = StoreFaultDialog(StoreLocked("busy"), tmp_path / "liveapp.sqlite3")
    qtbot.addWidget(dialog)
    dialog.show()
    assert str(tmp_path / "liveapp.sqlite3") in visible_words(dialog)


def test_the_data_folder_can_be_opened_from_it(qtbot, light_theme, tmp_path, opened):
    dialog = StoreFaultDialog(StoreDamaged("bad"), tmp_path / "liveapp.sqlite3")
    qtbot.addWidget(dialog)
    button(dialog, "Open data folder").click()
    assert opened.paths == [tmp_path]
