"""What becomes of refused requests in the window: a line in the status bar, and the list behind it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from liveapp.domain.events import RequestsRefused
from liveapp.domain.refusals import RefusalLog
from liveapp.ui.receiver.refusals_line import RefusalsLine
from liveapp.ui.receiver.requests_dialog import Remedies, RequestsDialog
from liveapp.ui.widgets.icons import Icons

TOLD_EVERY_MS = 250


class RefusedRequests(QObject):
    """Keeps the last ones. The line counts what was refused since the list was last looked at.

    However many come, the line or the list changes every `TOLD_EVERY_MS` at most. The window places `line`.
    """

    def __init__(self, window: QWidget, icons: Icons, remedies: Remedies) -> None:
        super().__init__(window)
        self._window = window
        self._remedies = remedies
        self._log = RefusalLog()
        self._seen = 0
        self._dialog: RequestsDialog | None = None
        self.line = RefusalsLine(icons)
        self.line.clicked.connect(self.open)
        self._is_behind = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TOLD_EVERY_MS)
        self._pause.timeout.connect(self._catch_up)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {"showRequestsAction": self.open}

    @property
    def number(self) -> int:
        """How many were refused since the start, or since the list was cleared."""
        return self._log.number

    def take(self, told: RequestsRefused) -> None:
        """Requests were refused."""
        self._log.add_all(told)
        self._is_behind = True
        if not self._pause.isActive():
            self._catch_up()

    def open(self) -> RequestsDialog:
        """Show the list, which goes on with what comes."""
        if self._dialog is None:
            self._dialog = RequestsDialog(self._log, self._remedies, self._window)
            self._dialog.clear_requested.connect(self._clear)
            self._dialog.finished.connect(self._forget_dialog)
        self._dialog.show()
        self._dialog.activateWindow()
        self._tell()
        return self._dialog

    def _catch_up(self) -> None:
        if self._is_behind:
            self._tell()
            self._pause.start()

    def _tell(self) -> None:
        self._is_behind = False
        if self._dialog is not None:
            self._seen = self._log.number
            self._dialog.refresh()
        kept = self._log.kept
        self.line.tell(self._log.number - self._seen, kept[-1].reason if kept else "")

    def _forget_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _clear(self) -> None:
        self._log.clear()
        self._seen = 0
        self._tell()
