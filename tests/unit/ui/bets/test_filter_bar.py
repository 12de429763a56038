"""The line over the bet table."""

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.queries import BetFilter
from liveapp.ui.bets.filter_bar import BetFilterBar


@pytest.fixture
def bar(theme, qtbot) -> BetFilterBar:
    made = BetFilterBar()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def told(bar) -> list[BetFilter]:
    filters: list[BetFilter] = []
    bar.filter_changed.connect(filters.append)
    return filters


def test_a_filter_is_told_once_for_each_change(bar, told) -> None:
    bar.set_filter(BetFilter(2.5, "hard"))
    bar.set_filter(BetFilter(2.5, "hard"))
    bar.difficulty.setCurrentText("easy")
    assert told == [BetFilter(2.5, "hard"), BetFilter(2.5, "easy")]


def test_clear_is_offered_only_while_something_is_filtered(bar, told) -> None:
    assert not bar.clear_button.isEnabled()
    bar.set_filter(BetFilter(2.5))
    bar.clear_button.click()
    assert told == [BetFilter(2.5), BetFilter()]
    assert not bar.clear_button.isEnabled()


@pytest.mark.parametrize(
    ("typed", "nonce"), [("12,345", 12_345), (str(2**63 - 1), 2**63 - 1), ("9" * 25, MAX_NONCE)]
)
def test_a_nonce_is_asked_for_whole_and_never_beyond_what_can_be_stored(bar, qtbot, typed, nonce) -> None:
    qtbot.keyClicks(bar.nonce, typed)
    with qtbot.waitSignal(bar.nonce_requested) as asked:
        qtbot.keyClick(bar.nonce, Qt.Key.Key_Return)
    assert asked.args == [nonce]


def test_without_digits_no_nonce_is_asked_for(bar, qtbot) -> None:
    qtbot.keyClicks(bar.nonce, "abc")
    with qtbot.assertNotEmitted(bar.nonce_requested):
        qtbot.keyClick(bar.nonce, Qt.Key.Key_Return)
    assert bar.nonce.text() == ""


def test_counts_and_following_are_told_in_words(bar) -> None:
    bar.show_count(1204, 88_310, is_loading=True)
    assert bar.count_label.text() == "1,204 of 88,310 · loading…"
    assert bar.count_label.accessibleName() == "1,204 of 88,310 bets shown"
    bar.show_following(is_following=False, can_follow=False)
    assert bar.following_button.text() == "Follow"
    assert not bar.following_button.isEnabled()
