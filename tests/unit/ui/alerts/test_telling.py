"""Alerts are told once, together where they come together, and never noisily."""

from dataclasses import replace

import pytest

from liveapp.ui.alerts import telling as telling_module
from liveapp.ui.alerts.telling import AlertTelling
from liveapp.ui.widgets.message import ToastKind
from tests.shell import button
from tests.unit.ui.alerts.values import FIRST, SECOND, TOLD, told


class Sounds:
    def __init__(self) -> None:
        self.count = 0

    def beep(self) -> None:
        self.count += 1


@pytest.fixture
def sounds() -> Sounds:
    return Sounds()


@pytest.fixture
def telling(toasts, window, sounds, notified, monkeypatch) -> AlertTelling:
    monkeypatch.setattr(telling_module, "JOIN_MS", 30)
    made = AlertTelling(toasts, window, sounds.beep)
    made.notify_by(notified)
    return made


def texts(toasts) -> list[str]:
    return [message.text for message in toasts.messages]


def test_an_alert_is_told_at_once_as_a_note_that_leads_to_its_stream(telling, toasts, qtbot) -> None:
    telling.tell([TOLD])
    (toast,) = toasts.toasts
    assert toast.text == "No bet for 5 minutes. The last was nonce 7 of my-client."
    assert toast.message.kind is ToastKind.NOTE
    with qtbot.waitSignal(telling.stream_wanted) as wanted:
        button(toast, "Open").click()
    assert wanted.args == [FIRST.id]


def test_what_has_no_text_of_its_own_is_told_by_its_title(telling, toasts) -> None:
    telling.tell([replace(TOLD, text="")])
    assert texts(toasts) == ["No bet for 5 minutes"]


def test_several_at_once_are_one_toast_and_lead_to_their_one_stream(telling, toasts, qtbot) -> None:
    telling.tell([told(1), told(2)])
    assert texts(toasts) == ["2 alerts: Alert 1 and Alert 2"]
    with qtbot.waitSignal(telling.stream_wanted):
        button(toasts.toasts[0], "Open").click()


def test_alerts_of_several_streams_or_of_none_lead_to_the_history(telling, toasts, qtbot) -> None:
    telling.tell([told(1), told(2, stream_id=SECOND.id)])
    with qtbot.waitSignal(telling.history_wanted):
        button(toasts.toasts[-1], "Show").click()
    telling.tell([told(3, stream_id=None)])
    qtbot.waitUntil(lambda: len(texts(toasts)) == 2)
    with qtbot.waitSignal(telling.history_wanted):
        button(toasts.toasts[-1], "Show").click()


def test_what_comes_soon_after_a_toast_is_told_together_later(telling, toasts, qtbot) -> None:
    telling.tell([told(1)])
    telling.tell([told(2)])
    telling.tell([told(3)])
    qtbot.waitUntil(lambda: len(texts(toasts)) == 2)
    assert texts(toasts)[1] == "2 alerts: Alert 2 and Alert 3"


def test_nothing_is_told_of_nothing(telling, toasts, qtbot) -> None:
    telling.tell([])
    assert texts(toasts) == []
    telling.tell([told(1)])
    qtbot.waitUntil(lambda: not telling._join.isActive())
    assert len(texts(toasts)) == 1


def test_only_rules_that_chose_so_notify_and_sound(telling, sounds, notified, qtbot) -> None:
    telling.tell([told(1)])
    assert (sounds.count, notified.shown) == (0, [])
    qtbot.waitUntil(lambda: not telling._join.isActive())
    telling.tell([told(2), told(3, notifies=True), told(4, sounds=True)])
    assert (sounds.count, notified.shown) == (1, [("Alert 3", TOLD.text)])


def test_sounds_leave_a_pause_between_them(telling, sounds, qtbot) -> None:
    telling._sound_pause.setInterval(60_000)
    telling.tell([told(1, sounds=True)])
    qtbot.waitUntil(lambda: not telling._join.isActive())
    telling.tell([told(2, sounds=True)])
    assert sounds.count == 1
    telling._sound_pause.stop()
    qtbot.waitUntil(lambda: not telling._join.isActive())
    telling.tell([told(3, sounds=True)])
    assert sounds.count == 2


def test_the_last_notification_leads_to_what_it_was_about_once(telling, notified, qtbot) -> None:
    telling.tell([told(1, notifies=True, stream_id=SECOND.id), told(2)])
    with qtbot.waitSignal(telling.stream_wanted) as wanted:
        notified.clicked.emit()
    assert wanted.args == [SECOND.id]
    with qtbot.assertNotEmitted(telling.stream_wanted), qtbot.assertNotEmitted(telling.history_wanted):
        notified.clicked.emit()  # that one was of something else


def test_without_notifications_of_the_system_the_rest_is_told(toasts, window, sounds) -> None:
    made = AlertTelling(toasts, window, sounds.beep)
    made.tell([told(1, notifies=True, sounds=True)])
    assert (len(texts(toasts)), sounds.count) == (1, 1)
