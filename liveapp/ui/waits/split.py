"""The cards and what is shown of the chosen one: beside each other where there is room."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from liveapp.ui import plain

BESIDE_FROM_PX = 640
FIRST_SHARE = 0.5
SHARES = (0.2, 0.8)
_NAMES = {Qt.Orientation.Horizontal: "cards_width", Qt.Orientation.Vertical: "cards_height"}


class WaitsSplit(QSplitter):
    """Keeps which share the cards have in each of the two places."""

    changed = Signal()

    def __init__(self, cards: QWidget, chosen: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        plain.set_accessible_name(self, "Cards and the hits of one")
        self._shares = dict.fromkeys(_NAMES, FIRST_SHARE)
        self.setChildrenCollapsible(False)
        self.addWidget(cards)
        self.addWidget(chosen)
        self.splitterMoved.connect(self._note_share)

    def save_state(self) -> dict[str, str]:
        """The cards' shares."""
        return {_NAMES[place]: f"{share:.3f}" for place, share in self._shares.items()}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take what `save_state` gave; what cannot be read changes nothing."""
        for place, name in _NAMES.items():
            try:
                share = float(state.get(name, ""))
            except ValueError:
                continue
            if SHARES[0] <= share <= SHARES[1]:
                self._shares[place] = share
        self._place()

    def _note_share(self) -> None:
        first_px, second_px = self.sizes()
        share = first_px / max(1, first_px + second_px)
        self._shares[self.orientation()] = min(max(share, SHARES[0]), SHARES[1])
        self.changed.emit()

    def _place(self) -> None:
        is_beside = self.width() >= BESIDE_FROM_PX
        self.setOrientation(Qt.Orientation.Horizontal if is_beside else Qt.Orientation.Vertical)
        whole_px = (self.width() if is_beside else self.height()) - self.handleWidth()
        cards_px = round(whole_px * self._shares[self.orientation()])
        self.setSizes([cards_px, max(0, whole_px - cards_px)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other or one above the other, as there is room."""
        super().resizeEvent(event)
        self._place()
