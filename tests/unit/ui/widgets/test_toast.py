"""Toasts: over the header, short-lived, out of the way of the keyboard, heard by screen readers."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from liveapp.ui.widgets import toast as toast_module
from liveapp.ui.widgets.kind_mark import KindMark
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import MOST_MESSAGES, MOST_TOASTS, Toast, ToastStack, places_in
from tests.shell import delete_what_waits

LONG = "No room is left on the disk for the file that was asked for. " * 3


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


def shown_texts(stack: ToastStack) -> list[str]:
    return [toast.text for toast in stack.toasts]


def test_a_toast_stands_in_the_upper_right_corner_and_stays_there_when_the_host_grows(host, stack):
    stack.show_toast("Ingest URL copied")
    (toast,) = stack.toasts
    assert host.rect().contains(toast.geometry())
    gap = host.width() - toast.geometry().right()
    host.resize(900, 600)
    assert host.width() - toast.geometry().right() == gap
    assert toast.y() == 8


def test_the_second_stands_below_the_first(stack):
    stack.show_toast("one")
    stack.show_toast("two")
    first, second = stack.toasts
    assert first.geometry().bottom() < second.geometry().top()


def test_two_are_shown_at_most_and_the_oldest_goes_into_the_bell(stack):
    for number in range(MOST_TOASTS + 3):
        stack.show_toast(f"message {number}")
    assert shown_texts(stack) == ["message 3", "message 4"]
    assert len(stack.messages) == 5
    assert stack.unseen == 3


def test_toasts_never_leave_what_they_may_cover(host):
    area = QRect(0, 0, 640, 90)
    stack = ToastStack(host, lambda: area)
    for words in ("one", LONG, "two", LONG, LONG):
        stack.show_toast(words, "Open")
        assert all(area.contains(toast.geometry()) for toast in stack.toasts)
        assert stack.toasts[-1].text == words


@pytest.mark.parametrize(
    ("area", "places"),
    [
        (QRect(0, 0, 600, 200), [QPoint(484, 8), QPoint(484, 56)]),
        (QRect(0, 0, 600, 90), [QPoint(484, 8), QPoint(376, 8)]),
        (QRect(0, 0, 200, 90), None),
    ],
    ids=["below", "beside", "no room"],
)
def test_a_second_toast_goes_below_beside_or_nowhere(area, places):
    assert places_in(area, [QSize(100, 40), QSize(100, 40)]) == places


@pytest.mark.parametrize(
    ("kind", "action", "is_seen"),
    [
        (ToastKind.GOOD, "Show in folder", True),
        (ToastKind.NOTE, None, True),
        (ToastKind.NOTE, "Open", False),
        (ToastKind.TROUBLE, None, False),
    ],
)
def test_a_toast_goes_by_itself_and_only_answers_count_as_seen_then(
    qtbot, host, stack, monkeypatch, kind, action, is_seen
):
    monkeypatch.setattr(toast_module, "TOAST_MS", 30)
    monkeypatch.setattr(toast_module, "TOAST_WITH_ACTION_MS", 30)
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    message = stack.show_toast("short", action, kind)
    qtbot.waitUntil(lambda: not stack.toasts)
    assert message.is_seen is is_seen
    assert stack.unseen == int(not is_seen)


def test_what_is_told_again_stands_there_once(stack):
    for _ in range(2):
        stack.show_toast("Ingest token copied", kind=ToastKind.GOOD)
    assert [toast.text for toast in stack.toasts] == ["Ingest token copied"]
    assert (len(stack.messages), stack.unseen) == (2, 0)
    for _ in range(2):
        stack.show_toast("Exported 3 bets", "Show in folder", ToastKind.GOOD)
    assert [toast.text for toast in stack.toasts] == ["Exported 3 bets"] * 2


def test_a_toast_stays_while_the_mouse_is_over_it_and_was_seen_then(qtbot, stack, monkeypatch):
    monkeypatch.setattr(toast_module, "TOAST_MS", 60)
    stack.show_toast("looked at")
    (toast,) = stack.toasts
    place = QPointF(5, 5)
    toast.enterEvent(QEnterEvent(place, place, place))
    qtbot.wait(150)
    assert stack.toasts == [toast]
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not stack.toasts)
    assert stack.unseen == 0


def test_a_toast_takes_no_focus(qtbot, host, stack):
    edit = host.findChild(QLineEdit)
    host.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    stack.show_toast("New stream 1a2b3c4d5e", "Open")
    qtbot.keyClicks(edit, "still typing")
    assert edit.hasFocus()
    assert edit.text() == "still typing"
    qtbot.mousePress(host.findChild(QPushButton, "toastAction"), Qt.MouseButton.LeftButton)
    assert edit.hasFocus()


def test_the_action_of_a_toast_is_done_once_and_closes_it(qtbot, stack):
    message = stack.show_toast("Exported bets.csv", "Show in folder")
    (toast,) = stack.toasts
    with qtbot.waitSignal(message.action_triggered):
        qtbot.mouseClick(toast.findChild(QPushButton, "toastAction"), Qt.MouseButton.LeftButton)
    assert stack.toasts == []
    assert (stack.unseen, message.action_text) == (0, None)


def test_what_can_be_undone_for_a_time_is_offered_just_as_long(qtbot, stack):
    message = stack.show_toast("Deleted", "Undo", ToastKind.GOOD, lasting_ms=60)
    stack.show_toast("other"), stack.show_toast("another")
    assert message.action_text == "Undo"
    qtbot.waitUntil(lambda: message.action_text is None)


def test_a_toast_goes_with_what_it_offered(stack):
    message = stack.show_toast("Deleted", "Undo")
    message.end_action()
    assert stack.toasts == []
    assert stack.messages == [message]


def test_an_offer_can_be_taken_when_its_message_is_forgotten_already(qtbot, stack):
    message = stack.show_toast("Deleted", "Undo")
    for number in range(MOST_MESSAGES):
        stack.show_toast(f"message {number}")
    delete_what_waits()
    assert message not in stack.messages
    with qtbot.waitSignal(message.action_triggered):
        message.act()


def test_a_toast_can_be_dismissed_and_the_one_below_moves_up(qtbot, stack):
    stack.show_toast("one")
    stack.show_toast("two")
    first, second = stack.toasts
    qtbot.mouseClick(first.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert stack.toasts == [second]
    assert second.y() == 8
    assert stack.unseen == 0


def test_a_closed_toast_leaves_no_widget_behind(host, stack):
    stack.show_toast("gone")
    stack.toasts[0].close_toast()
    delete_what_waits()
    assert host.findChildren(Toast) == []


def test_the_last_messages_are_kept_until_they_are_cleared(stack):
    for number in range(MOST_MESSAGES + 5):
        stack.show_toast(f"message {number}")
    assert [one.text for one in stack.messages] == [f"message {n}" for n in range(5, MOST_MESSAGES + 5)]
    stack.mark_seen()
    assert stack.unseen == 0
    stack.clear()
    assert [one.text for one in stack.messages] == shown_texts(stack)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ToastKind.GOOD, "Done: it happened"),
        (ToastKind.NOTE, "Note: it happened"),
        (ToastKind.TROUBLE, "Trouble: it happened"),
    ],
)
def test_a_toast_is_told_to_screen_readers_by_its_kind_and_text(stack, kind, words):
    stack.show_toast("it happened", kind=kind)
    (toast,) = stack.toasts
    assert toast.accessibleName() == words
    assert toast.findChild(KindMark).isVisible()


def test_a_long_text_is_wrapped_and_not_cut_and_whole_in_its_tooltip(stack):
    stack.show_toast(LONG + "/a/path/" + "x" * 300)
    (toast,) = stack.toasts
    label = toast.layout().itemAt(1).widget()
    assert label.height() >= label.heightForWidth(label.width())
    assert "x" * 60 in label.toolTip()


def test_toasts_of_the_window_never_cover_a_row(live_shell, qtbot):
    window = live_shell.window
    for size in ((1180, 760), (680, 480)):
        window.resize(*size)
        qtbot.waitUntil(lambda size=size: (window.width(), window.height()) == size)
        qtbot.wait(30)
        for words in ("Exported bets.csv", LONG, LONG, "New stream"):
            window.toasts.show_toast(words, "Show in folder")
            rows = window.bets.view.viewport()
            top = rows.mapTo(window, QPoint(0, 0)).y()
            lowest = [t.mapTo(window, QPoint(0, t.height())).y() for t in window.toasts.toasts]
            assert lowest
            assert max(lowest) <= top
            left = window.page.mapTo(window, QPoint(0, 0)).x()
            assert all(t.mapTo(window, QPoint(0, 0)).x() >= left for t in window.toasts.toasts)
