"""The table and the detail pane: beside each other where there is room, else one above the other."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from liveapp.ui import plain
from liveapp.ui.bets.detail_pane import LEAST_HEIGHT_PX, LEAST_WIDTH_PX

TABLE_WIDTHS_PX = (280, 480)
"""What the table keeps beside the pane: what it needs within these."""

TABLE_HEIGHT_PX = 80
FIRST_SIZES_PX = {Qt.Orientation.Horizontal: 320, Qt.Orientation.Vertical: 200}
_NAMES = {Qt.Orientation.Horizontal: "detail_width", Qt.Orientation.Vertical: "detail_height"}
_MOST_PX = 10_000


class DetailSplit(QSplitter):
    """Keeps how large the pane is in each of the two places, also while it is closed.

    `needed_px` says how wide the table has to be for what must stay in view.
    """

    changed = Signal()

    def __init__(self, table: QWidget, pane: QWidget, needed_px: Callable[[], int]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        plain.set_accessible_name(self, "Bets and details")
        self._pane = pane
        self._needed_px = needed_px
        self._sizes_px = dict(FIRST_SIZES_PX)
        self.setChildrenCollapsible(False)
        table.setMinimumHeight(TABLE_HEIGHT_PX)
        self.addWidget(table)
        self.addWidget(pane)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        pane.hide()
        self.splitterMoved.connect(self._note_size)

    @property
    def is_open(self) -> bool:
        """Whether the pane is there."""
        return not self._pane.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Open or close the pane."""
        if is_open != self.is_open:
            self._pane.setVisible(is_open)
            self._place()
            self.changed.emit()

    def save_state(self) -> dict[str, str]:
        """Whether the pane is open, and its sizes."""
        sizes = {_NAMES[place]: str(size_px) for place, size_px in self._sizes_px.items()}
        return {"detail": "open" if self.is_open else "closed", **sizes}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take what `save_state` gave; what cannot be read changes nothing."""
        for place, name in _NAMES.items():
            text = state.get(name, "")
            if text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= _MOST_PX:
                self._sizes_px[place] = int(text[:9])
        self.set_open(state.get("detail") == "open")

    def _note_size(self) -> None:
        self._sizes_px[self.orientation()] = self.sizes()[1]
        self.changed.emit()

    def _place(self) -> None:
        """Put the pane where there is room for it."""
        if not self.is_open:
            return
        table_px = min(max(self._needed_px(), TABLE_WIDTHS_PX[0]), TABLE_WIDTHS_PX[1])
        is_beside = self.width() >= table_px + self.handleWidth() + LEAST_WIDTH_PX
        self.setOrientation(Qt.Orientation.Horizontal if is_beside else Qt.Orientation.Vertical)
        whole_px = (self.width() if is_beside else self.height()) - self.handleWidth()
        least_px = LEAST_WIDTH_PX if is_beside else LEAST_HEIGHT_PX
        kept_px = table_px if is_beside else TABLE_HEIGHT_PX
        pane_px = max(least_px, min(self._sizes_px[self.orientation()], whole_px - kept_px))
        self.setSizes([max(0, whole_px - pane_px), pane_px])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other or one above the other, as there is room."""
        super().resizeEvent(event)
        self._place()
