"""View › Alerts: the rules in a list, each with its switch, and what can be done with them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from liveapp.domain.alerts.rules import MOST_RULES, AlertRule, Condition, ProfitBeyond
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.alerts.kinds import KINDS, first_condition
from liveapp.ui.alerts.rule_form import RuleForm
from liveapp.ui.alerts.rules_model import RulesModel
from liveapp.ui.alerts.rules_view import RulesView
from liveapp.ui.alerts.saving import RuleSaving
from liveapp.ui.alerts.stream_names import StreamNames
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.message_layout import explained_button, list_button_row, text_label
from liveapp.ui.widgets.notice import Notice
from liveapp.ui.widgets.tab_order import follow_layout
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

SIZE_PX = (760, 440)
FRAME_PX = (16, 48)
"""Room that the system's frame takes."""

ABOUT = "Tick what you want to be told of while liveapp runs. After it told you, a rule rests for its time."
ADD_HINT = "Add an alert: choose what you want to be told of"


class RulesDialog(QDialog):
    """Shows the rules as `saving` has them. Switches, moves and removals are saved at once, edits on OK.

    `removed` carries a rule that the user took away, and its place; `try_requested` one that is to be shown
    as it will be; `history_wanted` when the user wants to see what was told.
    """

    removed = Signal(object, object)
    try_requested = Signal(object)
    history_wanted = Signal()

    def __init__(
        self,
        saving: RuleSaving,
        names: StreamNames,
        shown_stream: Callable[[], Stream | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rulesDialog")
        plain.set_window_title(self, "Alerts")
        self.resize(QSize(*SIZE_PX).boundedTo(self.screen().availableSize() - QSize(*FRAME_PX)))
        self._saving = saving
        self._names = names
        self._shown_stream = shown_stream
        self._chosen_id: UUID | None = None
        self.model = RulesModel(self)
        self.view = RulesView(self.model)
        self._notice = Notice(self.view)
        self._fault = ToneLabel(Tone.ERROR)
        self._fault.hide()
        self._menu = self._kinds_menu()
        self._add = explained_button("&Add", ADD_HINT)
        self._add.setMenu(self._menu)
        self._edit = explained_button("&Edit…", "Change the chosen alert (Enter)")
        self._copy = explained_button("D&uplicate", "Add another one like the chosen alert")
        self._remove = explained_button("&Remove", "Remove the chosen alert (Del)")
        self._up = explained_button("Move u&p", "Move the chosen alert up (Alt+Up)")
        self._down = explained_button("Move &down", "Move the chosen alert down (Alt+Down)")
        self._history = explained_button("Alert &history", "Show what the alerts told")
        self._connect()
        self._lay_out()
        self.refresh()
        self.view.setFocus()

    def refresh(self) -> None:
        """Show the rules, and what their streams are called, as of now."""
        rules = self._saving.rules
        self.model.show_rules(rules, self._names.names())
        if rules:
            row = self.model.row_of(self._chosen_id) if self._chosen_id else None
            self._choose(0 if row is None else row)
            self._notice.hide()
        else:
            self._notice.say("No alert yet", "Choose what you want to be told of.", "Add an alert")
        self._offer()

    def show_fault(self, words: str) -> None:
        """Say why something could not be saved."""
        plain.set_text(self._fault, words)
        self._fault.show()
        announce(self, words)

    def _change(self, rules: tuple[AlertRule, ...], chosen: AlertRule | None) -> None:
        self._fault.hide()
        self._chosen_id = None if chosen is None else chosen.id
        self._saving.change(rules)

    @property
    def _chosen(self) -> AlertRule | None:
        row = self.view.chosen_row
        return None if row is None else self.model.rules[row]

    def _switch(self, row: int | None) -> None:
        if row is not None:
            rule = self.model.rules[row]
            self._put(replace(rule, is_on=not rule.is_on))

    def _put(self, rule: AlertRule) -> None:
        """Have a rule in the place of the one with its id, or as a new last one."""
        row = self.model.row_of(rule.id)
        rules = list(self.model.rules)
        if row is None:
            rules.append(rule)
        else:
            rules[row] = rule
        self._change(tuple(rules), rule)

    def _ask_new(self, kind: type[Condition]) -> None:
        shown = self._shown_stream()
        condition = first_condition(kind)
        if isinstance(condition, ProfitBeyond) and shown is not None and shown.totals:
            condition = replace(condition, currency=shown.totals[0].currency)
        self._open_form(AlertRule(uuid4(), condition), is_new=True)

    def _ask_edit(self) -> None:
        if self._chosen is not None:
            self._open_form(self._chosen, is_new=False)

    def _open_form(self, rule: AlertRule, is_new: bool) -> None:
        form = RuleForm(rule, is_new, self._names, self._shown_stream(), self)
        form.try_requested.connect(self.try_requested)
        form.accepted.connect(lambda: self._take(form))
        form.finished.connect(form.deleteLater)
        form.open()

    def _take(self, form: RuleForm) -> None:
        rule = form.rule
        if rule is not None:
            self._put(rule)

    def _duplicate(self) -> None:
        row = self.view.chosen_row
        if row is not None and len(self.model.rules) < MOST_RULES:
            rules = self.model.rules
            again = replace(rules[row], id=uuid4())
            self._change((*rules[: row + 1], again, *rules[row + 1 :]), again)

    def _take_away(self) -> None:
        row = self.view.chosen_row
        if row is not None:
            rules = self.model.rules
            left = (*rules[:row], *rules[row + 1 :])
            self._change(left, left[min(row, len(left) - 1)] if left else None)
            self.removed.emit(rules[row], row)

    def _move(self, step: int) -> None:
        row = self.view.chosen_row
        rules = list(self.model.rules)
        if row is not None and 0 <= row + step < len(rules):
            rules[row], rules[row + step] = rules[row + step], rules[row]
            self._change(tuple(rules), rules[row + step])

    def _choose(self, row: int) -> None:
        if self.view.chosen_row != row:
            self.view.selectRow(row)

    def _note_choice(self) -> None:
        if self._chosen is not None:
            self._chosen_id = self._chosen.id
        self._offer()

    def _offer(self) -> None:
        row, count = self.view.chosen_row, self.model.rowCount()
        has_room = count < MOST_RULES
        for button in (self._edit, self._remove):
            button.setEnabled(row is not None)
        self._copy.setEnabled(row is not None and has_room)
        self._up.setEnabled(bool(row))
        self._down.setEnabled(row is not None and row < count - 1)
        self._add.setEnabled(has_room)
        plain.set_tooltip(self._add, ADD_HINT if has_room else f"{MOST_RULES} alerts are the most")

    def _kinds_menu(self) -> QMenu:
        menu = plain.new_menu("Add", self)
        for kind, asked in KINDS.items():
            action = plain.add_action(menu, asked.menu)
            plain.set_tooltip(action, asked.meaning)
            action.triggered.connect(partial(self._ask_new, kind))
        return menu

    def _connect(self) -> None:
        self._saving.changed.connect(self.refresh)
        self.model.switched.connect(self._switch)
        self.view.switch_requested.connect(lambda: self._switch(self.view.chosen_row))
        self.view.edit_requested.connect(self._ask_edit)
        self.view.remove_requested.connect(self._take_away)
        self.view.move_requested.connect(self._move)
        self.view.selectionModel().selectionChanged.connect(self._note_choice)
        self._notice.action_chosen.connect(self._add.showMenu)
        self._edit.clicked.connect(self._ask_edit)
        self._copy.clicked.connect(self._duplicate)
        self._remove.clicked.connect(self._take_away)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        self._history.clicked.connect(self.history_wanted)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return self._add, self._edit, self._copy, self._remove, self._up, self._down

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(8)
        for button in self._buttons:
            button.setAutoDefault(False)
            column.addWidget(button)
        column.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.view, 1)
        middle.addLayout(column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(text_label(ABOUT))
        layout.addLayout(middle, 1)
        layout.addWidget(self._fault)
        layout.addLayout(list_button_row(self, self._history))
        follow_layout(self)
