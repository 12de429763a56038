"""The bell counts what went by unseen, and lists the last messages for mouse and keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from liveapp.ui.widgets.bell import BellButton
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack
from tests.hostile import hostile_texts
from tests.shell import button, delete_what_waits, focus

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)


@pytest.fixture
def host(qtbot, light_theme):
    widget = QWidget()
    widget.resize(640, 400)
    QVBoxLayout(widget)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture
def toasts(host):
    return ToastStack(host)


@pytest.fixture
def bell(host, toasts):
    made = BellButton(toasts)
    host.layout().addWidget(made)
    return made


@pytest.fixture
def told(toasts):
    """Three messages that went by: the oldest offers something."""
    messages = [
        toasts.show_toast("Exported bets.csv", "Show in folder", ToastKind.GOOD),
        toasts.show_toast("New stream 1a2b3c4d5e", "Open"),
        toasts.show_toast("No space left on device", kind=ToastKind.TROUBLE),
    ]
    for toast in toasts.toasts:
        toast.close_toast()
    return messages


def spoken(bell: BellButton) -> list[str]:
    view = bell.list.view
    return [view.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(view.count())]


def test_the_bell_counts_what_went_by_unseen_in_words_too(bell, told):
    assert bell.text() == "3"
    assert bell.accessibleName() == bell.toolTip() == "Messages, 3 unseen"


def test_what_is_on_the_screen_is_not_counted_yet(bell, toasts):
    toasts.show_toast("just now")
    assert bell.text() == ""


def test_opening_the_list_shows_the_newest_first_and_marks_all_as_seen(bell, told):
    bell.click()
    assert bell.list.isVisible()
    assert bell.text() == ""
    words = [words.partition(", ")[2] for words in spoken(bell)]
    assert words == [
        "Trouble: No space left on device.",
        "Note: New stream 1a2b3c4d5e. Open: Enter.",
        "Done: Exported bets.csv. Show in folder: Enter.",
    ]


def test_arrows_and_enter_do_what_an_older_message_offers_and_close_the_list(qtbot, host, bell, told):
    bell.open_list()
    view = bell.list.view
    focus(qtbot, bell.list, view)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(told[1].action_triggered):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert not bell.list.isVisible()
    bell.open_list()
    assert "Open" not in spoken(bell)[1]


def test_a_click_on_its_button_does_what_a_message_offers(qtbot, bell, told):
    bell.open_list()
    with qtbot.waitSignal(told[0].action_triggered):
        button(bell.list, "Show in folder").click()


def test_enter_on_a_message_that_offers_nothing_leaves_the_list_open(qtbot, bell, told):
    bell.open_list()
    qtbot.keyClick(bell.list.view, Qt.Key.Key_Return)
    assert bell.list.isVisible()


def test_escape_closes_the_list_and_tab_reaches_clear(qtbot, bell, told):
    bell.open_list()
    focus(qtbot, bell.list, bell.list.view)
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is button(bell.list, "Clear"):
            break
    assert button(bell.list, "Clear").hasFocus()
    qtbot.keyClick(button(bell.list, "Clear"), Qt.Key.Key_Escape)
    assert not bell.list.isVisible()


def test_clear_forgets_the_messages_and_an_empty_list_says_so(bell, toasts, told):
    bell.open_list()
    button(bell.list, "Clear").click()
    assert toasts.messages == []
    bell.open_list()
    assert "No messages." in [one.text() for one in bell.list.findChildren(QLabel) if one.isVisible()]
    assert not button(bell.list, "Clear").isEnabled()


def test_what_is_told_while_the_list_is_open_appears_in_it(bell, toasts, told):
    bell.open_list()
    toasts.show_toast("meanwhile")
    assert "meanwhile" in spoken(bell)[0]


def test_an_offer_that_ends_while_the_list_is_open_disappears_from_it(bell, told):
    bell.open_list()
    told[0].end_action()
    delete_what_waits()
    assert "Show in folder" not in [one.text() for one in bell.list.findChildren(QPushButton)]


def test_texts_are_plain_and_no_row_is_wider_than_the_list(bell, toasts, tmp_path):
    for text in (*hostile_texts(tmp_path / "x.png"), "x" * 5000):
        toasts.show_toast(text, kind=ToastKind.TROUBLE)
    bell.open_list()
    labels = bell.list.view.findChildren(QLabel)
    assert labels
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    assert bell.list.view.horizontalScrollBar().maximum() == 0
