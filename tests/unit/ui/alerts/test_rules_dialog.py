"""View › Alerts: what is done there is saved, and shown as it is kept."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.alerts.rules import MOST_RULES, NoBet, ProfitBeyond
from liveapp.ui.alerts.kinds import KINDS
from liveapp.ui.alerts.rule_form import RuleForm
from liveapp.ui.alerts.rules_dialog import RulesDialog
from tests.shell import button, visible_words
from tests.unit.ui.alerts.values import FIRST, HIGH, PROFIT, QUIET, RULES, SECOND, STREAK
from tests.window_fixtures import LIMIT_MS


@pytest.fixture
def dialog(saving, names, known, window) -> RulesDialog:
    made = RulesDialog(saving, names, lambda: known.shown, window)
    made.show()
    return made


def open_form(dialog: RulesDialog) -> RuleForm:
    return next(one for one in dialog.findChildren(RuleForm) if one.isVisible())


def choose_kind(dialog: RulesDialog, kind) -> RuleForm:
    dialog._menu.actions()[list(KINDS).index(kind)].trigger()
    return open_form(dialog)


def kept(book, *rules):
    return lambda: book.rules == rules


def test_rules_are_listed_in_their_order_with_the_first_chosen(dialog) -> None:
    assert dialog.model.rules == RULES
    assert dialog.view.chosen_row == 0
    assert not button(dialog, "Move up").isEnabled()
    assert button(dialog, "Move down").isEnabled()


def test_a_switch_is_saved_at_once(dialog, book, qtbot) -> None:
    dialog.view.selectRow(1)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.model.rules[1] == replace(HIGH, is_on=True)
    assert dialog.view.chosen_row == 1
    qtbot.waitUntil(lambda: book.rules[1].is_on)


def test_a_click_on_a_switch_turns_it(dialog, book, qtbot) -> None:
    place = dialog.view.switch_rect(1).center()
    qtbot.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: book.rules[1].is_on)


def test_an_edit_is_saved_on_ok_and_not_on_cancel(dialog, book, qtbot) -> None:
    button(dialog, "Edit…").click()
    open_form(dialog).numbers[0].edit.setText("9")
    open_form(dialog).reject()
    assert dialog.model.rules == RULES
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    open_form(dialog).numbers[0].edit.setText("9")
    open_form(dialog).accept()
    qtbot.waitUntil(kept(book, replace(QUIET, condition=NoBet(9)), *RULES[1:]))


def test_a_new_rule_comes_last_and_is_chosen(dialog, book, qtbot) -> None:
    form = choose_kind(dialog, NoBet)
    assert form.windowTitle() == "New alert"
    form.accept()
    qtbot.waitUntil(lambda: len(book.rules) == len(RULES) + 1)
    assert book.rules[-1].condition == NoBet(5)
    assert book.rules[-1].is_on
    assert dialog.view.chosen_row == len(RULES)


def test_a_new_rule_about_profit_begins_with_the_currency_of_the_shown_stream(dialog, known) -> None:
    assert choose_kind(dialog, ProfitBeyond).rule.condition.currency == "btc"
    open_form(dialog).reject()
    known.shown = SECOND
    assert choose_kind(dialog, ProfitBeyond).rule.condition.currency is None


def test_a_duplicate_stands_below_and_has_an_id_of_its_own(dialog, book, qtbot) -> None:
    button(dialog, "Duplicate").click()
    qtbot.waitUntil(lambda: len(book.rules) == len(RULES) + 1)
    assert [rule.condition for rule in book.rules[:2]] == [QUIET.condition] * 2
    assert len({rule.id for rule in book.rules}) == len(RULES) + 1
    assert dialog.view.chosen_row == 1


def test_rules_move_and_stay_chosen(dialog, book, qtbot) -> None:
    button(dialog, "Move down").click()
    assert dialog.view.chosen_row == 1
    qtbot.keyClick(dialog.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert dialog.view.chosen_row == 2
    button(dialog, "Move up").click()
    qtbot.waitUntil(kept(book, HIGH, QUIET, PROFIT, STREAK))
    for _ in range(3):
        qtbot.keyClick(dialog.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(kept(book, QUIET, HIGH, PROFIT, STREAK))


def test_a_removed_rule_is_told_with_its_place_and_the_next_one_is_chosen(dialog, book, qtbot) -> None:
    dialog.view.selectRow(1)
    with qtbot.waitSignal(dialog.removed) as removed:
        qtbot.keyClick(dialog.view, Qt.Key.Key_Delete)
    assert removed.args == [HIGH, 1]
    assert dialog.model.rules[dialog.view.chosen_row] == PROFIT
    qtbot.waitUntil(kept(book, QUIET, PROFIT, STREAK))


def test_without_rules_a_button_opens_the_menu_of_kinds(dialog, book, saving, qtbot) -> None:
    saving.change(())
    qtbot.waitUntil(kept(book))
    assert "No alert yet" in visible_words(dialog)
    assert not button(dialog, "Edit…").isEnabled()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Delete):
        qtbot.keyClick(dialog.view, key)
    assert dialog.model.rules == ()


def test_no_more_rules_can_be_added_than_are_kept(dialog, saving) -> None:
    saving.change(tuple(replace(QUIET, id=type(QUIET.id)(int=number)) for number in range(MOST_RULES)))
    assert not button(dialog, "Add").isEnabled()
    assert button(dialog, "Add").toolTip() == "100 alerts are the most"
    assert not button(dialog, "Duplicate").isEnabled()


def test_what_could_not_be_saved_is_undone_on_the_screen_and_told(dialog, saving, unwritable, qtbot) -> None:
    saving.failed.connect(dialog.show_fault)
    with qtbot.waitSignal(saving.failed, timeout=LIMIT_MS):
        qtbot.keyClick(dialog.view, Qt.Key.Key_Delete)
    assert dialog.model.rules == RULES
    assert "The alerts could not be saved" in visible_words(dialog)


def test_streams_are_called_as_they_are_called_now(dialog, known) -> None:
    known.streams = (replace(FIRST, alias="Morning"),)
    dialog.refresh()
    assert dialog.model.index(1, 1).data() == "Morning · my-client"
