"""How often each chosen multiplier was reached, beside what a fair game gives."""

from collections.abc import Callable, Sequence

from liveapp.domain.statistics import words
from liveapp.domain.statistics.hits import MultiplierFigures
from liveapp.ui.widgets.formatting import MISSING, count_text, expected_text, multiplier_text
from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, ModelIndex

COLUMNS: tuple[tuple[str, Callable[[MultiplierFigures], str], str], ...] = (
    ("Multiplier", lambda one: multiplier_text(one.multiplier), "Rounds that reached this or more are hits"),
    ("Hits", lambda one: count_text(one.count), "Rounds that reached the multiplier"),
    ("Expected", lambda one: expected_text(one.expected), "Hits that a fair game gives on average"),
    ("Since", lambda one: count_text(one.rounds_since), "Rounds since the last hit, or since the start"),
    (
        "Longest",
        lambda one: count_text(one.longest_wait),
        "The longest wait: rounds in a row without a hit",
    ),
)
"""Title, text and hint of each number."""

P_COLUMN = len(COLUMNS)


class MultipliersModel(ListTableModel):
    """Rows in the order in which the multipliers were chosen."""

    titles = {number: (title, hint) for number, (title, _, hint) in enumerate(COLUMNS)} | {
        P_COLUMN: ("As far off", "How many fair streams differ at least as much, at a single look")
    }
    numbers = range(P_COLUMN)

    def __init__(self) -> None:
        super().__init__()
        self._hits: tuple[MultiplierFigures, ...] = ()
        self._evidence: float | None = None
        self._is_partial = False

    def show_hits(
        self, hits: Sequence[MultiplierFigures], evidence: float | None = None, is_partial: bool = False
    ) -> None:
        """Show these, beside the whole stream's evidence; where too much is missing, nothing is compared."""
        is_same_list = [one.multiplier for one in hits] == [one.multiplier for one in self._hits]
        if is_same_list:
            self._hits, self._evidence, self._is_partial = tuple(hits), evidence, is_partial
            if hits:
                self.dataChanged.emit(self.index(0, 0), self.index(len(hits) - 1, P_COLUMN))
            return
        self.beginResetModel()
        self._hits, self._evidence, self._is_partial = tuple(hits), evidence, is_partial
        self.endResetModel()

    def figures_at(self, row: int) -> MultiplierFigures:
        """A row's multiplier."""
        return self._hits[row]

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """One row a multiplier."""
        return 0 if parent.isValid() else len(self._hits)

    def text_at(self, row: int, column: int) -> str:
        """A number, or how the hits compare."""
        one = self._hits[row]
        if column < P_COLUMN:
            return COLUMNS[column][1](one)
        return MISSING if one.p_value is None or self._is_partial else words.share_words(one.p_value)

    def tooltip_at(self, row: int, column: int) -> str:
        """What was seen and expected, how long the wait is, and how long it was at most."""
        one = self._hits[row]
        watched = len(self._hits)
        return "\n".join(
            (
                words.hits_words(one, watched, self._evidence, self._is_partial),
                words.since_words(one) if self._is_partial else words.wait_words(one, watched),
                words.longest_wait_words(one, self._is_partial),
            )
        )
