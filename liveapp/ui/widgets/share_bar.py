"""A bar that shows how much of something is done."""

from PySide6.QtWidgets import QProgressBar, QWidget

from liveapp.ui import plain

STEPS = 1_000
"""Its own scale: counts may go beyond what Qt's 32 bits hold."""


class ShareBar(QProgressBar):
    """Without words: these stand beside it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setRange(0, STEPS)
        plain.set_accessible_name(self, name)

    def show_share(self, done: int, total: int) -> None:
        """So many of all are done; of nothing, none is."""
        self.setRange(0, STEPS)
        self.setValue(STEPS * done // max(1, total))

    def show_unknown(self) -> None:
        """Nobody knows how many there are: it only moves."""
        self.setRange(0, 0)
