"""Alerts in the window: their dialogs, and how they are told."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from liveapp.domain.alerts.rules import Alert, AlertRule, Alerts
from liveapp.domain.clock import now_us
from liveapp.domain.errors import Refused
from liveapp.domain.events import BetsStored, StoreEvent, StreamChanged, StreamDeleted, StreamRestored
from liveapp.domain.streams import Stream
from liveapp.ui.alerts.saving import RuleSaving, fault_of
from liveapp.ui.alerts.stream_names import StreamNames
from liveapp.ui.alerts.telling import AlertTelling, Notifications
from liveapp.ui.alerts.words import condition_words, removed_words
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.formatting import reason_text
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack

if TYPE_CHECKING:
    from liveapp.ui.alerts.history_dialog import HistoryDialog
    from liveapp.ui.alerts.rules_dialog import RulesDialog

UNDO_MS = 30_000
TRIED_TEXT = "This is how it will tell. Nothing happened."
STREAM_GONE = "The stream of that alert was deleted"


class AlertCommands(QObject):
    """One dialog of each kind at most, beside the window. `stream_wanted` carries a stream to show.

    `known_streams` gives all streams as they are now, None while they are not read yet.
    """

    stream_wanted = Signal(object)

    def __init__(
        self,
        window: QWidget,
        alerts: Alerts,
        questions: Questions,
        toasts: ToastStack,
        known_streams: Callable[[], Collection[Stream] | None],
        shown_stream: Callable[[], Stream | None],
        beep: Callable[[], object] = QApplication.beep,
        clock_us: Callable[[], int] = now_us,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._alerts = alerts
        self._questions = questions
        self._toasts = toasts
        self._shown_stream = shown_stream
        self._clock_us = clock_us
        self._names = StreamNames(known_streams)
        self._saving = RuleSaving(alerts, questions, self)
        self._saving.failed.connect(self._tell_unsaved)
        self._telling = AlertTelling(toasts, self, beep)
        self._telling.stream_wanted.connect(self._open_stream)
        self._telling.history_wanted.connect(self.open_history)
        self._rules: RulesDialog | None = None
        self._history: HistoryDialog | None = None

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {"alertsAction": self.open_rules, "alertHistoryAction": self.open_history}

    def notify_by(self, notifications: Notifications) -> None:
        """Notify through the system by these, where a rule chose that; a press leads to the stream."""
        self._telling.notify_by(notifications)

    def show(self, alerts: Sequence[Alert]) -> None:
        """Tell of alerts that were just raised."""
        self._telling.tell(alerts)
        if self._history is not None:
            self._history.refresh()

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Call streams in open dialogs by what they are called now."""
        if (self._rules is not None or self._history is not None) and any(map(_renames, events)):
            self.refresh_names()

    def refresh_names(self) -> None:
        """The streams were read, or are called otherwise than before."""
        for dialog in (self._rules, self._history):
            if dialog is not None:
                dialog.refresh()

    def open_rules(self) -> "RulesDialog":
        """Show the rules."""
        # Neither dialog is loaded at the start of the program.
        from liveapp.ui.alerts.rules_dialog import RulesDialog

        if self._rules is None:
            self._rules = RulesDialog(self._saving, self._names, self._shown_stream, self._window)
            self._rules.removed.connect(self._offer_undo)
            self._rules.try_requested.connect(self._try)
            self._rules.history_wanted.connect(self.open_history)
            self._rules.finished.connect(self._forget_rules)
        self._rules.show()
        self._rules.activateWindow()
        return self._rules

    def open_history(self) -> "HistoryDialog":
        """Show what was told, which goes on with what comes."""
        from liveapp.ui.alerts.history_dialog import HistoryDialog

        if self._history is None:
            self._history = HistoryDialog(self._alerts, self._names, self._window, self._clock_us)
            self._history.stream_wanted.connect(self._open_stream)
            self._history.clear_requested.connect(self._clear)
            self._history.rules_wanted.connect(self.open_rules)
            self._history.finished.connect(self._forget_history)
        self._history.show()
        self._history.activateWindow()
        return self._history

    def _open_stream(self, stream_id: UUID) -> None:
        stream = self._names.find(stream_id)
        if stream is None:
            self._toasts.show_toast(STREAM_GONE)
        else:
            self.stream_wanted.emit(stream)

    def _try(self, rule: AlertRule) -> None:
        """Tell as the rule would, of the shown stream where it watches all."""
        shown = self._shown_stream()
        stream_id = rule.stream_id or (shown.id if shown else None)
        self._telling.tell(
            [
                Alert(
                    rule.id,
                    stream_id,
                    self._clock_us(),
                    condition_words(rule.condition),
                    TRIED_TEXT,
                    rule.notifies,
                    rule.sounds,
                )
            ]
        )

    def _offer_undo(self, rule: AlertRule, place: int) -> None:
        offer = self._toasts.show_toast(removed_words(rule), "Undo", ToastKind.GOOD, UNDO_MS)
        offer.action_triggered.connect(lambda: self._put_back(rule, place))

    def _put_back(self, rule: AlertRule, place: int) -> None:
        rules = self._saving.rules
        if rule.id not in {one.id for one in rules}:  # it is, where the removal could not be saved
            self._saving.change((*rules[:place], rule, *rules[place:]))

    def _clear(self) -> None:
        alerts = self._alerts
        self._questions.ask(self, lambda _: fault_of(alerts.clear_history), self._tell_cleared)

    def _tell_cleared(self, fault: OSError | Refused | None) -> None:
        if self._history is not None:
            self._history.refresh()
        if fault is not None:
            self._tell_fault(self._history, f"The history could not be cleared: {reason_text(fault)}")

    def _tell_unsaved(self, words: str) -> None:
        self._tell_fault(self._rules, words)

    def _tell_fault(self, dialog: "RulesDialog | HistoryDialog | None", words: str) -> None:
        if dialog is not None:
            dialog.show_fault(words)
        else:
            self._toasts.show_toast(words, kind=ToastKind.TROUBLE)

    def _forget_rules(self) -> None:
        if self._rules is not None:
            self._rules.deleteLater()
            self._rules = None

    def _forget_history(self) -> None:
        if self._history is not None:
            self._history.deleteLater()
            self._history = None


def _renames(event: StoreEvent) -> bool:
    """Whether a stream may be called otherwise after an event."""
    return isinstance(event, StreamChanged | StreamDeleted | StreamRestored) or (
        isinstance(event, BetsStored) and event.is_new_stream
    )
