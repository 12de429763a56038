"""Alerts in the window: their dialogs open, follow what happens, and lead to streams."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.events import BetsStored, StreamChanged, StreamDeleted
from liveapp.ui.alerts.commands import STREAM_GONE, AlertCommands
from liveapp.ui.widgets.message import ToastKind
from tests.shell import button, delete_what_waits, visible_words
from tests.unit.ui.alerts.values import FIRST, HIGH, QUIET, RULES, TOLD, told
from tests.unit.ui.streams.values import NOW_US


@pytest.fixture
def beeps() -> list[str]:
    return []


@pytest.fixture
def commands(window, book, questions, toasts, known, beeps) -> AlertCommands:
    return AlertCommands(
        window,
        book,
        questions,
        toasts,
        lambda: known.streams,
        lambda: known.shown,
        lambda: beeps.append("beep"),
        lambda: NOW_US,
    )


def test_each_dialog_is_open_once_and_made_anew_after_it_was_closed(commands) -> None:
    for name in ("alertsAction", "alertHistoryAction"):
        open_dialog = commands.commands()[name]
        dialog = open_dialog()
        assert dialog.isVisible()
        assert open_dialog() is dialog
        dialog.reject()
        delete_what_waits()
        again = open_dialog()
        assert again is not dialog
        again.reject()


def test_a_raised_alert_is_told_and_stands_in_the_open_history(commands, book, toasts) -> None:
    history = commands.open_history()
    book.remember([TOLD], [], [])
    commands.show([TOLD])
    assert [message.text for message in toasts.messages] == [f"{TOLD.title}. {TOLD.text}"]
    assert history.model.alerts == [TOLD]
    history.reject()
    commands.show([told(2)])


def test_open_leads_to_the_stream_and_says_so_where_that_is_gone(commands, toasts, known, qtbot) -> None:
    commands.show([TOLD])
    with qtbot.waitSignal(commands.stream_wanted) as wanted:
        button(toasts.toasts[0], "Open").click()
    assert wanted.args == [FIRST]
    known.streams = ()
    with qtbot.assertNotEmitted(commands.stream_wanted):
        commands._open_stream(FIRST.id)
    assert toasts.messages[-1].text == STREAM_GONE


def test_a_row_of_the_history_leads_to_its_stream(commands, book, qtbot) -> None:
    book.remember([TOLD], [], [])
    with qtbot.waitSignal(commands.stream_wanted):
        qtbot.keyClick(commands.open_history().view, Qt.Key.Key_Return)


def test_a_pressed_notification_leads_to_the_stream(commands, notified, qtbot) -> None:
    commands.notify_by(notified)
    commands.show([replace(TOLD, notifies=True)])
    assert notified.shown == [(TOLD.title, TOLD.text)]
    with qtbot.waitSignal(commands.stream_wanted):
        notified.clicked.emit()


def test_a_notification_of_no_single_stream_leads_to_the_history(commands, notified) -> None:
    commands.notify_by(notified)
    commands.show([told(1, stream_id=None, notifies=True)])
    notified.clicked.emit()
    assert commands._history.isVisible()


def test_open_dialogs_call_streams_as_they_are_called_now(commands, book, known) -> None:
    book.remember([TOLD], [], [])
    rules, history = commands.open_rules(), commands.open_history()
    renamed = replace(FIRST, alias="Morning")
    known.streams = (renamed,)
    commands.apply([BetsStored(renamed, (), is_new_stream=False)])
    assert history.model.stream_at(0) != "Morning · my-client"
    commands.apply([StreamChanged(renamed)])
    assert history.model.stream_at(0) == rules.model.text_at(1, 1) == "Morning · my-client"
    known.streams = ()
    commands.apply([StreamDeleted(FIRST.key, FIRST.id)])
    assert history.model.stream_at(0) == rules.model.text_at(1, 1) == "a deleted stream"


def test_try_it_tells_as_the_rule_would_and_keeps_nothing(commands, book, toasts, beeps) -> None:
    commands.open_rules().try_requested.emit(replace(QUIET, sounds=True))
    assert toasts.messages[-1].text == "No bet for 5 minutes. This is how it will tell. Nothing happened."
    assert beeps == ["beep"]
    assert book.history() == ()


def test_what_is_tried_leads_to_the_shown_stream_where_the_rule_watches_all(
    commands, toasts, known, qtbot
) -> None:
    known.shown = FIRST
    commands.open_rules().try_requested.emit(QUIET)
    with qtbot.waitSignal(commands.stream_wanted) as wanted:
        button(toasts.toasts[-1], "Open").click()
    assert wanted.args == [FIRST]


def test_a_removed_rule_comes_back_in_its_place_by_undo(commands, book, toasts, qtbot) -> None:
    dialog = commands.open_rules()
    dialog.view.selectRow(1)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: HIGH not in book.rules)
    button(toasts.toasts[-1], "Undo").click()
    qtbot.waitUntil(lambda: book.rules == RULES)


def test_undo_of_a_removal_that_could_not_be_saved_changes_nothing(
    commands, book, toasts, unwritable, qtbot
) -> None:
    dialog = commands.open_rules()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "could not be saved" in visible_words(dialog))
    with qtbot.assertNotEmitted(commands._saving.changed):
        button(toasts.toasts[-1], "Undo").click()
    assert dialog.model.rules == RULES


def test_what_could_not_be_saved_is_a_toast_where_the_dialog_is_closed(
    commands, toasts, unwritable, qtbot
) -> None:
    commands._saving.change(())
    qtbot.waitUntil(lambda: bool(toasts.messages))
    assert toasts.messages[-1].kind is ToastKind.TROUBLE
    assert "could not be saved" in toasts.messages[-1].text


def test_clear_forgets_what_was_told(commands, book, qtbot) -> None:
    book.remember([TOLD], [], [])
    dialog = commands.open_history()
    button(dialog, "Clear").click()
    qtbot.waitUntil(lambda: not dialog.model.rowCount())
    assert book.history() == ()


def test_a_history_that_cannot_be_cleared_stays_and_says_why(commands, book, unwritable, qtbot) -> None:
    unwritable.rmdir()
    book.remember([TOLD], [], [])
    unwritable.unlink()
    unwritable.mkdir()
    dialog = commands.open_history()
    button(dialog, "Clear").click()
    qtbot.waitUntil(lambda: "The history could not be cleared" in visible_words(dialog))
    assert dialog.model.rowCount() == 1
