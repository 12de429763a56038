"""Asking before the window is closed over work that runs."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from liveapp.ui import plain
from liveapp.ui.jobs.strip import JobStrip
from liveapp.ui.jobs.words import JobWords
from liveapp.ui.widgets.message_layout import breakable, lay_out_message


class ClosingQuestion(QObject):
    """Knows whether the window may be closed; where not, asks. `agreed` when it is to be closed for good.

    The question goes where the work ends meanwhile: nothing is lost any more, and its end is told.
    """

    agreed = Signal()

    def __init__(self, window: QWidget, strip: JobStrip) -> None:
        super().__init__(window)
        self._window = window
        self._strip = strip
        self._dialog: ClosingDialog | None = None
        self._is_over = False

    @property
    def is_called_for(self) -> bool:
        """Whether something would be lost."""
        return not self._is_over and bool(self._running())

    def may_close(self) -> bool:
        """Whether nothing would be lost; where something would, the user is asked."""
        if not self.is_called_for:
            return True
        if self._dialog is None:
            self._dialog = ClosingDialog(self._running(), self._window)
            self._dialog.accepted.connect(self._agree)
            self._dialog.finished.connect(self._forget)
            self._dialog.finished.connect(self._dialog.deleteLater)
            self._dialog.open()
        return False

    def quit(self) -> None:
        """End the program, also where closing the window would only hide it; ask in a window that is seen."""
        if self.is_called_for:
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
            self._window.show()
        if self.may_close():
            self.agreed.emit()

    def give_up(self) -> None:
        """Ask no more: the window is closed whatever runs."""
        self._is_over = True
        if self._dialog is not None:
            self._dialog.reject()

    def look_again(self) -> None:
        """Jobs went on, began or ended."""
        if self._dialog is None:
            return
        if self._running():
            self._dialog.show_running(self._running())
        else:
            self._dialog.reject()

    def _running(self) -> list[JobWords]:
        return [words for words in self._strip.running if words.holds_window]

    def _agree(self) -> None:
        self._forget()
        self.agreed.emit()

    def _forget(self) -> None:
        self._dialog = None


class ClosingDialog(plain.PlainMessage):
    """Names what runs and what is lost; going on is the default. `accepted` means to close all the same."""

    def __init__(self, running: Sequence[JobWords], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("closingDialog")
        plain.set_window_title(self, "Close liveapp")
        self.setIcon(QMessageBox.Icon.Warning)
        close = self.addButton("Close now", QMessageBox.ButtonRole.AcceptRole)
        plain.set_tooltip(close, "Stop what runs, and quit")
        stay = self.addButton("Keep open", QMessageBox.ButtonRole.RejectRole)
        plain.set_tooltip(stay, "Let it go on (Esc)")
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)
        self.show_running(running)
        lay_out_message(self)

    def show_running(self, running: Sequence[JobWords]) -> None:
        """Name these."""
        if len(running) == 1:
            (one,) = running
            self.say(breakable(f"The {one.name} still runs."), f"Closing liveapp stops it; {one.loss}.")
            return
        named = "\n".join(breakable(f"The {words.name}: {words.loss}") for words in running)
        self.say(f"{len(running):,} jobs still run.", f"Closing liveapp stops them.\n\n{named}")
