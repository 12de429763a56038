"""Toasts: stacked, short-lived, out of the way of the keyboard, heard by screen readers."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from liveapp.ui.widgets import toast as toast_module
from liveapp.ui.widgets.toast import MOST_TOASTS, Toast, ToastStack
from tests.shell import delete_what_waits


@pytest.fixture
def host(qtbot, light_theme):
    widget = QWidget()
    widget.resize(640, 400)
    QVBoxLayout(widget).addWidget(QLineEdit())
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture
def stack(host):
    return ToastStack(host)


def test_a_toast_stands_in_the_lower_right_corner_and_stays_there_when_the_host_grows(host, stack):
    toast = stack.show_toast("Ingest URL copied")
    assert host.rect().contains(toast.geometry())
    gap = host.width() - toast.geometry().right()
    host.resize(900, 600)
    assert host.width() - toast.geometry().right() == gap
    assert host.height() - toast.geometry().bottom() < 40


def test_toasts_stack_without_covering_each_other(stack):
    first, second = stack.show_toast("one"), stack.show_toast("two")
    assert not first.geometry().intersects(second.geometry())
    assert first.geometry().bottom() < second.geometry().top()


def test_no_more_than_a_few_toasts_are_shown_and_the_oldest_goes_first(stack):
    for number in range(MOST_TOASTS + 2):
        stack.show_toast(f"message {number}")
    assert [toast.text for toast in stack.toasts] == [
        f"message {number}" for number in range(2, MOST_TOASTS + 2)
    ]


def test_a_toast_goes_by_itself(qtbot, stack, monkeypatch):
    monkeypatch.setattr(toast_module, "TOAST_MS", 30)
    stack.show_toast("short")
    qtbot.waitUntil(lambda: not stack.toasts)


def test_a_toast_stays_while_the_mouse_is_over_it(qtbot, stack, monkeypatch):
    monkeypatch.setattr(toast_module, "TOAST_MS", 60)
    toast = stack.show_toast("looked at")
    place = QPointF(5, 5)
    toast.enterEvent(QEnterEvent(place, place, place))
    qtbot.wait(150)
    assert stack.toasts == [toast]
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not stack.toasts)


def test_a_toast_takes_no_focus(qtbot, host, stack):
    edit = host.findChild(QLineEdit)
    host.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    stack.show_toast("New stream 1a2b3c4d5e", "Open")
    qtbot.keyClicks(edit, "still typing")
    assert edit.hasFocus()
    assert edit.text() == "still typing"


def test_the_action_of_a_toast_is_done_once_and_closes_it(qtbot, stack):
    toast = stack.show_toast("Exported bets.csv", "Show in folder")
    with qtbot.waitSignal(toast.action_triggered):
        qtbot.mouseClick(toast.findChild(QPushButton, "toastAction"), Qt.MouseButton.LeftButton)
    assert stack.toasts == []


def test_a_toast_can_be_dismissed_and_those_above_move_down(qtbot, stack):
    first, second = stack.show_toast("one"), stack.show_toast("two")
    place = second.geometry().bottom()
    qtbot.mouseClick(second.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert stack.toasts == [first]
    assert first.geometry().bottom() == place


def test_a_closed_toast_leaves_no_widget_behind(host, stack):
    stack.show_toast("gone").close_toast()
    delete_what_waits()
    assert host.findChildren(Toast) == []


def test_a_toast_is_told_to_screen_readers_by_its_text(stack):
    assert stack.show_toast("Settings saved").accessibleName() == "Settings saved"


def test_a_long_text_is_wrapped_and_not_cut(stack):
    toast = stack.show_toast("No room is left on the disk for the file that was asked for. " * 3)
    label = toast.layout().itemAt(0).widget()
    assert label.height() >= label.heightForWidth(label.width())
