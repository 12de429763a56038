"""Keeping the rules as the user changes them, off the window's thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from liveapp.domain.alerts.rules import AlertRule, Alerts
from liveapp.domain.errors import Refused
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.formatting import reason_text


class RuleSaving(QObject):
    """The rules as they are on the screen: ahead of what is saved for a moment, and back where that failed.

    Saves one state after the other, and of several that came meanwhile only the last. `changed` when the
    rules are other than before; `failed` carries why they could not be saved.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, alerts: Alerts, questions: Questions, parent: QObject) -> None:
        super().__init__(parent)
        self._alerts = alerts
        self._questions = questions
        self._wanted: tuple[AlertRule, ...] | None = None
        self._saving: tuple[AlertRule, ...] | None = None

    @property
    def rules(self) -> tuple[AlertRule, ...]:
        """All rules, in the user's order."""
        return self._alerts.rules if self._wanted is None else self._wanted

    def change(self, rules: tuple[AlertRule, ...]) -> None:
        """Have these rules from now on."""
        self._wanted = rules
        self.changed.emit()
        self._save_next()

    def _save_next(self) -> None:
        if self._saving is None and self._wanted is not None:
            rules = self._saving = self._wanted
            alerts = self._alerts
            self._questions.ask(self, lambda _: fault_of(lambda: alerts.set_rules(rules)), self._take)

    def _take(self, fault: OSError | Refused | None) -> None:
        saved, self._saving = self._saving, None
        if fault is not None:
            self._wanted = None
            self.changed.emit()
            self.failed.emit(f"The alerts could not be saved: {reason_text(fault)}")
        elif saved is self._wanted:
            self._wanted = None
        self._save_next()


def fault_of(write: Callable[[], object]) -> OSError | Refused | None:
    """Write something; why that failed, None where it did not."""
    try:
        write()
    except (OSError, Refused) as error:
        return error
    return None
