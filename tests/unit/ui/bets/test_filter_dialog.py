import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from liveapp.domain.bets import BetOutcome
from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.ui.bets.filter_dialog import FilterDialog
from liveapp.ui.bets.filter_kinds import NONCES, TARGET, TIMES
from tests.shell import visible_words


@pytest.fixture
def open_dialog(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def open_kind(kind, bet_filter: BetFilter) -> FilterDialog:
        dialog = FilterDialog(kind, lambda: bet_filter, window)
        dialog.open()
        return dialog

    return open_kind


def test_enter_takes_what_stands_in_the_fields_and_keeps_the_other_filters(open_dialog, qtbot) -> None:
    dialog = open_dialog(NONCES, BetFilter(outcome=BetOutcome.WON, nonce_from=7))
    assert [field.text() for field in dialog.fields] == ["7", ""]
    assert dialog.fields[0].selectedText() == "7"
    qtbot.keyClicks(dialog.fields[0], "1,000")
    qtbot.keyClicks(dialog.fields[1], "2000")
    with qtbot.waitSignal(dialog.filter_chosen) as chosen:
        qtbot.keyClick(dialog.fields[1], Qt.Key.Key_Return)
    assert chosen.args == [BetFilter(outcome=BetOutcome.WON, nonce_from=1000, nonce_to=2000)]
    assert not dialog.isVisible()


def test_what_cannot_be_understood_is_told_and_the_dialog_stays(open_dialog, qtbot) -> None:
    dialog = open_dialog(TARGET, ALL_BETS)
    qtbot.keyClicks(dialog.fields[0], "much")
    with qtbot.assertNotEmitted(dialog.filter_chosen):
        qtbot.keyClick(dialog.fields[0], Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "“much” is not a number." in visible_words(dialog)


def test_all_fields_emptied_end_the_filter(open_dialog, qtbot) -> None:
    dialog = open_dialog(TARGET, BetFilter(target=2.5))
    dialog.fields[0].clear()
    with qtbot.waitSignal(dialog.filter_chosen) as chosen:
        dialog.accept()
    assert chosen.args == [ALL_BETS]


def test_esc_changes_nothing(open_dialog, qtbot) -> None:
    dialog = open_dialog(TARGET, ALL_BETS)
    qtbot.keyClicks(dialog.fields[0], "2")
    with qtbot.assertNotEmitted(dialog.filter_chosen):
        qtbot.keyClick(dialog.fields[0], Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("kind", [TARGET, NONCES, TIMES])
def test_every_field_has_a_name_and_explains_itself_and_enter_filters(open_dialog, kind) -> None:
    dialog = open_dialog(kind, ALL_BETS)
    assert dialog.windowTitle() == f"Filter by {kind.name.lower()}"
    assert all(field.accessibleName() and field.toolTip() for field in dialog.fields)
    (default,) = [one for one in dialog.findChildren(QPushButton) if one.isDefault()]
    assert default.text() == "&Filter"
