"""The line that tells which part of the nonces the charts show."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from liveapp.ui import plain
from liveapp.ui.charts.shown_range import ShownRange
from liveapp.ui.widgets.elided_label import ElidedLabel


class RangeBar(QWidget):
    """Offers to make the part that is shown the table's filter, and to show everything again."""

    filter_requested = Signal(object)  # (first, last) nonces

    def __init__(self, shown: ShownRange, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self.label = ElidedLabel()
        self.filter_button = QPushButton("Filter the table to these")
        self.all_button = QPushButton("Show all")
        plain.set_tooltip(self.filter_button, "Show only the bets of these nonces in the table of bets")
        plain.set_tooltip(self.all_button, "Show all nonces in the charts (Home)")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.filter_button)
        layout.addWidget(self.all_button)
        self.filter_button.clicked.connect(lambda: self.filter_requested.emit(shown.ends))
        self.all_button.clicked.connect(shown.reset)
        shown.changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        first, last = self._shown.whole
        whole = f"{first:,}–{last:,}"
        if self._shown.is_zoomed:
            begin, end = self._shown.ends
            plain.set_text(self.label, f"Nonces {begin:,}–{end:,} of {whole}")
        else:
            plain.set_text(self.label, f"All nonces, {whole}")
        for button in (self.filter_button, self.all_button):
            button.setEnabled(self._shown.is_zoomed)
