"""View › Alert history: what was told, and what can be done with it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from liveapp.ui.alerts.history_dialog import HistoryDialog
from tests.shell import button, visible_words
from tests.unit.ui.alerts.values import FIRST, FIRST_NAME, TOLD, told
from tests.unit.ui.streams.values import NOW_US


@pytest.fixture
def dialog(book, names, window) -> HistoryDialog:
    book.remember([told(1), told(2, stream_id=None), told(3)], [], [])
    made = HistoryDialog(book, names, window, lambda: NOW_US)
    made.show()
    return made


def test_the_newest_is_first_and_chosen(dialog) -> None:
    assert [alert.title for alert in dialog.model.alerts] == ["Alert 3", "Alert 2", "Alert 1"]
    assert "3 alerts, the newest first." in visible_words(dialog)
    assert all(words in dialog.details.text for words in ("Alert 3", TOLD.text, FIRST_NAME, "UTC"))
    assert button(dialog, "Open stream").isEnabled()
    dialog.view.selectRow(1)
    assert "Alert 2" in dialog.details.text


def test_enter_a_double_click_and_the_button_lead_to_the_stream(dialog, qtbot) -> None:
    place = dialog.view.visualRect(dialog.model.index(0, 1)).center()
    viewport = dialog.view.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    for act in (
        lambda: qtbot.keyClick(dialog.view, Qt.Key.Key_Return),
        button(dialog, "Open stream").click,
        lambda: qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place),
    ):
        with qtbot.waitSignal(dialog.stream_wanted) as wanted:
            act()
        assert wanted.args == [FIRST.id]


def test_what_was_about_no_stream_or_a_deleted_one_leads_nowhere(dialog, known, qtbot) -> None:
    dialog.view.selectRow(1)
    assert not button(dialog, "Open stream").isEnabled()
    with qtbot.assertNotEmitted(dialog.stream_wanted):
        qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    known.streams = ()
    dialog.refresh()
    dialog.view.selectRow(0)
    assert not button(dialog, "Open stream").isEnabled()
    assert dialog.model.stream_at(0) == "a deleted stream"


def test_it_goes_on_with_what_comes_and_leaves_the_rows_in_view(dialog, book, qtbot) -> None:
    book.remember([told(number) for number in range(4, 60)], [], [])
    dialog.refresh()
    bar = dialog.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 10)
    bar.setValue(8)
    top = dialog.model.alerts[dialog.view.rowAt(2)]
    book.remember([told(60), told(61)], [], [])
    dialog.refresh()
    assert dialog.model.alerts[0].title == "Alert 61"
    qtbot.waitUntil(lambda: dialog.model.alerts[dialog.view.rowAt(2)] == top)


def test_what_is_marked_in_the_details_stays_while_more_comes(dialog, book) -> None:
    dialog.details.selectAll()
    book.remember([told(4)], [], [])
    dialog.refresh()
    assert dialog.model.alerts[0].title == "Alert 4"
    assert "Alert 3" in dialog.details.textCursor().selectedText()


def test_copy_takes_all_or_the_rows_that_are_chosen(dialog) -> None:
    button(dialog, "Copy").click()
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 4
    assert lines[1].split("\t")[1:] == ["Alert 3", TOLD.text, FIRST_NAME]
    assert button(dialog, "Copied 3")
    dialog.view.selectAll()
    dialog.view.selectionModel().select(
        dialog.model.index(2, 0),
        dialog.view.selectionModel().SelectionFlag.Deselect | dialog.view.selectionModel().SelectionFlag.Rows,
    )
    dialog._copy_rows()
    assert len(QApplication.clipboard().text().splitlines()) == 3
    QApplication.clipboard().clear()


def test_an_empty_history_says_so_and_leads_to_the_rules(dialog, book, qtbot) -> None:
    with qtbot.waitSignal(dialog.clear_requested):
        button(dialog, "Clear").click()
    book.clear_history()
    dialog.refresh()
    assert "Nothing was told yet" in visible_words(dialog)
    assert not dialog.details.isVisible()
    assert not any(button(dialog, words).isEnabled() for words in ("Open stream", "Copy", "Clear"))
    with qtbot.waitSignal(dialog.rules_wanted):
        dialog._notice.action_chosen.emit()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
