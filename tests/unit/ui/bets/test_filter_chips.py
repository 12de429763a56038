import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from liveapp.domain.bets import BetOutcome
from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.domain.verdicts import DIFFERING, Verdict
from liveapp.ui.bets.filter_bar import BetFilterBar
from liveapp.ui.bets.filter_dialog import FilterDialog
from liveapp.ui.bets.filter_kinds import NONCES, OUTCOME, PROOF

MANY = BetFilter(None, None, BetOutcome.WON, 2.5, 1000, 2000, 1_700_000_000_000_000, None)


@pytest.fixture
def bar(theme, qtbot) -> BetFilterBar:
    made = BetFilterBar()
    qtbot.addWidget(made)
    made.resize(1100, 40)
    made.show()
    made.activateWindow()
    return made


def words(bar: BetFilterBar) -> list[str]:
    """What the chips say, from left to right."""
    chips = sorted(bar.chips.chips.values(), key=lambda chip: (chip.y(), chip.x()))
    return [chip.words for chip in chips]


def entry(menu: QMenu, text: str):
    return next(one for one in menu.actions() if one.text() == text)


def test_each_filter_that_is_on_has_a_chip_in_its_place(bar) -> None:
    bar.set_filter(BetFilter(nonce_from=1000, nonce_to=2000))
    bar.set_filter(MANY)
    QApplication.processEvents()
    assert words(bar)[:3] == ["Won", "Target 2.50×", "Nonce 1,000–2,000"]
    assert words(bar)[3].startswith("Time from 2023-11-1")
    bar.set_filter(BetFilter(nonce_from=5, nonce_to=5))
    QApplication.processEvents()
    assert words(bar) == ["Nonce 5"]
    bar.clear_filter()
    assert words(bar) == []


def test_chips_wrap_where_there_is_no_room_and_stay_inside(bar, qtbot) -> None:
    bar.set_filter(MANY)
    bar.resize(380, bar.heightForWidth(380))
    QApplication.processEvents()
    assert bar.height() > 120
    assert all(bar.rect().contains(chip.geometry()) for chip in bar.chips.chips.values())


def test_the_cross_ends_one_filter_and_the_focus_stays_among_the_chips(bar, qtbot) -> None:
    bar.set_filter(BetFilter(2.0, None, BetOutcome.WON, 2.5))
    bar.chips.chips["Target"].words_button.setFocus()
    qtbot.keyClick(bar.chips.chips["Target"].words_button, Qt.Key.Key_Delete)
    assert bar.bet_filter == BetFilter(2.0, None, BetOutcome.WON)
    assert bar.chips.chips["Outcome"].words_button.hasFocus()
    qtbot.mouseClick(bar.chips.chips["Outcome"].end_button, Qt.MouseButton.LeftButton)
    assert bar.bet_filter == BetFilter(2.0)
    assert bar.chips.add_button.hasFocus()


def test_the_menu_adds_filters_beside_those_that_are_on(bar, qtbot) -> None:
    bar.set_filter(BetFilter(2.0, "hard"))
    menu = bar.chips.add_menu()
    assert [one.text() for one in menu.actions() if one.text()] == [
        "&Won",
        "&Lost",
        "&Bookmarked",
        "&Verified",
        "&Differs",
        "&Cannot be verified",
        "&Target…",
        "&Nonces…",
        "&Time…",
    ]
    entry(menu, "&Lost").trigger()
    assert bar.bet_filter == BetFilter(2.0, "hard", BetOutcome.LOST)


def test_what_is_typed_becomes_a_chip_and_a_click_on_it_edits(bar, qtbot) -> None:
    bar.chips.edit(NONCES)
    dialog = bar.findChild(FilterDialog)
    qtbot.keyClicks(dialog.fields[0], "1000")
    dialog.accept()
    assert bar.bet_filter == BetFilter(nonce_from=1000)
    QApplication.processEvents()
    qtbot.mouseClick(bar.chips.chips["Nonces"].words_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in bar.findChildren(FilterDialog)))
    (dialog,) = [one for one in bar.findChildren(FilterDialog) if one.isVisible()]
    assert dialog.fields[0].text() == "1,000"
    dialog.fields[0].clear()
    dialog.accept()
    assert bar.bet_filter == ALL_BETS


def test_a_dialog_changes_the_filter_that_holds_when_it_is_taken(bar, qtbot) -> None:
    bar.chips.edit(NONCES)
    dialog = bar.findChild(FilterDialog)
    bar.set_filter(BetFilter(2.0))
    qtbot.keyClicks(dialog.fields[0], "1000")
    dialog.accept()
    assert bar.bet_filter == BetFilter(2.0, nonce_from=1000)


def test_an_outcome_is_edited_by_a_menu(bar) -> None:
    bar.set_filter(BetFilter(outcome=BetOutcome.WON))
    entry(bar.chips.choice_menu([OUTCOME]), "&Lost").trigger()
    assert bar.bet_filter == BetFilter(outcome=BetOutcome.LOST)


def test_bets_that_differ_are_added_at_once_and_edited_by_a_menu(bar) -> None:
    entry(bar.chips.add_menu(), "&Differs").trigger()
    assert bar.bet_filter == BetFilter(verdicts=DIFFERING)
    assert words(bar) == ["Differs"]
    menu = bar.chips.choice_menu([PROOF])
    assert [one.text() for one in menu.actions()] == ["&Verified", "&Differs", "&Cannot be verified"]
    entry(menu, "&Verified").trigger()
    assert bar.bet_filter == BetFilter(verdicts=(Verdict.VERIFIED,))


def test_bookmarked_bets_alone_are_added_at_once_and_ended_by_a_click(bar, qtbot) -> None:
    bar.set_filter(BetFilter(2.0))
    entry(bar.chips.add_menu(), "&Bookmarked").trigger()
    assert bar.bet_filter == BetFilter(2.0, is_bookmarked=True)
    assert words(bar) == ["Bookmarked"]
    QApplication.processEvents()
    qtbot.mouseClick(bar.chips.chips["Bookmarked"].words_button, Qt.MouseButton.LeftButton)
    assert bar.bet_filter == BetFilter(2.0)
