"""The line over the bet table: what is let through, where to go, how many rows there are."""

from PySide6.QtCore import QLocale, QRegularExpression, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from liveapp.domain.bets import DIFFICULTIES, MAX_NONCE
from liveapp.domain.queries import BetFilter
from liveapp.ui import plain
from liveapp.ui.widgets.flow_layout import FlowLayout
from liveapp.ui.widgets.formatting import count_text

FILTER_PAUSE_MS = 250
"""Typing a number asks the store once, not for every digit."""

HIGHEST_MULTIPLIER = 1e9


class BetFilterBar(QWidget):
    """`filter_changed` tells a filter that differs from the last one told."""

    filter_changed = Signal(object)  # BetFilter
    nonce_requested = Signal(object)  # int, beyond 32 bits
    following_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = BetFilter()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(FILTER_PAUSE_MS)
        self._pause.timeout.connect(self._take_typed)
        self.min_multiplier = self._build_min_multiplier()
        self.difficulty = self._build_difficulty()
        self.nonce = self._build_nonce()
        self.clear_button = self._build_clear_button()
        self.following_button = self._build_following_button()
        self.count_label = plain.PlainLabel()
        self.count_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._build_layout()

    @property
    def bet_filter(self) -> BetFilter:
        """The filter as the controls stand."""
        minimum = self.min_multiplier.value()
        return BetFilter(
            min_multiplier=None if minimum <= self.min_multiplier.minimum() else minimum,
            difficulty=self.difficulty.currentData(),
        )

    def set_filter(self, bet_filter: BetFilter) -> None:
        """Set the controls and tell the filter at once."""
        with QSignalBlocker(self.min_multiplier), QSignalBlocker(self.difficulty):
            self.min_multiplier.setValue(bet_filter.min_multiplier or self.min_multiplier.minimum())
            self.difficulty.setCurrentIndex(max(0, self.difficulty.findData(bet_filter.difficulty)))
        self._tell_filter()

    def clear_filter(self) -> None:
        """Let every bet through."""
        self.set_filter(BetFilter())

    def show_count(self, shown: int, total: int, is_loading: bool) -> None:
        """`1,204 of 88,310`."""
        words = f"{count_text(shown)} of {count_text(total)}"
        plain.set_text(self.count_label, f"{words} · loading…" if is_loading else words)
        plain.set_accessible_name(self.count_label, f"{words} bets shown")

    def show_following(self, is_following: bool, can_follow: bool) -> None:
        """Say whether the table goes along with new bets."""
        self.following_button.setChecked(is_following)
        self.following_button.setEnabled(can_follow)
        plain.set_text(self.following_button, "Following" if is_following else "Follow")

    def _take_typed(self) -> None:
        self.min_multiplier.interpretText()

    def _tell_filter(self) -> None:
        chosen = self.bet_filter
        self.clear_button.setEnabled(chosen != BetFilter())
        if chosen != self._told:
            self._told = chosen
            self.filter_changed.emit(chosen)

    def _want_nonce(self) -> None:
        text = self.nonce.text().replace(",", "").strip()
        if text:
            self.nonce_requested.emit(min(int(text), MAX_NONCE))

    def _build_min_multiplier(self) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setObjectName("minMultiplierFilter")
        box.setLocale(QLocale.c())
        box.setDecimals(2)
        box.setRange(0.0, HIGHEST_MULTIPLIER)
        box.setSpecialValueText("any")
        box.setSuffix("×")
        box.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        box.setGroupSeparatorShown(False)
        box.setFixedWidth(110)
        plain.set_accessible_name(box, "Minimum multiplier")
        plain.set_tooltip(box, "Show bets whose round reached at least this multiplier (Ctrl+F)")
        box.setKeyboardTracking(False)
        box.valueChanged.connect(lambda _: self._tell_filter())
        box.lineEdit().textEdited.connect(lambda _: self._pause.start())
        return box

    def _build_difficulty(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("difficultyFilter")
        box.addItem("all", None)
        for name in DIFFICULTIES:
            box.addItem(name, name)
        plain.set_accessible_name(box, "Difficulty")
        plain.set_tooltip(box, "Show bets of one difficulty")
        box.currentIndexChanged.connect(lambda _: self._tell_filter())
        return box

    def _build_nonce(self) -> QLineEdit:
        edit = QLineEdit()
        edit.setObjectName("goToNonce")
        edit.setFixedWidth(110)
        plain.set_placeholder(edit, "nonce")
        edit.setMaxLength(25)
        edit.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9][0-9,]*"), edit))
        plain.set_accessible_name(edit, "Go to nonce")
        plain.set_tooltip(edit, "Show the bet with this nonce, or the nearest, with Enter (Ctrl+G)")
        edit.returnPressed.connect(self._want_nonce)
        return edit

    def _build_clear_button(self) -> QToolButton:
        button = QToolButton()
        plain.set_text(button, "Clear")
        plain.set_accessible_name(button, "Clear filters")
        plain.set_tooltip(button, "Show all bets again")
        button.setEnabled(False)
        button.clicked.connect(self.clear_filter)
        return button

    def _build_following_button(self) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        plain.set_accessible_name(button, "Follow new bets")
        plain.set_tooltip(button, "Hold the table still, or follow the newest bet (Space)")
        button.clicked.connect(self.following_toggled)
        return button

    def _build_layout(self) -> None:
        flow = FlowLayout(self, gap_px=8)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.addWidget(_labelled("M&in ×", self.min_multiplier))
        flow.addWidget(_labelled("&Difficulty", self.difficulty, self.clear_button))
        flow.addWidget(_labelled("&Go to nonce", self.nonce))
        flow.addWidget(_row(self.count_label, self.following_button, after_px=0))


def _labelled(text: str, control: QWidget, *others: QWidget) -> QWidget:
    """A control behind its label; both stay together where the line breaks."""
    label = plain.PlainLabel(text)
    label.setBuddy(control)
    return _row(label, control, *others)


def _row(*parts: QWidget, after_px: int = 8) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, after_px, 0)
    layout.setSpacing(6)
    for part in parts:
        layout.addWidget(part)
    return row
