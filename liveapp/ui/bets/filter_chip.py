"""One filter that is on, as a chip over the table: what it is, and a cross that ends it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from liveapp.ui import plain
from liveapp.ui.theme import colors, is_theme_change
from liveapp.ui.widgets.rounded_panel import RoundedPanel

ENDING_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class FilterChip(RoundedPanel):
    """Its words edit the filter; its cross, and Del on either of them, ends it."""

    edit_requested = Signal()
    end_requested = Signal()

    def __init__(self, words: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterChip")
        plain.set_accessible_name(self, f"Filter {words}")
        self.words_button = _ChipButton(words, f"Change the filter {words}", f"{hint}\nDel ends this filter.")
        self.words_button.clicked.connect(self.edit_requested)
        self.end_button = _ChipButton("×", f"End the filter {words}", f"End the filter {words} (Del)")
        self.end_button.clicked.connect(self.end_requested)
        for button in (self.words_button, self.end_button):
            button.end_requested.connect(self.end_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 2, 3, 2)
        layout.setSpacing(0)
        layout.addWidget(self.words_button)
        layout.addWidget(self.end_button)
        self._take_colors()

    @property
    def words(self) -> str:
        """What the chip says."""
        return self.words_button.text()

    def _take_colors(self) -> None:
        named = colors(self.palette())
        self.set_panel_colors(self.palette().midlight().color(), named.border)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()


class _ChipButton(QToolButton):
    end_requested = Signal()

    def __init__(self, text: str, name: str, hint: str) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plain.set_text(self, text)
        plain.set_accessible_name(self, name)
        plain.set_tooltip(self, hint)

    def event(self, event: QEvent) -> bool:
        """Claim the chip's keys before they become the window's: Del would offer to delete the stream."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = (*ENDING_KEYS, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in own:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del ends the filter, Enter does what a click does."""
        if event.key() in ENDING_KEYS:
            self.end_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
