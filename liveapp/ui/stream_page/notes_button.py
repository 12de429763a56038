"""The way to a stream's notes, which says whether there are some."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from liveapp.ui import plain, theme

DOT_RADIUS_PX = 3.0
DOT_MARGIN_PX = 2.5


class NotesButton(QToolButton):
    """A dot at its corner says that there are notes; its tooltip holds them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes = ""
        plain.set_accessible_name(self, "Notes")
        self._tell_notes()

    def set_action(self, action: QAction) -> None:
        """Do this when pressed."""
        self.setDefaultAction(action)
        # Whenever the action changes, Qt gives the button the action's own tooltip again.
        action.changed.connect(self._tell_notes)
        self._tell_notes()

    def show_notes(self, notes: str | None) -> None:
        """Tell of these notes, or that there are none."""
        if self._notes != (notes or ""):
            self._notes = notes or ""
            self._tell_notes()
            self.update()

    def _tell_notes(self) -> None:
        action = self.defaultAction()
        hint = action.toolTip() if action else "Notes"
        plain.set_tooltip(self, f"{hint}\n\n{self._notes}" if self._notes else hint)
        plain.set_accessible_description(self, self._notes)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, and over it the dot."""
        super().paintEvent(event)
        if self._notes:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colors(self.palette()).accent)
            inset_px = DOT_RADIUS_PX + DOT_MARGIN_PX
            painter.drawEllipse(QPointF(self.width() - inset_px, inset_px), DOT_RADIUS_PX, DOT_RADIUS_PX)
            painter.end()
