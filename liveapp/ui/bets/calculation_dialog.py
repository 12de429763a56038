"""How the round of one bet is computed, step by step."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from liveapp.domain.bets import StoredBet
from liveapp.domain.calculation import Calculation
from liveapp.ui import plain
from liveapp.ui.bets.calculation_words import SEED_NEEDED, calculation_heading, calculation_text
from liveapp.ui.widgets.formatting import count_text
from liveapp.ui.widgets.message_layout import fit_height, heading_label, text_label
from liveapp.ui.widgets.report_view import ReportView

SIZE_PX = (660, 560)
SEEDLESS_WIDTH_PX = 480


class CalculationDialog(QDialog):
    """A report to read and to copy; without a calculation it says what is needed for one."""

    def __init__(
        self, bet: StoredBet, calculation: Calculation | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("calculationDialog")
        plain.set_window_title(self, f"Calculation of round {count_text(bet.nonce)}")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(24, 24, 24, 16)
        self._layout.setSpacing(16)
        if calculation is None:
            self._layout.addWidget(heading_label("The server seed is not known yet."))
            self._layout.addWidget(text_label(SEED_NEEDED))
        else:
            self.resize(*SIZE_PX)
            self._layout.addWidget(heading_label(calculation_heading(bet, calculation)))
            self._add_report(calculation_text(bet, calculation))
        self._layout.addWidget(self._buttons)
        close = self._buttons.button(QDialogButtonBox.StandardButton.Close)
        plain.set_tooltip(close, "Close this window")
        close.setDefault(True)
        if calculation is None:
            fit_height(self, SEEDLESS_WIDTH_PX)

    def _add_report(self, text: str) -> None:
        report = ReportView("Calculation, step by step")
        plain.set_lines(report, text)
        copy = self._buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        plain.set_accessible_name(copy, "Copy the calculation")
        plain.set_tooltip(copy, "Copy the calculation to the clipboard, as text")
        copy.clicked.connect(report.copy_all)
        self._layout.addWidget(report, 1)
