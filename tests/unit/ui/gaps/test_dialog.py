"""The dialog that lists missing nonces."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from liveapp.domain.bets import SeedPair
from liveapp.domain.gaps import Gaps
from liveapp.ui.gaps.dialog import MissedRoundsDialog
from tests.shell import button, visible_words
from tests.unit.ui.streams.values import make_stream

STREAM = make_stream(rounds=8812, first_round=1, last_round=8830)
SOME = Gaps(1, 8830, 8812, 18, ((3035, 3037), (5000, 5014)), is_truncated=False)
NONE = Gaps(1, 8830, 8830, 0, (), is_truncated=False)


@pytest.fixture
def dialog(theme, qtbot) -> Iterator[MissedRoundsDialog]:
    made = MissedRoundsDialog(STREAM)
    qtbot.addWidget(made)
    made.show()
    yield made
    QGuiApplication.clipboard().clear()


@pytest.fixture
def words(dialog) -> Callable[[], str]:
    return lambda: visible_words(dialog)


def test_before_the_ranges_are_read_the_streams_own_figures_are_told(dialog, words) -> None:
    assert "8,812 of nonces 1 to 8,830 · 18 missing" in words()
    assert "my-client · 1a2b3c4d5e" in words()
    assert not button(dialog, "Copy").isEnabled()
    assert "Loading" not in words()
    dialog.show_reading()
    assert "Loading…" in words()
    dialog.show_gaps(SOME)
    assert "Loading" not in words()


def test_it_lists_the_ranges_and_says_that_other_games_may_be_the_reason(dialog, words) -> None:
    dialog.show_gaps(SOME)
    assert dialog.model.ranges == list(SOME.ranges)
    assert "Other games" in words()
    assert "may be theirs" in words()
    assert "ranges are listed" not in words()


def test_it_says_what_is_missing_behind_the_last_range_that_is_listed(dialog, words) -> None:
    dialog.show_gaps(Gaps(1, 90_000, 40_000, 50_000, ((2, 2), (5, 6)), is_truncated=True))
    assert "The first 2 ranges are listed; 49,997 more rounds are missing after nonce 6." in words()
    dialog.show_gaps(SOME)
    assert "ranges are listed" not in words()


def test_where_nothing_is_missing_any_more_it_says_so_and_blames_no_other_game(dialog, words) -> None:
    dialog.show_gaps(SOME)
    dialog.show_gaps(NONE)
    assert "Nothing is missing" in words()
    assert "8,830 of nonces 1 to 8,830 · none missing" in words()
    assert "Other games" not in words()
    assert not button(dialog, "Copy").isEnabled()


def test_copy_puts_the_ranges_on_the_clipboard_and_says_so(dialog) -> None:
    dialog.show_gaps(SOME)
    copy = button(dialog, "Copy")
    copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[1:] == ["3035\t3037\t3", "5000\t5014\t15"]
    assert copy.text() == "Copied"


def test_import_is_asked_for_whatever_is_missing(dialog, qtbot) -> None:
    for gaps in (SOME, NONE):
        dialog.show_gaps(gaps)
        with qtbot.waitSignal(dialog.import_requested):
            button(dialog, "Import…").click()


def test_what_cannot_be_read_is_said_and_tried_again(dialog, words, qtbot) -> None:
    dialog.show_fault("database is locked")
    assert "The missing rounds could not be read" in words()
    assert "database is locked" in words()
    with qtbot.waitSignal(dialog.refresh_requested):
        button(dialog, "Try again").click()
    dialog.show_gaps(SOME)
    dialog.show_fault("database is locked")
    assert "database is locked" not in words()


def test_of_a_deleted_stream_nothing_is_listed_or_offered(dialog, words) -> None:
    dialog.show_gaps(SOME)
    dialog.show_gone()
    assert "This stream was deleted" in words()
    assert dialog.model.rowCount() == 0
    assert not button(dialog, "Import…").isEnabled()
    dialog.show_gaps(SOME)
    assert button(dialog, "Import…").isEnabled()


def test_it_fits_the_smallest_window_whatever_its_stream_is_called(theme, qtbot) -> None:
    long = make_stream(seeds=SeedPair("ab" * 100, "<b>" + "c" * 197), alias="n" * 80)
    dialog = MissedRoundsDialog(long)
    qtbot.addWidget(dialog)
    dialog.show_gaps(SOME)
    dialog.show()
    assert dialog.minimumSizeHint().width() <= 640
    assert dialog.minimumSizeHint().height() <= 430
