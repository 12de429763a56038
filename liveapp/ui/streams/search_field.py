"""The search above the list of streams."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from liveapp.ui import plain
from liveapp.ui.widgets.keys import ENTER_KEYS, NO_MODIFIERS


class SearchField(QLineEdit):
    """Filters as one types. Enter opens the first stream, Down goes into the list, Esc clears and leaves."""

    first_wanted = Signal()
    list_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("streamSearch")
        plain.set_placeholder(self, "Search seeds, names, notes")
        self.setClearButtonEnabled(True)
        plain.set_accessible_name(self, "Search streams")
        plain.set_tooltip(
            self,
            "Search hashes, client seeds, aliases and notes (Ctrl+K)\n"
            "Enter opens the first, Down goes into the list, Esc clears and leaves",
        )

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the search while it has the focus, whatever shortcut it is elsewhere."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Down and Esc; the rest as Qt does it."""
        if event.key() in ENTER_KEYS and event.modifiers() in NO_MODIFIERS:
            self.first_wanted.emit()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.list_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)
