"""The gallery's pictures of alerts: their rules, the form of each kind, what they told."""

from uuid import UUID, uuid4

from PySide6.QtWidgets import QDialog

from liveapp.domain.alerts.rules import (
    Alert,
    AlertRule,
    LosingStreak,
    MultiplierReached,
    NoBet,
    NoMultiplier,
    ProfitBeyond,
    ProofDiffers,
    RoundsMissed,
)
from liveapp.domain.clock import now_us
from liveapp.ui.alerts.kinds import KINDS
from liveapp.ui.alerts.rule_form import RuleForm
from liveapp.ui.alerts.words import condition_words
from tests.gallery_tools import Gallery, wait, wait_until
from tests.shell import Shell

MINUTE_US = 60_000_000


def rules_of(stream_id: UUID) -> tuple[AlertRule, ...]:
    """One rule of each kind, on and off, for all streams and for one, and for one that is gone."""
    return (
        AlertRule(uuid4(), NoBet(5), notifies=True, sounds=True),
        AlertRule(uuid4(), MultiplierReached(1000), stream_id=stream_id, rest_s=0, sounds=True),
        AlertRule(uuid4(), NoMultiplier(100, 500), is_on=False),
        AlertRule(uuid4(), ProfitBeyond("btc", 0.5, is_above=True), stream_id=stream_id, notifies=True),
        AlertRule(uuid4(), LosingStreak(12), rest_s=3_600),
        AlertRule(uuid4(), ProofDiffers(), stream_id=uuid4()),
        AlertRule(uuid4(), RoundsMissed(3), is_on=False),
    )


def told_by(rules: tuple[AlertRule, ...], stream_id: UUID, count: int) -> list[Alert]:
    """What these rules told, the oldest first."""
    start_us = now_us() - count * 7 * MINUTE_US
    return [
        Alert(
            rules[number % len(rules)].id,
            uuid4() if number % 9 == 4 else stream_id,
            start_us + number * 7 * MINUTE_US,
            condition_words(rules[number % len(rules)].condition),
            f"What was seen stands here in words, with the nonce: {number:,}.",
        )
        for number in range(count)
    ]


def show_alerts(gallery: Gallery, shell: Shell) -> None:
    window, alerts = shell.window, shell.window.alerts
    wait_until(lambda: window.page.stream is not None)
    stream = window.page.stream
    assert stream is not None
    for toast in window.toasts.toasts:
        toast.close_toast()
    shell.alerts.set_rules(())
    _take(gallery, "alerts-empty", alerts.open_rules())
    _take(gallery, "alert-history-empty", alerts.open_history())
    rules = rules_of(stream.id)
    shell.alerts.set_rules(rules)
    dialog = alerts.open_rules()
    gallery.take_themes("alerts", dialog)
    dialog.resize(620, 430)
    gallery.take("alerts-small", dialog)
    dialog.show_fault("The alerts could not be saved: No space left on device")
    gallery.take_themes("alerts-unsaved", dialog)
    for rule in rules:
        _show_form(gallery, shell, rule)
    dialog.reject()
    shell.alerts.remember(told_by(rules, stream.id, 40), (), ())
    _take(gallery, "alert-history", alerts.open_history())
    window.show_alerts(told_by(rules[:1], stream.id, 1))
    gallery.take_themes("alert-toast", window)
    window.show_alerts(told_by(rules, stream.id, 5))
    wait_until(lambda: any("5 alerts" in one.text for one in window.toasts.toasts))
    gallery.take_themes("alert-toast-of-several", window)
    for toast in window.toasts.toasts:
        toast.close_toast()


def _show_form(gallery: Gallery, shell: Shell, rule: AlertRule) -> None:
    name = type(rule.condition).__name__
    form = RuleForm(rule, False, shell.window.alerts._names, shell.window.page.stream, shell.window)
    form.show()
    gallery.take_themes(f"alert-form-{name}", form)
    if KINDS[type(rule.condition)].fields:
        form.numbers[0].edit.setText("many")
        gallery.take_themes(f"alert-form-{name}-wrong", form)
    form.reject()
    form.deleteLater()


def _take(gallery: Gallery, name: str, dialog: QDialog) -> None:
    wait(200)
    gallery.take_themes(name, dialog)
    dialog.reject()
