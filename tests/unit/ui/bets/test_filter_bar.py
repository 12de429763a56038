"""The line over the bet table."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from liveapp.domain.bets import MAX_NONCE, BetOutcome
from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.bets.filter_bar import BetFilterBar


@pytest.fixture
def bar(theme, qtbot) -> BetFilterBar:
    made = BetFilterBar()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
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
    assert not bar.clear_button.isVisible()
    bar.set_filter(BetFilter(2.5))
    bar.clear_button.click()
    assert told == [BetFilter(2.5), BetFilter()]
    assert not bar.clear_button.isVisible()
    bar.set_filter(BetFilter(outcome=BetOutcome.WON))
    assert bar.clear_button.isVisible()


def test_a_minimum_is_told_after_a_pause_and_at_once_by_enter(bar, told, qtbot) -> None:
    qtbot.keyClicks(bar.min_multiplier, "1,5")
    assert told == []
    qtbot.waitUntil(lambda: told == [BetFilter(1.5)])
    qtbot.keyClicks(bar.min_multiplier, "2")
    qtbot.keyClick(bar.min_multiplier, Qt.Key.Key_Return)
    assert told == [BetFilter(1.5), BetFilter(1.52)]
    bar.min_multiplier.setValue(50)
    assert told[-1] == BetFilter(50.0)


def test_an_emptied_minimum_is_no_filter(bar, told, qtbot) -> None:
    bar.set_filter(BetFilter(2.5, "hard"))
    bar.focus_filters()
    qtbot.keyClick(bar.min_multiplier, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: told[-1] == BetFilter(None, "hard"))
    assert bar.min_multiplier.text() == ""


def test_a_minimum_that_is_no_number_leaves_the_filter(bar, told, qtbot) -> None:
    bar.set_filter(BetFilter(2.5))
    bar.focus_filters()
    qtbot.keyClicks(bar.min_multiplier, "abc")
    qtbot.keyClick(bar.min_multiplier, Qt.Key.Key_Return)
    assert told == [BetFilter(2.5)]
    assert not bar.min_multiplier.is_understood


def test_a_minimum_finer_than_the_field_shows_is_kept_exactly(bar, told, qtbot) -> None:
    exact = BetFilter(1.123456789012)
    bar.set_filter(exact)
    bar.focus_filters()
    qtbot.keyClick(bar.min_multiplier, Qt.Key.Key_Return)
    bar.difficulty.setCurrentText("hard")
    assert told == [exact, BetFilter(1.123456789012, "hard")]


@pytest.mark.parametrize(
    ("typed", "nonce"),
    [("12,345", 12_345), ("12.345 678", 12_345_678), (str(2**63 - 1), 2**63 - 1), ("9" * 25, MAX_NONCE)],
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


def test_counts_and_sums_are_told_in_words(bar) -> None:
    bar.show_count(1204, 88_310, is_loading=True)
    assert bar.count_label.text() == "1,204 of 88,310 · loading…"
    assert bar.count_label.accessibleName() == "1,204 of 88,310 bets shown"
    assert not bar.sums_label.isVisible()
    bar.show_sums((CurrencyTotal("btc", 3, 5.0, 1.79), CurrencyTotal("usdt", 1, 0.0, 12.0)))
    assert bar.sums_label.isVisible()
    assert bar.sums_label.text() == "· −3.21 BTC · +12 USDT"
    assert "wagered 5 BTC" in bar.sums_label.toolTip()
    bar.show_sums(())
    assert not bar.sums_label.isVisible()


def test_the_follow_button_says_why_it_cannot(bar, qtbot) -> None:
    button = bar.following_button
    bar.show_following(is_following=True, can_follow=True)
    assert (button.text(), button.isChecked(), button.isEnabled()) == ("Following", True, True)
    bar.show_following(is_following=False, can_follow=True)
    assert (button.text(), button.isChecked(), button.isEnabled()) == ("Follow", False, True)
    bar.show_following(is_following=False, can_follow=False)
    assert not button.isEnabled()
    assert button.toolTip().startswith("Sort by nonce, time or received to follow")
    bar.show_following(is_following=False, can_follow=True)
    button.click()
    bar.show_following(is_following=False, can_follow=True)
    assert not button.isChecked()


def test_no_alt_letter_of_the_line_stands_in_a_menus_way(bar) -> None:
    bar.set_filter(BetFilter(outcome=BetOutcome.WON, nonce_from=1))
    words = [label.text() for label in bar.findChildren(QLabel)]
    words += [stop.text() for stop in bar.chips.tab_stops()]
    assert [one for one in words if "&" in one] == []


def test_tab_goes_from_left_to_right_also_through_chips(bar, qtbot) -> None:
    bar.set_filter(BetFilter(outcome=BetOutcome.WON))
    bar.set_filter(BetFilter(outcome=BetOutcome.WON, nonce_from=1))
    bar.show_following(is_following=True, can_follow=True)
    chips = bar.chips.chips
    bar.focus_filters()
    reached = []
    for _ in range(9):
        reached.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert reached == [
        bar.min_multiplier,
        bar.difficulty,
        bar.chips.add_button,
        chips["Outcome"].words_button,
        chips["Outcome"].end_button,
        chips["Nonces"].words_button,
        chips["Nonces"].end_button,
        bar.clear_button,
        bar.nonce,
    ]
    assert QApplication.focusWidget() is bar.following_button


def test_esc_in_any_field_asks_to_leave(bar, qtbot) -> None:
    bar.set_filter(BetFilter(outcome=BetOutcome.WON))
    for field in (bar.min_multiplier, bar.difficulty, bar.nonce, bar.chips.chips["Outcome"].words_button):
        field.setFocus()
        with qtbot.waitSignal(bar.left):
            qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_another_stream_empties_the_nonce(bar, told) -> None:
    bar.nonce.setText("77")
    bar.set_filter(BetFilter(2.0))
    bar.forget()
    assert bar.nonce.text() == ""
    assert bar.bet_filter == BetFilter(2.0)
    assert told == [BetFilter(2.0)]
    bar.clear_filter()
    assert bar.bet_filter == ALL_BETS
