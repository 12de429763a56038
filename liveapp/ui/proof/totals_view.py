"""The totals as a small table."""

from PySide6.QtWidgets import QWidget

from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.proof.totals_model import TotalsModel
from liveapp.ui.widgets.row_high_view import RowHighView


class TotalsView(RowHighView):
    """A row a currency."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._totals = TotalsModel()
        super().__init__(self._totals, "Totals of each currency", "Columns of the totals", parent)

    def show_totals(self, totals: tuple[CurrencyTotal, ...]) -> None:
        """Show these totals."""
        self._totals.show_totals(totals)
