"""What is said of the database's faults."""

from pathlib import Path

import pytest

from liveapp.domain.errors import (
    DatabaseMissing,
    LogMismatch,
    StoreDamaged,
    StoreDetached,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
    StoreUnavailable,
)
from liveapp.ui.faults.words import fault_words

FAULTS = [
    StoreLocked("reason"),
    StoreFull("reason"),
    StoreReadOnly("reason"),
    StoreDamaged("reason"),
    LogMismatch("reason"),
    DatabaseMissing("reason"),
    StoreDetached(),
    StoreTooNew("reason"),
    StoreUnavailable("reason"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_every_trouble_says_what_it_means_and_what_can_be_done(fault) -> None:
    words = fault_words(fault)
    assert words.what.endswith(".")
    assert words.meaning.endswith(".")
    assert words.next_step.endswith(".")
    assert "Error" not in words.what


def test_every_kind_of_trouble_has_words_of_its_own() -> None:
    assert len({fault_words(fault) for fault in FAULTS}) == len(FAULTS)


def test_files_that_went_away_tell_where_everything_was_saved_and_that_nothing_is_stored_now() -> None:
    saved = fault_words(StoreDetached(Path("/data/backups/saved.sqlite3")))
    assert "Nothing is stored now" in saved.meaning
    assert saved.meaning.endswith("saved as:\n/data/backups/saved.sqlite3")
    assert "File › Restore a backup…" in saved.next_step
    assert "could not be saved" in fault_words(StoreDetached()).meaning


@pytest.mark.parametrize("kind", [StoreFull, StoreReadOnly, StoreLocked, StoreUnavailable])
def test_a_fault_that_may_have_met_the_rest_of_a_deletion_never_says_that_nothing_was_changed(kind) -> None:
    words = fault_words(kind("reason"))
    assert "Nothing was changed" not in words.meaning
    assert "Nothing of what was asked" not in words.meaning


def test_a_full_disk_is_not_told_to_be_emptied_by_deleting_streams() -> None:
    assert "Deleting streams does not help" in fault_words(StoreFull("reason")).next_step
