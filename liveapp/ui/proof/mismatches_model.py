"""Bets that differ from what their seeds give, as rows."""

from liveapp.domain.proof import Mismatch
from liveapp.domain.verdicts import Verdict
from liveapp.ui.widgets.formatting import count_text, exact_text, multiplier_text
from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, ModelIndex


class MismatchesModel(ListTableModel):
    """In the order in which they are given."""

    titles = {  # noqa: RUF012
        0: ("What differs", "The result, or where that is right, what was paid for it"),
        1: ("Nonce", "The round's number"),
        2: ("Recorded", "What was recorded: a multiplier, or a payout"),
        3: ("The seeds give", "What is right by the seeds: a multiplier, or a payout"),
    }
    numbers = (1, 2, 3)

    def __init__(self) -> None:
        super().__init__()
        self._mismatches: tuple[Mismatch, ...] = ()

    def show_mismatches(self, mismatches: tuple[Mismatch, ...]) -> None:
        """Show these."""
        if mismatches != self._mismatches:
            self.beginResetModel()
            self._mismatches = mismatches
            self.endResetModel()

    def mismatch(self, row: int) -> Mismatch:
        """What stands in a row."""
        return self._mismatches[row]

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """One row a bet."""
        return 0 if parent.isValid() else len(self._mismatches)

    def text_at(self, row: int, column: int) -> str:
        """A number, or what is compared."""
        mismatch = self._mismatches[row]
        is_result = mismatch.verdict is Verdict.RESULT_DIFFERS
        number_text = multiplier_text if is_result else exact_text
        texts = (
            "Result" if is_result else "Payout",
            count_text(mismatch.nonce),
            number_text(mismatch.recorded),
            number_text(mismatch.expected),
        )
        return texts[column]
