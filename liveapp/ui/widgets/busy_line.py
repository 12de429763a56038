"""A thin line that moves while something takes long."""

from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from liveapp.ui import plain

HEIGHT_PX = 3


class BusyLine(QProgressBar):
    """Keeps its place while hidden, so that nothing jumps when it comes and goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 0)
        self.setTextVisible(False)
        self.setFixedHeight(HEIGHT_PX)
        plain.set_accessible_name(self, "Loading")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()
