"""Asking which bets are exported while only some of them are shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.widgets.formatting import count_text, counted
from liveapp.ui.widgets.message_layout import lay_out_message


class ExportChoiceDialog(plain.PlainMessage):
    """Offers the bets that are shown, which Enter takes, and all of them."""

    chosen = Signal(bool)  # whether only those that are shown

    def __init__(self, stream: Stream, shown: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exportChoiceDialog")
        plain.set_window_title(self, "Export CSV")
        self.setIcon(QMessageBox.Icon.Question)
        self._shown = self._add(
            f"The {count_text(shown)} that are &shown", "Export what the filters let through"
        )
        self._all = self._add(f"&All {counted(stream.total_bets, 'bet', 'bets')}", "Export the whole stream")
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        plain.set_tooltip(cancel, "Export nothing")
        self.setDefaultButton(self._shown)
        self.setEscapeButton(cancel)
        self.say(
            "Which bets are to be exported?",
            f"Filters are on: {count_text(shown)} of {count_text(stream.total_bets)} bets are shown.",
        )
        lay_out_message(self)
        self.finished.connect(self._tell)

    def _add(self, words: str, hint: str) -> QPushButton:
        button = self.addButton(words, QMessageBox.ButtonRole.AcceptRole)
        plain.set_tooltip(button, hint)
        return button

    def _tell(self) -> None:
        if self.clickedButton() in (self._shown, self._all):
            self.chosen.emit(self.clickedButton() is self._shown)
