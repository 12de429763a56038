"""How a stream's profit went over its last bets, as a small line."""

from collections.abc import Sequence
from math import isfinite

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.domain.totals import CurrencyTotal, RunningProfit
from liveapp.ui import plain, theme
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.formatting import counted, currency_text, profit_text

BETS = 500
LEAST_PAUSE_MS = 1000
SIZE_PX = (80, 16)
LINE_PX = 1.25
STEP_PX = 2
HINT = "A click shows the charts (Ctrl+2)"
NOTHING = RunningProfit(None, ())


class Sparkline(QAbstractButton):
    """Read anew when the stream's totals changed: not twice in `LEAST_PAUSE_MS`, and only while it can be
    seen. A click leads to the charts.
    """

    def __init__(self, reader: BetReader, questions: Questions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._questions = questions
        self._stream_key: int | None = None
        self._totals: tuple[CurrencyTotal, ...] = ()
        self._is_stale = False
        self._question: Question | None = None
        self.profit = NOTHING
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(LEAST_PAUSE_MS)
        self._pause.timeout.connect(self._read_if_due)
        self.setFixedSize(*SIZE_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._show(NOTHING)

    def show_stream(self, stream: Stream) -> None:
        """Be about this stream, as it is now."""
        if stream.key != self._stream_key:
            self._stream_key = stream.key
            self._show(NOTHING)
            self._pause.stop()
            if self._question is not None:
                self._question.cancel()
                self._question = None
        elif stream.totals == self._totals:
            return
        self._totals = stream.totals
        self._is_stale = True
        self._read_if_due()

    def _read_if_due(self) -> None:
        key, is_seen = self._stream_key, self.isVisible() and not self.window().isMinimized()
        is_busy = self._pause.isActive() or self._question is not None
        if key is None or not self._is_stale or not is_seen or is_busy:
            return
        self._is_stale = False
        self._pause.start()
        self._question = self._questions.ask(
            self,
            lambda _question: self._reader.running_profit(key, BETS),
            self._take,
            # That the store cannot be read is told where the bets are read.
            lambda _error: self._take(NOTHING),
        )

    def _take(self, profit: RunningProfit) -> None:
        self._question = None
        self._show(profit)
        self._read_if_due()

    def _show(self, profit: RunningProfit) -> None:
        self.profit = profit
        if profit.values:
            bets = counted(len(profit.values), "bet", "bets")
            where = f" in {currency_text(profit.currency)}" if profit.currency else ""
            words = f"Profit of the last {bets}{where}: {profit_text(profit.values[-1], profit.currency)}"
        else:
            words = "Profit of the last bets"
        plain.set_tooltip(self, f"{words}\n{HINT}")
        plain.set_accessible_name(self, words)
        plain.set_accessible_description(self, HINT)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, and a fainter one where the profit is 0."""
        values = (0.0, *_thinned(self.profit.values, self.width() // STEP_PX))
        low, high = min(values), max(values)
        if low == high or not all(map(isfinite, (*values, high - low))):
            return
        colors = theme.colors(self.palette())
        height_px = self.height() - 2 * LINE_PX
        step_px = (self.width() - 1) / (len(values) - 1)
        points = [
            QPointF(number * step_px, LINE_PX + (high - value) / (high - low) * height_px)
            for number, value in enumerate(values)
        ]
        painter = QPainter(self)
        painter.setPen(QPen(colors.border, 1.0))
        painter.drawLine(QPointF(0, points[0].y()), QPointF(self.width(), points[0].y()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors.accent, LINE_PX))
        painter.drawPolyline(points)
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what happened while it could not be seen."""
        super().showEvent(event)
        self._read_if_due()


def _thinned(values: Sequence[float], most: int) -> Sequence[float]:
    """At most `most` means of as many neighbours each, so that ups and downs in turn do not fill a block."""
    size = -(-len(values) // most)
    if size <= 1:
        return values
    # Shares are added, since sums of the largest amounts are beyond all numbers.
    return [
        sum(value / len(part) for value in part)
        for part in (values[place : place + size] for place in range(0, len(values), size))
    ]
