"""How far the tints of new rows have faded in."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

STEPS = 4
STEP_MS = 120


class RowFades(QObject):
    """Fades bets in, in few steps; asks for paint only while something fades, and only of that."""

    def __init__(self, repaint: Callable[[list[int]], None], parent: QObject) -> None:
        super().__init__(parent)
        self._repaint = repaint
        self._steps: dict[int, int] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._step)

    @property
    def fading(self) -> list[int]:
        """Ids of the bets that fade in now."""
        return list(self._steps)

    def start(self, bet_ids: list[int]) -> None:
        """Have these bets fade in from now."""
        self._steps.update(dict.fromkeys(bet_ids, 0))
        if bet_ids and not self._timer.isActive():
            self._timer.start()

    def opacity(self, bet_id: int) -> float:
        """How much of a bet's tint is shown: little when it has just arrived, 1 after all steps."""
        step = self._steps.get(bet_id)
        return 1.0 if step is None else (step + 1) / (STEPS + 1)

    def clear(self) -> None:
        """Stop all fades: every row has its full tint at once."""
        self._steps.clear()
        self._timer.stop()

    def _step(self) -> None:
        fading = self.fading
        self._steps = {one: step + 1 for one, step in self._steps.items() if step + 1 < STEPS}
        if not self._steps:
            self._timer.stop()
        self._repaint(fading)
