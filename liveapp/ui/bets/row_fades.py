"""How far the tints of new rows have faded in."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer

FADE_S = 0.7
FRAME_MS = 50


class RowFades(QObject):
    """How far each new bet has faded in; asks for paint only while something fades."""

    def __init__(self, repaint: Callable[[list[int]], None], parent: QObject) -> None:
        super().__init__(parent)
        self._repaint = repaint
        self._started_s: dict[int, float] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._step)

    @property
    def fading(self) -> list[int]:
        """Ids of the bets that fade in now."""
        return list(self._started_s)

    def start(self, bet_ids: list[int]) -> None:
        """Have these bets fade in from now."""
        self._started_s.update(dict.fromkeys(bet_ids, monotonic()))
        if bet_ids:
            self._timer.start()

    def opacity(self, bet_id: int) -> float:
        """How much of a bet's tint is shown: 0 when it has just arrived, 1 after `FADE_S`."""
        started_s = self._started_s.get(bet_id)
        return 1.0 if started_s is None else min(1.0, (monotonic() - started_s) / FADE_S)

    def clear(self) -> None:
        """Stop all fades: every row has its full tint at once."""
        self._started_s.clear()
        self._timer.stop()

    def _step(self) -> None:
        fading = self.fading
        over_s = monotonic() - FADE_S
        self._started_s = {one: started for one, started in self._started_s.items() if started > over_s}
        if not self._started_s:
            self._timer.stop()
        self._repaint(fading)
