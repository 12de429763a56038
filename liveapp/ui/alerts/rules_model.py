"""The table of rules: a row a rule, in the user's order."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal

from liveapp.domain.alerts.rules import AlertRule
from liveapp.ui.alerts.words import condition_words, rest_sentence, rest_words, watched_words, ways_words
from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, ModelIndex

TICK = "✓"
_CHECK = Qt.ItemDataRole.CheckStateRole


class RuleColumn(IntEnum):
    """The columns, from left to right."""

    RULE = 0
    STREAM = 1
    SYSTEM = 2
    SOUND = 3
    REST = 4


TITLES: dict[int, tuple[str, str]] = {
    RuleColumn.RULE: ("Alert", "What is told of; ticked while it is on"),
    RuleColumn.STREAM: ("Stream", "Whose rounds are watched"),
    RuleColumn.SYSTEM: ("System", "Whether the system shows a notification too"),
    RuleColumn.SOUND: ("Sound", "Whether there is a sound too"),
    RuleColumn.REST: ("Rest", "For how long it is silent after it told something"),
}


class RulesModel(ListTableModel):
    """Rules as they were handed over. `switched` carries a row whose switch the user turned."""

    titles = TITLES
    switched = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rules: tuple[AlertRule, ...] = ()
        self._name: Callable[[UUID | None], str] = str

    @property
    def rules(self) -> tuple[AlertRule, ...]:
        """What is shown."""
        return self._rules

    def row_of(self, rule_id: UUID) -> int | None:
        """The row of a rule."""
        return next((row for row, rule in enumerate(self._rules) if rule.id == rule_id), None)

    def show_rules(self, rules: Sequence[AlertRule], name: Callable[[UUID | None], str]) -> None:
        """Show these; `name` says what a stream is called."""
        is_same = [rule.id for rule in rules] == [rule.id for rule in self._rules]
        if not is_same:
            self.beginResetModel()
        self._rules, self._name = tuple(rules), name
        if not is_same:
            self.endResetModel()
        elif rules:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rules) - 1, len(RuleColumn) - 1))

    def text_at(self, row: int, column: int) -> str:
        """What the rule says of itself there."""
        rule = self._rules[row]
        match RuleColumn(column):
            case RuleColumn.RULE:
                return condition_words(rule.condition)
            case RuleColumn.STREAM:
                return watched_words(rule, self._name)
            case RuleColumn.SYSTEM:
                return TICK if rule.notifies else ""
            case RuleColumn.SOUND:
                return TICK if rule.sounds else ""
            case RuleColumn.REST:
                return rest_words(rule.rest_s)

    def tooltip_at(self, row: int, column: int) -> str:
        """All about the rule, in sentences."""
        rule = self._rules[row]
        state = "On" if rule.is_on else "Off"
        about = f"{condition_words(rule.condition)}, for {watched_words(rule, self._name)}."
        return f"{state}: {about} {ways_words(rule)} {rest_sentence(rule)}"

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """One row a rule."""
        return 0 if parent.isValid() else len(self._rules)

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        """A rule's switch can be turned."""
        flags = super().flags(index)
        is_rule = index.isValid() and index.column() == RuleColumn.RULE
        return flags | Qt.ItemFlag.ItemIsUserCheckable if is_rule else flags

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell's value for a role; of a rule's first cell all is read aloud."""
        if index.isValid() and index.column() == RuleColumn.RULE:
            if role == _CHECK:
                is_on = self._rules[index.row()].is_on
                return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return super().data(index, Qt.ItemDataRole.ToolTipRole)
        return super().data(index, role)

    def setData(self, index: ModelIndex, _value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Pass on that a switch was turned; whoever keeps the rules hands them over again."""
        if not index.isValid() or role != _CHECK:
            return False
        self.switched.emit(index.row())
        return True
