"""A few words in the middle of a view that has no rows to show, with what can be done."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPushButton, QVBoxLayout, QWidget

from liveapp.ui import plain

TEXT_WIDTH_PX = 400
MARGIN_PX = 16


class Notice(QWidget):
    """Lies over a view's rows, not its header; hidden while there is nothing to say."""

    action_chosen = Signal()

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view.viewport())
        self._viewport = view.viewport()
        self._title = plain.PlainLabel()
        self._text = plain.PlainLabel()
        self._action = QPushButton()
        self.setFont(QApplication.font())  # the view's own may be a fixed-width one
        font = self.font()
        font.setBold(True)
        self._title.setFont(font)
        self._name_action("Try again")
        self._action.clicked.connect(self.action_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        layout.setSpacing(8)
        layout.addStretch()
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.hide()
        self._viewport.installEventFilter(self)

    @property
    def words(self) -> str:
        """What is said, empty while hidden."""
        return "" if self.isHidden() else f"{self._title.text()} {self._text.text()}".strip()

    def say(self, title: str, text: str = "", action: str = "") -> None:
        """Show words and, where `action` names one, a button."""
        plain.set_text(self._title, title)
        plain.set_text(self._text, text)
        self._text.setVisible(bool(text))
        if action:
            self._name_action(action)
        self._action.setVisible(bool(action))
        self._fit()
        self.show()
        self.raise_()

    def _name_action(self, text: str) -> None:
        plain.set_text(self._action, text)
        plain.set_accessible_name(self._action, text)
        plain.set_tooltip(self._action, text)

    def _fit(self) -> None:
        self.setGeometry(self._viewport.rect())
        width_px = max(40, min(TEXT_WIDTH_PX, self.width() - 2 * MARGIN_PX))
        for label in (self._title, self._text):
            label.setFixedWidth(width_px)
            # The layout would give a label the height that its text needs at the layout's own width.
            label.setMinimumHeight(max(0, label.heightForWidth(width_px)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the size of the view."""
        if watched is self._viewport and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)
