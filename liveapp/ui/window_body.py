"""How the window is laid out between its menu and its status bar."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from liveapp.ui import plain

PANEL_WIDTH_PX = 280
PANEL_SHARE = 0.235
"""How much of the window's width the list has where nobody chose it, up to `PANEL_WIDTH_PX`: a small
window belongs to the page."""


class WindowBody(QWidget):
    """Banners, below them list and page side by side (or the first page alone), jobs at the bottom.

    The first page tells of the receiver itself, and stands without banners.

    Toasts stand over `toast_ground`, which is all between banners and jobs. The list can be folded away:
    then a narrow button at the page's left brings it back. It gets wider and narrower with the window
    until the user gives it a width.
    """

    unfold_requested = Signal()
    state_changed = Signal()

    def __init__(
        self, banners: Sequence[QWidget], panel: QWidget, page: QWidget, first_run: QWidget, jobs: QWidget
    ) -> None:
        super().__init__()
        self._first_run = first_run
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(panel)
        self._right = QStackedWidget()
        self._right.addWidget(page)
        self._splitter.addWidget(self._right)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.splitterMoved.connect(lambda *_: self.state_changed.emit())
        self._panel = panel
        self._has_own_width = True
        self._unfold_button = self._build_unfold_button()
        self._streams = QWidget()
        streams_layout = QHBoxLayout(self._streams)
        streams_layout.setContentsMargins(0, 0, 0, 0)
        streams_layout.setSpacing(0)
        streams_layout.addWidget(self._unfold_button)
        streams_layout.addWidget(self._splitter, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._streams)
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
        self._pages.setCurrentWidget(self._first_run if is_first else self._streams)

    def toast_area(self, page: QWidget | None, rows: QWidget) -> QRect:
        """What toasts may cover of their ground: of a page that is seen only what is above its rows."""
        area = self.toast_ground.rect()
        if page is not None and page.isVisible():
            area.setLeft(page.mapTo(self.toast_ground, QPoint(0, 0)).x())
            area.setBottom(rows.mapTo(self.toast_ground, QPoint(0, 0)).y() - 1)
        return area

    def show_beside_list(self, page: QWidget | None) -> None:
        """Show another page beside the list, in the place of the stream's; None shows that one again."""
        if page is not None and self._right.indexOf(page) < 0:
            self._right.addWidget(page)
        self._right.setCurrentIndex(0 if page is None else self._right.indexOf(page))

    def fold_panel(self, is_folded: bool) -> None:
        """Fold the list away, or bring it back as wide as it was or the window has become."""
        self._note_width(self.width())
        self._panel.setHidden(is_folded)
        self._unfold_button.setVisible(is_folded)
        self._share_width()

    def save_state(self) -> QByteArray:
        """The widths of list and page, as Qt saves a splitter."""
        return self._splitter.saveState()

    def restore_state(self, state: QByteArray) -> None:
        """Give the list the width that was kept; what cannot be read changes nothing."""
        if self._splitter.restoreState(state):
            self._has_own_width = False

    def _panel_px(self, width_px: int) -> int:
        """How wide the list is by itself in a window of some width."""
        share_px = min(PANEL_WIDTH_PX, round(width_px * PANEL_SHARE))
        return max(share_px, self._panel.minimumSizeHint().width())

    def _note_width(self, width_px: int) -> None:
        """Find out whether the user gave the list its width in a window of that width."""
        if not self._panel.isHidden():
            self._has_own_width = self._splitter.sizes()[0] == self._panel_px(width_px)

    def _share_width(self) -> None:
        if self._has_own_width and not self._panel.isHidden():
            panel_px = self._panel_px(self.width())
            room_px = self._splitter.width() - self._splitter.handleWidth()
            self._splitter.setSizes([panel_px, room_px - panel_px])

    def _build_unfold_button(self) -> QToolButton:
        button = QToolButton()
        plain.set_text(button, "»")
        button.setAutoRaise(True)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        plain.set_accessible_name(button, "Show the side panel")
        plain.set_tooltip(button, "Show the side panel (F9)")
        button.clicked.connect(self.unfold_requested)
        button.hide()
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list its part of the new width, where it had just its part of the old one."""
        super().resizeEvent(event)
        if event.oldSize().isValid():
            self._note_width(event.oldSize().width())
        self._share_width()
