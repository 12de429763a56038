"""What the table tells of proofs: its column, the rows of a filter by verdict, the calculation of one bet."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal

from liveapp.domain.events import StoreEvent
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui.bets.calculation_dialog import CalculationDialog
from liveapp.ui.bets.model import BetTableModel
from liveapp.ui.bets.proof_column import ProofColumn
from liveapp.ui.bets.verdict_rows import VerdictRows
from liveapp.ui.bets.view import BetView
from liveapp.ui.questions import Questions


class TableProof(QObject):
    """Told of every stream that is shown and of what happens to it, after the model was.

    `reveal_requested` when a calculation lacks the stream's server seed, and the user wants to give it.
    """

    message = Signal(str)
    reveal_requested = Signal()

    def __init__(self, reader: BetReader, questions: Questions, view: BetView, model: BetTableModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self.column = ProofColumn(view)
        self.rows = VerdictRows(reader, questions, view, model)

    def show(self, stream: Stream | None) -> None:
        """Have the stream's verdicts told, once its server seed is known; None is no stream."""
        self._model.seed.show(stream)
        if stream is not None:
            self.column.show_for(stream.proof.is_revealed)

    def apply(self, stream: Stream, events: Sequence[StoreEvent]) -> None:
        """Follow what happened to the stream that is shown."""
        self.show(stream)
        self.rows.apply(events)

    def show_calculation(self) -> None:
        """Show how the chosen bet's round is computed."""
        if self._view.chosen_bet_id() is None:
            self.message.emit("Choose a row to see its calculation first.")
            return
        bet = self._model.bet_at(self._view.currentIndex().row())
        calculation = None if bet is None else self._model.seed.calculation(bet)
        if bet is None or (calculation is None and self._model.seed.is_revealed):
            self.message.emit("The bet is still being read.")
            return
        dialog = CalculationDialog(bet, calculation, self._view)
        dialog.reveal_requested.connect(self.reveal_requested)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
