"""The table of chosen multipliers, with the caution that many comparisons side by side need."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from liveapp.domain.statistics import words
from liveapp.domain.statistics.figures import Figures
from liveapp.ui import plain
from liveapp.ui.charts.multipliers_model import P_COLUMN, MultipliersModel
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.message_layout import heading_label
from liveapp.ui.widgets.row_high_view import RowHighView
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

MOST_ROWS = 10
LEAST_COLUMN_PX = 60
"""What numbers need."""

HINT = "Double click or Enter: the last hit, in Bets"


class MultipliersTable(QWidget):
    """One row a multiplier. The current one is chosen; a double click or Enter asks for its last hit."""

    bet_requested = Signal(object)  # nonce
    multiplier_chosen = Signal(object)  # float

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = MultipliersModel()
        self.view = RowHighView(self.model, "Multipliers", "Columns of the multipliers")
        self.view.most_rows, self.view.least_column_px = MOST_ROWS, LEAST_COLUMN_PX
        self.caution = ToneLabel(Tone.MUTED)
        plain.set_accessible_description(self.view, HINT)
        header = self.view.horizontalHeader()
        header.setMinimumSectionSize(0)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(P_COLUMN, QHeaderView.ResizeMode.Stretch)
        self.view.activated.connect(self._ask_for_hit)
        self.view.selectionModel().currentRowChanged.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading_label("Chosen multipliers"))
        column.addWidget(self.view)
        column.addWidget(self.caution)
        column.addStretch(1)

    def show_figures(self, figures: Figures | None) -> None:
        """Show these figures' multipliers; none while they are not known."""
        if figures is None:
            self.model.show_hits(())
        else:
            self.model.show_hits(figures.hits, figures.evidence, words.is_partial(figures))
        caution = "" if figures is None else caution_text(figures)
        if self.caution.text() != caution:
            plain.set_text(self.caution, caution)
        self.caution.setVisible(bool(caution))

    def _choose(self, current: QModelIndex) -> None:
        if current.isValid():
            self.multiplier_chosen.emit(self.model.figures_at(current.row()).multiplier)

    def _ask_for_hit(self, index: QModelIndex) -> None:
        nonce = self.model.figures_at(index.row()).last_nonce
        if nonce is not None:
            self.bet_requested.emit(nonce)


def caution_text(figures: Figures) -> str:
    """What belongs to several comparisons that are looked at again and again."""
    if not figures.hits:
        return "No multipliers are chosen: choose some in Waits."
    if words.is_partial(figures):
        return "Too much is missing to compare: what was recorded may be a selection."
    if len(figures.outcomes) > 1:
        return "The rounds are of several difficulties: only the expected numbers can be told."
    watched = counted(len(figures.hits), "multiplier", "multipliers")
    return (
        f"Each is compared at a single look. Of {watched}, looked at all the time, one or another is "
        "unusual now and then in any fair game; the evidence "
        f"({words.evidence_text(figures.evidence)}) allows for that."
    )
