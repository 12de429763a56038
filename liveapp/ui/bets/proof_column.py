"""The column that tells verdicts: there while it has something to tell, unless the user said otherwise."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.drawn_table import DrawnTable

_NAME = "proof_column"
_WORDS = {None: "", True: "shown", False: "hidden"}


class ProofColumn(QObject):
    """Shown once the server seed of the shown stream is known. What the user chose holds for every stream."""

    state_changed = Signal()

    def __init__(self, table: DrawnTable) -> None:
        super().__init__(table)
        self._table = table
        self._chosen: bool | None = None

    def show_for(self, is_revealed: bool) -> None:
        """Show or hide the column for a stream whose server seed is known, or is not."""
        is_shown = is_revealed if self._chosen is None else self._chosen
        if not is_shown and self._table.shown_columns() == [Column.PROOF]:
            return  # a table without columns has no header to bring them back by
        self._table.setColumnHidden(Column.PROOF, not is_shown)

    def note_choice(self, column: Column, is_shown: bool) -> None:
        """The user has shown or hidden a column."""
        if column is Column.PROOF:
            self._chosen = is_shown
            self.state_changed.emit()

    def save_state(self) -> dict[str, str]:
        """What the user chose."""
        return {_NAME: _WORDS[self._chosen]}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take what `save_state` gave; what cannot be read is no choice."""
        chosen = state.get(_NAME, "")
        self._chosen = next((one for one, word in _WORDS.items() if word == chosen), None)
