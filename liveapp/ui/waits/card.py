"""The card of one multiplier: its hits and its waits, in words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QToolButton, QVBoxLayout, QWidget

from liveapp.ui import plain
from liveapp.ui.theme import colors, is_theme_change
from liveapp.ui.waits.card_texts import NOTHING_YET, CardTexts, card_texts
from liveapp.ui.widgets.formatting import multiplier_text
from liveapp.ui.widgets.rounded_panel import RoundedPanel
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

if TYPE_CHECKING:
    from liveapp.domain.statistics.hits import MultiplierFigures

LEAST_WIDTH_PX = 250
REMOVING_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
CHOOSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SEEN = ("hits", "since")
"""Parts that say what was seen; the others compare it."""

OWN_KEYS = (*REMOVING_KEYS, *CHOOSING_KEYS, Qt.Key.Key_Space)


class WaitCard(RoundedPanel):
    """A click anywhere on it, Space or Enter chooses it; Del removes it."""

    chosen = Signal()
    remove_requested = Signal()

    def __init__(self, multiplier: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("waitCard")
        self.multiplier = multiplier
        name = f"{multiplier_text(multiplier)} or more"
        self.choice = QRadioButton()
        plain.set_text(self.choice, name)
        plain.set_tooltip(self.choice, f"List the hits of {name} (Enter). Del removes the card.")
        font = self.choice.font()
        font.setBold(True)
        self.choice.setFont(font)
        self.choice.toggled.connect(self._show_choice)
        self.remove_button = QToolButton()
        self.remove_button.setAutoRaise(True)
        plain.set_text(self.remove_button, "×")
        plain.set_accessible_name(self.remove_button, f"Remove the card of {name}")
        plain.set_tooltip(self.remove_button, f"Remove the card of {name} (Del)")
        self.remove_button.clicked.connect(self.remove_requested)
        self._texts: CardTexts | None = None
        self._labels = [_label(part in SEEN) for part in CardTexts._fields]
        self.setMinimumWidth(LEAST_WIDTH_PX)
        self._lay_out()
        self._take_colors()
        self.show_texts(NOTHING_YET)
        for control in (self.choice, self.remove_button):
            control.installEventFilter(self)

    @property
    def words(self) -> str:
        """All that the card says."""
        return " ".join(filter(None, NOTHING_YET if self._texts is None else self._texts))

    def show_figures(
        self, figures: "MultiplierFigures", watched: int, evidence: float, is_partial: bool
    ) -> None:
        """Say what these are; `watched` is how many cards there are."""
        self.show_texts(card_texts(figures, watched, evidence, is_partial))

    def show_texts(self, texts: CardTexts) -> None:
        """Say this. What is said already costs nothing."""
        if texts == self._texts:
            return
        self._texts = texts
        for label, text in zip(self._labels, texts, strict=True):
            plain.set_text(label, text)
            label.setVisible(bool(text))
        plain.set_accessible_description(self.choice, self.words)

    def _show_choice(self, is_chosen: bool) -> None:
        self._take_colors()
        if is_chosen:
            self.chosen.emit()

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.addWidget(self.choice, 1)
        heading.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 6, 10)
        column.setSpacing(4)
        column.addLayout(heading)
        for label in self._labels:
            column.addWidget(label)
        column.addStretch(1)

    def _take_colors(self) -> None:
        named = colors(self.palette())
        border = named.accent if self.choice.isChecked() else named.border
        self.set_panel_colors(self.palette().base().color(), border)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the card's keys before they become the window's: Del would offer to delete the stream."""
        if not isinstance(event, QKeyEvent) or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in OWN_KEYS:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() in REMOVING_KEYS:
            self.remove_requested.emit()
            return True
        if (
            event.type() == QEvent.Type.KeyPress
            and event.key() in CHOOSING_KEYS
            and isinstance(watched, QWidget)
        ):
            (self.choice if watched is self.choice else self.remove_button).click()
            return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the card."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.choice.setChecked(True)
            self.choice.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()


def _label(is_seen: bool) -> plain.PlainLabel:
    label = plain.PlainLabel() if is_seen else ToneLabel(Tone.MUTED)
    label.setWordWrap(True)
    return label
