"""How alerts are told: a toast, and by choice a notification of the system and a sound."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from liveapp.domain.alerts.rules import Alert
from liveapp.ui.alerts.words import toast_words, told_words
from liveapp.ui.widgets.toast import ToastStack

JOIN_MS = 1_000
"""What comes so soon after the last toast of alerts is told together with what else comes."""

SOUND_PAUSE_MS = 3_000
"""Alerts that come sooner after a sound make none."""

Notify = Callable[[str, str], object]
"""Shows a title and a text as the system does; both are plain text."""


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
        self._notify: Notify | None = None
        self._beep = beep
        self._waiting: list[Alert] = []
        self._notified: Sequence[Alert] = ()
        self._join = self._timer(JOIN_MS)
        self._join.timeout.connect(self._tell_waiting)
        self._sound_pause = self._timer(SOUND_PAUSE_MS)

    def notify_by(self, notify: Notify) -> None:
        """Show notifications of the system by this."""
        self._notify = notify

    def tell(self, alerts: Sequence[Alert]) -> None:
        """Tell of these, in the order in which they came."""
        self._waiting.extend(alerts)
        if not self._join.isActive():
            self._tell_waiting()

    def open_notified(self) -> None:
        """The user pressed a notification: show what the last one of alerts was about, once."""
        alerts, self._notified = self._notified, ()
        if alerts:
            self._lead_to(_only_stream(alerts))

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
        if alerts and self._notify is not None:
            self._notified = alerts
            self._notify(*told_words(alerts))

    def _lead_to(self, stream_id: UUID | None) -> None:
        if stream_id is None:
            self.history_wanted.emit()
        else:
            self.stream_wanted.emit(stream_id)

    def _timer(self, ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        return timer


def _only_stream(alerts: Sequence[Alert]) -> UUID | None:
    """The stream that all of these are about; None where that is not one."""
    ids = {one.stream_id for one in alerts}
    return ids.pop() if len(ids) == 1 else None
