"""The status bar's line about the receiver: what it does, on what address, and when bets last came."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QWidget

from liveapp.domain.clock import SECOND_US, now_us
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui import plain
from liveapp.ui.theme import ThemeColors, colors
from liveapp.ui.widgets.formatting import age_text

RATE_WINDOW_US = 5 * SECOND_US
TICK_MS = 1_000
LEAST_WIDTH_PX = 120

SHAPES = {
    ReceiverPhase.STARTING: "◌",
    ReceiverPhase.RECEIVING: "●",
    ReceiverPhase.PORT_IN_USE: "▲",
    ReceiverPhase.STOPPED: "■",
    ReceiverPhase.FAILED: "✕",
}
"""Every phase has its own shape, so that nothing is told by colour alone."""


class ReceiverStatus(plain.PlainLabel):
    """One line that ticks while it is seen. `text()` begins with the phase's shape."""

    def __init__(self, clock_us: Callable[[], int] = now_us, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("receiverStatus")
        plain.set_accessible_name(self, "Receiver status")
        self._clock_us = clock_us
        self._state = ReceiverState(ReceiverPhase.STARTING, 0)
        self._halted: str | None = None
        self._arrivals: deque[tuple[int, int]] = deque()
        self._last_bet_us: int | None = None
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self.refresh)
        self.refresh()

    @property
    def state(self) -> ReceiverState:
        """The receiver's state that the line tells of."""
        return self._state

    @property
    def is_receiving(self) -> bool:
        """Whether bets are taken and stored."""
        return self._phase is ReceiverPhase.RECEIVING

    def show_state(self, state: ReceiverState) -> None:
        """Show the receiver's new state."""
        self._state = state
        self.refresh()

    def show_halted(self, why: str | None) -> None:
        """Show why nothing is stored any more, which matters more than the receiver; None where all is."""
        self._halted = why
        self.refresh()

    def count_bets(self, number: int) -> None:
        """Bets arrived just now; the line tells of them with its next tick."""
        if not number:
            return
        self._last_bet_us = self._clock_us()
        self._arrivals.append((self._last_bet_us, number))

    def refresh(self) -> None:
        """Say how things stand now; nothing is painted where the words are the same."""
        text = f"{SHAPES[self._phase]} {self.words()}"
        if text != self.text():
            plain.set_text(self, text)
            plain.set_tooltip(self, self.words())
            plain.set_accessible_description(self, self.words())
            self.updateGeometry()

    def words(self) -> str:
        """What the receiver does, and when bets last came, without the shape."""
        return " · ".join(filter(None, self.parts()))

    def parts(self) -> tuple[str, str]:
        """What the receiver does; and when bets last came, empty where that is of no interest."""
        return self._does(), self._activity() if self.is_receiving else ""

    def _does(self) -> str:
        if self._halted is not None:
            return f"Nothing is stored. {self._halted}"
        state = self._state
        match state.phase:
            case ReceiverPhase.STARTING:
                return "Starting the receiver …"
            case ReceiverPhase.RECEIVING:
                address = (state.url or f"http://127.0.0.1:{state.port}").removeprefix("http://")
                return f"Receiving on {address}"
            case ReceiverPhase.PORT_IN_USE:
                return f"Not receiving: port {state.port} is in use"
            case ReceiverPhase.STOPPED:
                return "Receiver stopped"
            case ReceiverPhase.FAILED:
                return f"Not receiving: {state.detail or 'the receiver failed'}"

    @property
    def _phase(self) -> ReceiverPhase:
        return self._state.phase if self._halted is None else ReceiverPhase.FAILED

    def _activity(self) -> str:
        now = self._clock_us()
        while self._arrivals and self._arrivals[0][0] <= now - RATE_WINDOW_US:
            self._arrivals.popleft()
        if self._last_bet_us is None:
            return "no bet since the start"
        words = f"last bet {age_text(self._last_bet_us, now)}"
        bets_per_s = sum(number for _, number in self._arrivals) * SECOND_US / RATE_WINDOW_US
        if bets_per_s:
            words += f" · {bets_per_s:,.0f} bets/s" if bets_per_s >= 9.95 else f" · {bets_per_s:.1f} bets/s"
        return words

    def sizeHint(self) -> QSize:
        """Room for the whole line."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 24, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Little enough for a narrow window, where the line ends in dots."""
        return QSize(LEAST_WIDTH_PX, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape in the phase's colour, the words in the text's."""
        painter = QPainter(self)
        metrics = self.fontMetrics()
        area = self.contentsRect().adjusted(8, 0, -8, 0)
        vertical = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        shape, _, words = self.text().partition(" ")
        painter.setPen(_phase_color(self._phase, colors(self.palette())))
        painter.drawText(area, vertical, shape)
        area.setLeft(area.left() + metrics.horizontalAdvance("● "))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(area, vertical, metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width()))

    def showEvent(self, event: QShowEvent) -> None:
        """Tick while seen."""
        super().showEvent(event)
        self.refresh()
        self._ticker.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while not seen."""
        self._ticker.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew in a new theme."""
        super().changeEvent(event)
        self.update()


def _phase_color(phase: ReceiverPhase, theme: ThemeColors) -> QColor:
    return {
        ReceiverPhase.STARTING: theme.muted_text,
        ReceiverPhase.RECEIVING: theme.live,
        ReceiverPhase.PORT_IN_USE: theme.warning,
        ReceiverPhase.STOPPED: theme.muted_text,
        ReceiverPhase.FAILED: theme.error,
    }[phase]
