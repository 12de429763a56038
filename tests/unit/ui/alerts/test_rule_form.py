"""The form of a rule says what it would tell of, and lets nothing pass that makes no sense."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from liveapp.domain.alerts.rules import USUAL, AlertRule, NoBet, NoMultiplier, ProfitBeyond, ProofDiffers
from liveapp.ui.alerts.kinds import KINDS
from liveapp.ui.alerts.rule_form import RuleForm
from tests.shell import button
from tests.unit.ui.alerts.values import FIRST, FIRST_NAME, PROFIT, QUIET, SECOND, STREAK

Open = Callable[..., RuleForm]


@pytest.fixture
def opened(names, window, qtbot) -> Open:
    def open_form(rule: AlertRule) -> RuleForm:
        form = RuleForm(rule, False, names, FIRST, window)
        form.open()
        return form

    return open_form


@pytest.mark.parametrize("kind", KINDS)
def test_untouched_it_gives_the_rule_that_it_was_opened_on(opened: Open, kind) -> None:
    rule = AlertRule(UUID(int=5), USUAL[kind], False, SECOND.id, 77, True, True)
    assert opened(rule).rule == rule


def test_it_says_in_a_sentence_what_it_would_tell_of_as_one_types(opened: Open) -> None:
    form = opened(QUIET)
    form.numbers[0].edit.setText("7,5")
    form.stream.setCurrentIndex(1)
    form.sounds.setChecked(True)
    assert form.told == (
        f"No bet for 7.5 minutes For {FIRST_NAME}. Told by a message in the window and a sound. "
        "Then it is silent for 5 min."
    )
    assert form.rule == replace(QUIET, condition=NoBet(7.5), stream_id=FIRST.id, sounds=True)


def test_a_stopped_bot_is_looked_for_in_all_streams_together_and_anything_else_in_each(opened: Open) -> None:
    form = opened(QUIET)
    assert form.stream.currentText() == "All streams together"
    assert "For all streams together." in form.told
    form = opened(PROFIT)
    assert form.stream.currentText() == "Every stream, each by itself"
    assert "For every stream." in form.told


def test_a_wait_is_told_with_how_often_it_happens_by_chance(opened: Open) -> None:
    form = opened(replace(QUIET, condition=NoMultiplier(100, 500)))
    assert "1 in 20 (expert) are 500 rounds or longer" in form.told
    form.numbers[1].edit.setText("1000")
    assert "are 1,000 rounds or longer" in form.told
    assert "by chance" not in opened(QUIET).told


def test_what_makes_no_sense_is_told_at_its_field_and_cannot_be_kept_or_tried(opened: Open, qtbot) -> None:
    form = opened(QUIET)
    form.numbers[0].edit.setText("soon")
    assert form.numbers[0].problem == "“soon” is not a number."
    assert form.rule is None
    assert not button(form, "OK").isEnabled()
    assert not button(form, "Try it").isEnabled()
    qtbot.keyClick(form.numbers[0].edit, Qt.Key.Key_Return)
    assert form.isVisible()
    form.numbers[0].edit.setText("5")
    assert button(form, "OK").isEnabled()
    assert form.rule == QUIET


def test_profit_has_a_side_a_signed_amount_and_a_currency(opened: Open) -> None:
    form = opened(PROFIT)
    form.side.setCurrentIndex(1)
    form.numbers[0].edit.setText("−2")
    form.currency.setEditText("BTC")
    assert form.rule == replace(PROFIT, condition=ProfitBeyond("btc", -2, is_above=False))
    assert form.told.startswith("Profit below −2 BTC")
    form.currency.setEditText("")
    assert form.rule == replace(PROFIT, condition=ProfitBeyond(None, -2, is_above=False))


def test_a_currency_that_cannot_be_one_is_told(opened: Open) -> None:
    form = opened(PROFIT)
    form.currency.setEditText("x" * 40)
    assert "A currency's name cannot exceed 16 characters." in form.told
    assert not button(form, "OK").isEnabled()


def test_a_rule_on_a_stream_that_is_gone_says_so(opened: Open) -> None:
    assert "For a deleted stream." in opened(STREAK).told


def test_try_it_shows_the_rule_as_it_stands_and_keeps_nothing(opened: Open, qtbot) -> None:
    form = opened(replace(QUIET, condition=ProofDiffers()))
    form.notifies.setChecked(True)
    with qtbot.waitSignal(form.try_requested) as tried:
        button(form, "Try it").click()
    assert tried.args == [form.rule]
    assert form.isVisible()


def test_tab_goes_as_the_eye_does_and_enter_keeps(opened: Open, qtbot) -> None:
    form = opened(PROFIT)
    form.side.setFocus()
    qtbot.waitUntil(form.side.hasFocus)
    reached = []
    for _ in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    parts = [form.numbers[0].edit, form.currency, form.stream, form.notifies, form.sounds, form.rest]
    assert reached == parts
    with qtbot.waitSignal(form.accepted):
        qtbot.keyClick(form.rest, Qt.Key.Key_Return)
