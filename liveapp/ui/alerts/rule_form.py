"""The form of one rule: what is told of, for which stream, and how."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.alerts.checking import checked
from liveapp.domain.alerts.rules import AlertRule, Condition, NoBet, NoMultiplier, ProfitBeyond
from liveapp.domain.errors import RuleRefused
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.alerts.kinds import KINDS, numbers_of
from liveapp.ui.alerts.number_entry import NumberEntry
from liveapp.ui.alerts.rule_choices import CurrencyChoice, RestChoice, StreamChoice
from liveapp.ui.alerts.stream_names import StreamNames
from liveapp.ui.alerts.words import (
    chance_sentences,
    condition_words,
    rest_sentence,
    watched_words,
    ways_words,
)
from liveapp.ui.widgets.fitting_scroll import FittingScroll
from liveapp.ui.widgets.message_layout import button_row, explained_button, fit_height, heading_label
from liveapp.ui.widgets.tab_order import follow_layout
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

WIDTH_PX = 520
EVERY_TOGETHER = "All streams together"
EVERY_BY_ITSELF = "Every stream, each by itself"
SIDES = (("Above", True), ("Below", False))


class RuleForm(QDialog):
    """Edits a copy of a rule: `rule` is what it came to. OK only while all that is typed makes sense.

    `try_requested` carries the rule as it stands, for the user to see and hear how it tells.
    """

    try_requested = Signal(object)

    def __init__(
        self,
        rule: AlertRule,
        is_new: bool,
        names: StreamNames,
        shown: Stream | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ruleForm")
        plain.set_window_title(self, "New alert" if is_new else "Edit alert")
        self._first = rule
        self._kind = KINDS[type(rule.condition)]
        self._names = names.names()
        self._sentence = heading_label()
        self._ways = ToneLabel(Tone.MUTED)
        self._chance = ToneLabel(Tone.MUTED)
        self._problem = ToneLabel(Tone.ERROR)
        numbers = numbers_of(rule.condition)
        self.numbers = [NumberEntry(field, numbers[field.name]) for field in self._kind.fields]
        self.side, self.currency = _profit_choices(rule.condition, names)
        every = EVERY_TOGETHER if isinstance(rule.condition, NoBet) else EVERY_BY_ITSELF
        self.stream = StreamChoice(every, names, shown, rule.stream_id)
        self.rest = RestChoice(rule.rest_s)
        self.notifies = _check("A &notification of the system", "Seen while the window is not")
        self.sounds = _check("A soun&d", "The sound that the system makes for a message")
        self.notifies.setChecked(rule.notifies)
        self.sounds.setChecked(rule.sounds)
        self._lay_out()
        self._connect()
        self._judge()
        self._focus_first()

    @property
    def rule(self) -> AlertRule | None:
        """The rule as the form stands; None while something in it makes no sense."""
        condition = self._condition()
        if condition is None:
            return None
        return replace(
            self._first,
            condition=condition,
            stream_id=self.stream.stream_id,
            rest_s=self.rest.rest_s,
            notifies=self.notifies.isChecked(),
            sounds=self.sounds.isChecked(),
        )

    @property
    def told(self) -> str:
        """What the form says of the rule."""
        parts = (self._sentence, self._ways, self._chance, self._problem)
        return " ".join(part.text() for part in parts if not part.isHidden())

    def _condition(self) -> Condition | None:
        values = {entry.field.name: entry.value for entry in self.numbers}
        known = {name: value for name, value in values.items() if value is not None}
        if len(known) < len(values):
            return None
        condition = self._kind.make(known)
        if isinstance(condition, ProfitBeyond) and self.currency is not None and self.side is not None:
            is_above = bool(self.side.currentData())
            return ProfitBeyond(self.currency.currency, condition.amount, is_above)
        return condition

    def _judge(self) -> None:
        """Say what the rule would tell of, or what is wrong with it."""
        rule, problem = self.rule, ""
        if rule is not None:
            try:
                checked(rule.condition)
            except RuleRefused as refusal:
                problem, rule = f"{refusal}.", None
        plain.set_text(self._problem, problem)
        self._problem.setVisible(bool(problem))
        self._ok.setEnabled(rule is not None)
        self._try.setEnabled(rule is not None)
        if rule is not None:
            self._show_preview(rule)
        self._fit()

    def _show_preview(self, rule: AlertRule) -> None:
        plain.set_text(self._sentence, condition_words(rule.condition))
        for_whom = f"For {watched_words(rule, self._names)}."
        plain.set_text(self._ways, f"{for_whom} {ways_words(rule)} {rest_sentence(rule)}")
        if isinstance(rule.condition, NoMultiplier):
            plain.set_text(self._chance, chance_sentences(rule.condition.multiplier, rule.condition.rounds))

    def _connect(self) -> None:
        for entry in self.numbers:
            entry.changed.connect(self._judge)
            entry.resized.connect(self._fit)
        for choice in (self.stream, self.rest, self.side):
            if choice is not None:
                choice.currentIndexChanged.connect(self._judge)
        if self.currency is not None:
            self.currency.editTextChanged.connect(self._judge)
        for check in (self.notifies, self.sounds):
            check.toggled.connect(self._judge)
        self._try.clicked.connect(lambda: self.try_requested.emit(self.rule))

    def _focus_first(self) -> None:
        if self.numbers:
            self.numbers[0].edit.setFocus()
            self.numbers[0].edit.selectAll()
        else:
            self.stream.setFocus()

    def _fit(self) -> None:
        fit_height(self, WIDTH_PX)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for label in (self._sentence, self._ways):
            column.addWidget(label)
        column.addSpacing(8)
        column.addLayout(self._form())
        for label in (self._problem, self._chance):
            column.addWidget(label)
        column.addStretch(1)
        self._chance.setVisible(isinstance(self._first.condition, NoMultiplier))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(FittingScroll(content))
        layout.addLayout(self._buttons())
        follow_layout(self)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if self.side is not None:
            plain.add_row(form, "&Profit is", self.side)
        for entry in self.numbers:
            plain.add_row(form, entry.field.label, entry)
        if self.currency is not None:
            plain.add_row(form, "Currenc&y", self.currency)
        plain.add_row(form, "&Stream", self.stream)
        form.addRow("", self.notifies)
        form.addRow("", self.sounds)
        plain.add_row(form, "Then &rest for", self.rest)
        return form

    def _buttons(self) -> QHBoxLayout:
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        # On some systems Qt gives them letters, on others not: these are no field's.
        plain.set_text(self._ok, "&OK")
        plain.set_text(cancel, "&Cancel")
        plain.set_tooltip(self._ok, "Keep this alert (Enter)")
        plain.set_tooltip(cancel, "Change nothing (Esc)")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._try = explained_button("&Try it", "Show and sound it once, as it will be; nothing is kept")
        self._try.setAutoDefault(False)
        self._ok.setDefault(True)
        return button_row(buttons, self._try)


def _profit_choices(
    condition: Condition, names: StreamNames
) -> tuple[QComboBox | None, CurrencyChoice | None]:
    """The choices that only rules about profit have."""
    if not isinstance(condition, ProfitBeyond):
        return None, None
    side = QComboBox()
    plain.set_accessible_name(side, "Profit is")
    plain.set_tooltip(side, "Whether it is told that the profit gets above or below the amount")
    for words, is_above in SIDES:
        side.addItem(words, is_above)
    side.setCurrentIndex(side.findData(condition.is_above))
    return side, CurrencyChoice(names.currencies(), condition.currency)


def _check(words: str, meaning: str) -> QCheckBox:
    check = QCheckBox()
    plain.set_text(check, words)
    plain.set_tooltip(check, meaning)
    check.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return check
