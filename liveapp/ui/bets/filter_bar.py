"""The line over the bet table: what is let through, where to go, how many rows there are."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QRegularExpression, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QRegularExpressionValidator, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.queries import BetFilter
from liveapp.domain.totals import CurrencyTotal
from liveapp.ui import plain
from liveapp.ui.bets.filter_chips import FilterChips
from liveapp.ui.bets.min_multiplier_box import DECIMALS, MinMultiplierBox
from liveapp.ui.bets.steady_label import SteadyLabel
from liveapp.ui.bets.sums_words import sums_details, sums_text
from liveapp.ui.widgets.flow_layout import FlowLayout
from liveapp.ui.widgets.formatting import count_text
from liveapp.ui.widgets.typed_values import typed_nonce

FILTER_PAUSE_MS = 250
"""Typing a number asks the store once, not for every digit."""

NONCE_WIDTH_PX = 110
GAP_PX = 8


class BetFilterBar(QWidget):
    """`filter_changed` tells a filter that differs from the last one told; `left` that Esc was pressed.

    The filter is kept here, whole: the controls show it, and change it only where somebody touches them.
    """

    filter_changed = Signal(object)  # BetFilter
    nonce_requested = Signal(object)  # int, beyond 32 bits
    following_toggled = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter = BetFilter()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(FILTER_PAUSE_MS)
        self._pause.timeout.connect(self._take_minimum)
        self._flow = FlowLayout(self, GAP_PX)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.min_multiplier = MinMultiplierBox()
        self.min_multiplier.valueChanged.connect(self._note_minimum)
        self.min_multiplier.editingFinished.connect(self._take_minimum)
        self.difficulty = self._build_difficulty()
        self.chips = FilterChips(self._flow, self)
        self.chips.filter_chosen.connect(self.set_filter)
        self.clear_button = self.chips.clear_button
        self.clear_button.clicked.connect(self.clear_filter)
        self.nonce = self._build_nonce()
        self.following_button = self._build_following_button()
        self.count_label = SteadyLabel(is_elided=False)
        self.sums_label = SteadyLabel()
        self.sums_label.hide()
        self._totals: Sequence[CurrencyTotal] = ()
        self._following: tuple[bool, bool] | None = None
        self._build_layout()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    @property
    def bet_filter(self) -> BetFilter:
        """The filter that was told last."""
        return self._filter

    def set_filter(self, bet_filter: BetFilter) -> None:
        """Show a filter, and tell it at once where it is another one."""
        self._pause.stop()
        with QSignalBlocker(self.min_multiplier), QSignalBlocker(self.difficulty):
            if _shown_minimum(bet_filter) != self.min_multiplier.value():
                self.min_multiplier.setValue(_shown_minimum(bet_filter))
            self.difficulty.setCurrentIndex(max(0, self.difficulty.findData(bet_filter.difficulty)))
        if bet_filter != self._filter:
            self._filter = bet_filter
            self.chips.show_filter(bet_filter)
            self._start_counting()
            self._order_tab_stops()
            self.filter_changed.emit(bet_filter)

    def clear_filter(self) -> None:
        """Let every bet through; what is typed goes too."""
        self.set_filter(BetFilter())
        self.min_multiplier.clear()

    def forget(self) -> None:
        """Another stream is shown: its own nonces are asked for, its own bets counted."""
        self.nonce.clear()
        self._start_counting()

    def focus_filters(self) -> None:
        """Put the cursor into the first filter."""
        self.min_multiplier.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.min_multiplier.selectAll()

    def focus_nonce(self) -> None:
        """Put the cursor where a nonce is typed."""
        self.nonce.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.nonce.selectAll()

    def show_count(self, shown: int, total: int, is_loading: bool) -> None:
        """`1,204 of 88,310`."""
        words = f"{count_text(shown)} of {count_text(total)}"
        self.count_label.show_text(f"{words} · loading…" if is_loading else words, f"{words} bets shown")

    def show_sums(self, totals: Sequence[CurrencyTotal]) -> None:
        """What the shown bets come to; nothing where that is not known, or is told elsewhere."""
        if totals == self._totals:
            return
        self._totals = totals
        words = sums_text(totals)
        self.sums_label.show_text(f"· {words}", f"Profit of the shown bets: {words}")
        plain.set_tooltip(self.sums_label, sums_details(totals))
        self.sums_label.setVisible(bool(totals))

    def show_following(self, is_following: bool, can_follow: bool) -> None:
        """Say whether the table goes along with new bets, or why it cannot."""
        button = self.following_button
        button.setChecked(is_following)  # a click has turned it already
        if (is_following, can_follow) == self._following:
            return
        self._following = (is_following, can_follow)
        button.setEnabled(can_follow)
        plain.set_text(button, "Following" if is_following else "Follow")
        if not can_follow:
            plain.set_tooltip(
                button, "Sort by nonce, time or received to follow: only there new bets come last"
            )
        elif is_following:
            plain.set_tooltip(button, "The newest bet stays in view. Hold the table still (Space)")
        else:
            plain.set_tooltip(button, "Go to the newest bet and keep it in view (Space)")

    def _start_counting(self) -> None:
        self.count_label.start_anew()
        self.sums_label.start_anew()

    def _note_minimum(self) -> None:
        if self.min_multiplier.is_being_typed:
            self._pause.start()
        else:
            self._take_minimum()

    def _take_minimum(self) -> None:
        self._pause.stop()
        value = self.min_multiplier.value()
        # The box rounds: a filter that was set more exactly stays as it is until somebody changes it.
        if value != _shown_minimum(self._filter):
            self.set_filter(replace(self._filter, min_multiplier=value or None))

    def _take_difficulty(self) -> None:
        self.set_filter(replace(self._filter, difficulty=self.difficulty.currentData()))

    def _want_nonce(self) -> None:
        nonce = typed_nonce(self.nonce.text())
        if nonce is not None:
            self.nonce_requested.emit(nonce)

    def _order_tab_stops(self) -> None:
        stops = [
            self.min_multiplier,
            self.difficulty,
            *self.chips.tab_stops(),
            self.nonce,
            self.following_button,
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _build_difficulty(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("difficultyFilter")
        box.addItem("all", None)
        for name in DIFFICULTIES:
            box.addItem(name, name)
        plain.set_accessible_name(box, "Difficulty")
        plain.set_tooltip(box, "Show bets of one difficulty")
        box.currentIndexChanged.connect(lambda _: self._take_difficulty())
        return box

    def _build_nonce(self) -> QLineEdit:
        edit = QLineEdit()
        edit.setObjectName("goToNonce")
        edit.setFixedWidth(NONCE_WIDTH_PX)
        plain.set_placeholder(edit, "nonce")
        edit.setMaxLength(25)
        edit.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9][0-9,. ]*"), edit))
        plain.set_accessible_name(edit, "Go to nonce")
        plain.set_tooltip(edit, "Show the bet with this nonce, or the nearest, with Enter (Ctrl+G)")
        edit.returnPressed.connect(self._want_nonce)
        return edit

    def _build_following_button(self) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plain.set_accessible_name(button, "Follow new bets")
        button.clicked.connect(self.following_toggled)
        return button

    def _build_layout(self) -> None:
        self._flow.addWidget(_row(plain.PlainLabel("Min ×"), self.min_multiplier))
        self._flow.addWidget(_row(plain.PlainLabel("Difficulty"), self.difficulty))
        self._flow.addWidget(self.chips.add_button)
        self._flow.addWidget(_row(plain.PlainLabel("Go to"), self.nonce))
        self._flow.addWidget(_row(self.count_label, self.sums_label, self.following_button))
        self._order_tab_stops()


def _shown_minimum(bet_filter: BetFilter) -> float:
    return round(bet_filter.min_multiplier or 0.0, DECIMALS)


def _row(*parts: QWidget) -> QWidget:
    """Parts that stay together where the line breaks."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    for part in parts:
        layout.addWidget(part)
    return row
