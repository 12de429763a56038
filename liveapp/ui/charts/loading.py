"""Places for what pyqtgraph draws: it is loaded when the first of them is shown, in another thread."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveapp.ui import plain
from liveapp.ui.questions import Questions

LOADING = "Loading the charts …"


class LoadedLater(QWidget):
    """Empty until it is first shown. A class for each says which module it needs, and what is made of it."""

    module: str

    def __init__(self, questions: Questions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions = questions
        self._is_asked = False
        self._loading = plain.PlainLabel(LOADING)
        self._loading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._loading)

    def make(self, module: ModuleType) -> QWidget:
        """Make what is to be shown of the module."""
        raise NotImplementedError

    def _load(self) -> None:
        if not self._is_asked:
            self._is_asked = True
            self._questions.ask(self, lambda _question: import_module(self.module), self._show)

    def _show(self, module: ModuleType) -> None:
        made = self.make(module)
        # In two steps, since each takes a moment in which the window does nothing else.
        QTimer.singleShot(0, self, lambda: self._put(made))

    def _put(self, made: QWidget) -> None:
        self._loading.hide()
        self._column.addWidget(made)

    def showEvent(self, event: QShowEvent) -> None:
        """Load what is shown."""
        super().showEvent(event)
        self._load()
