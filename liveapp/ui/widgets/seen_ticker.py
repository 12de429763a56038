"""Something that goes on while a widget is seen, and costs nothing while it is not."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class SeenTicker(QObject):
    """Ticks when the widget is shown, then every `interval_ms` until it is hidden or minimised."""

    def __init__(self, widget: QWidget, interval_ms: int, tick: Callable[[], object]) -> None:
        super().__init__(widget)
        self._tick = tick
        self._timer = QTimer(self)
        self._timer.setInterval(interval_ms)
        self._timer.timeout.connect(tick)
        widget.installEventFilter(self)

    @property
    def is_ticking(self) -> bool:
        """Whether it goes on."""
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin and rest as the widget is shown and hidden."""
        if event.type() == QEvent.Type.Show:
            self._tick()
            self._timer.start()
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
        return super().eventFilter(watched, event)
