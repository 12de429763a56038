"""How alerts are told: a toast, and by choice a notification of the system and a sound."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from liveapp.domain.alerts.rules import Alert
from liveapp.ui.alerts.words import toast_words, told_words
from liveapp.ui.widgets.timers import single_shot
from liveapp.ui.widgets.toast import ToastStack

JOIN_MS = 1_000
"""What comes so soon after the last toast of alerts is told together with what else comes."""

SOUND_PAUSE_MS = 3_000
"""Alerts that come sooner after a sound make none."""


class Notifications(Protocol):
    """Shows messages of plain text as the system does; `clicked` is a signal for when one is pressed."""

    clicked: Any

    def show(self, title: str, text: str) -> None:
        """Show a message; returns at once."""
        ...


class AlertTelling(QObject):
    """The first alert is told at once; those of the second after it are told together.

    `stream_wanted` carries a stream's id, `history_wanted` is for alerts of several streams or of none.
    """

    stream_wanted = Signal(object)
    history_wanted = Signal()

    def __init__(
        self,
        toasts: ToastStack,
        parent: QObject,
        beep: Callable[[], object] = QApplication.beep,
    ) -> None:
        super().__init__(parent)
        self._toasts = toasts
        self._notifications: Notifications | None = None
        self._beep = beep
        self._waiting: list[Alert] = []
        self._notified: Sequence[Alert] = ()
        self._join = single_shot(self, JOIN_MS, self._tell_waiting)
        self._sound_pause = QTimer(self, singleShot=True, interval=SOUND_PAUSE_MS)

    def notify_by(self, notifications: Notifications) -> None:
        """Notify through the system by these; a press shows what the last one of alerts was about, once."""
        self._notifications = notifications
        notifications.clicked.connect(self._open_notified)

    def tell(self, alerts: Sequence[Alert]) -> None:
        """Tell of these, in the order in which they came."""
        self._waiting.extend(alerts)
        if not self._join.isActive():
            self._tell_waiting()

    def _tell_waiting(self) -> None:
        alerts, self._waiting = self._waiting, []
        if not alerts:
            return
        self._join.start()
        stream_id = _only_stream(alerts)
        offer = self._toasts.show_toast(toast_words(alerts), "Open" if stream_id else "Show")
        offer.action_triggered.connect(lambda: self._lead_to(stream_id))
        self._notify_of([one for one in alerts if one.notifies])
        if any(one.sounds for one in alerts) and not self._sound_pause.isActive():
            self._sound_pause.start()
            self._beep()

    def _notify_of(self, alerts: Sequence[Alert]) -> None:
        if alerts and self._notifications is not None:
            self._notified = alerts
            self._notifications.show(*told_words(alerts))

    def _open_notified(self) -> None:
        alerts, self._notified = self._notified, ()
        if alerts:  # else the notification was of something else
            self._lead_to(_only_stream(alerts))

    def _lead_to(self, stream_id: UUID | None) -> None:
        if stream_id is None:
            self.history_wanted.emit()
        else:
            self.stream_wanted.emit(stream_id)


def _only_stream(alerts: Sequence[Alert]) -> UUID | None:
    """The stream that all of these are about; None where that is not one."""
    ids = {one.stream_id for one in alerts}
    return ids.pop() if len(ids) == 1 else None
