"""Rules are on the screen at once, on disk soon, and back where they cannot be."""

from liveapp.domain.alerts.rules import MOST_RULES
from liveapp.ui.alerts.saving import fault_of
from tests.unit.ui.alerts.values import HIGH, PROFIT, QUIET, RULES
from tests.window_fixtures import LIMIT_MS


def test_a_change_is_shown_at_once_and_saved_soon(saving, book, qtbot) -> None:
    with qtbot.waitSignal(saving.changed):
        saving.change((HIGH,))
    assert saving.rules == (HIGH,)
    qtbot.waitUntil(lambda: book.rules == (HIGH,))


def test_of_many_changes_the_last_one_stays(saving, book, qtbot) -> None:
    for rules in ((HIGH,), (PROFIT,), (QUIET, HIGH), (QUIET,)):
        saving.change(rules)
    assert saving.rules == (QUIET,)
    qtbot.waitUntil(lambda: saving._wanted is None)
    assert book.rules == saving.rules == (QUIET,)


def test_what_cannot_be_saved_is_undone_and_told(saving, book, qtbot, unwritable) -> None:
    with qtbot.waitSignal(saving.failed, timeout=LIMIT_MS) as failed:
        saving.change(())
    assert failed.args[0].startswith("The alerts could not be saved: ")
    assert saving.rules == book.rules == RULES


def test_it_can_be_tried_again_after_that(saving, book, qtbot, unwritable) -> None:
    with qtbot.waitSignal(saving.failed, timeout=LIMIT_MS):
        saving.change(())
    unwritable.rmdir()
    saving.change((HIGH,))
    qtbot.waitUntil(lambda: book.rules == (HIGH,))


def test_rules_that_are_refused_are_no_error_of_the_program(book) -> None:
    assert "at most" in str(fault_of(lambda: book.set_rules((QUIET,) * (MOST_RULES + 1))))
    assert fault_of(lambda: None) is None
