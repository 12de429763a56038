"""Telling why there will be no window, where no terminal shows it."""

from PySide6.QtWidgets import QMessageBox

from liveapp.ui import plain
from liveapp.ui.widgets.message_layout import lay_out_message


class StartFaultDialog(plain.PlainMessage):
    """Says in one paragraph what kept the program from starting; needs no window and no theme."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.setObjectName("startFaultDialog")
        plain.set_window_title(self, "liveapp")
        self.setIcon(QMessageBox.Icon.Warning)
        # The reason quotes paths and saved values, which may look like markup.
        self.say("liveapp cannot start.", reason)
        close = self.addButton(QMessageBox.StandardButton.Close)
        plain.set_tooltip(close, "Close this message")
        self.setDefaultButton(close)
        self.setEscapeButton(close)
        lay_out_message(self)
