"""What stands under the overview's table: what can be done with its rows."""

from PySide6.QtWidgets import QWidget

from liveapp.ui.widgets.flow_layout import FlowLayout
from liveapp.ui.widgets.message_layout import explained_button

GAP_PX = 8


class OverviewButtons(QWidget):
    """Buttons below what the rows come to, where no message covers them; their commands are the page's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = explained_button("Open", "Show the chosen stream (Enter)")
        self.compare = explained_button("Compare…", "Show two to eight chosen streams side by side")
        self.copy = explained_button("Copy", "Copy the chosen rows, or all, for a spreadsheet (Ctrl+C)")
        self.csv = explained_button("CSV…", "Write all rows that are shown, with all columns, to a CSV file")
        layout = FlowLayout(self, GAP_PX, is_last_at_end=False)
        layout.setContentsMargins(0, 0, 0, 0)
        for button in (self.open, self.compare, self.copy, self.csv):
            layout.addWidget(button)
        self.offer(0, 0)

    def offer(self, chosen: int, shown: int) -> None:
        """Offer what can be done while so many rows are selected, of so many that are shown."""
        self.open.setEnabled(chosen == 1)
        self.compare.setEnabled(chosen > 1)
        for button in (self.copy, self.csv):
            button.setEnabled(shown > 0)
