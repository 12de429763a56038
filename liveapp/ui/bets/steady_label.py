"""A line of words that change often, without what stands beside it moving."""

from PySide6.QtCore import QSize, Qt

from liveapp.ui.widgets.elided_label import ElidedLabel


class SteadyLabel(ElidedLabel):
    """Grows with its words, and shrinks only when it is told to start anew."""

    def __init__(self) -> None:
        super().__init__()
        self._widest_px = 0
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def start_anew(self) -> None:
        """Take no more room than the words need now."""
        self._widest_px = 0
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as the widest words since the start."""
        hint = super().sizeHint()
        self._widest_px = max(self._widest_px, hint.width())
        return QSize(self._widest_px, hint.height())
