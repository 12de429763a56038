"""How the window is laid out between its menu and its status bar."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

PANEL_WIDTH_PX = 280
PAGE_WIDTH_PX = 900
"""What the page has beside the list at first, where the screen is wide enough."""


class WindowBody(QWidget):
    """Banners, below them list and page side by side (or the first page alone), jobs at the bottom.

    The first page tells of the receiver itself, and stands without banners.

    Toasts stand over `toast_ground`, which is all between banners and jobs.
    """

    state_changed = Signal()

    def __init__(
        self, banners: Sequence[QWidget], panel: QWidget, page: QWidget, first_run: QWidget, jobs: QWidget
    ) -> None:
        super().__init__()
        self._first_run = first_run
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(panel)
        self._splitter.addWidget(page)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([PANEL_WIDTH_PX, PAGE_WIDTH_PX])
        self._splitter.splitterMoved.connect(lambda *_: self.state_changed.emit())
        self._pages = QStackedWidget()
        self._pages.addWidget(self._splitter)
        self._pages.addWidget(first_run)
        self._banners = QWidget()
        banners_layout = QVBoxLayout(self._banners)
        banners_layout.setContentsMargins(0, 0, 0, 0)
        banners_layout.setSpacing(0)
        for banner in banners:
            banners_layout.addWidget(banner)
        self.toast_ground = QWidget()
        ground_layout = QVBoxLayout(self.toast_ground)
        ground_layout.setContentsMargins(0, 0, 0, 0)
        ground_layout.addWidget(self._pages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._banners)
        layout.addWidget(self.toast_ground, 1)
        layout.addWidget(jobs)

    def show_first_page(self, is_first: bool) -> None:
        """Show the page of the first start, or the streams."""
        self._banners.setVisible(not is_first)
        self._pages.setCurrentWidget(self._first_run if is_first else self._splitter)

    def save_state(self) -> QByteArray:
        """The widths of list and page, as Qt saves a splitter."""
        return self._splitter.saveState()

    def restore_state(self, state: QByteArray) -> None:
        """Give the list the width that was kept; what cannot be read changes nothing."""
        self._splitter.restoreState(state)
