"""Telling why there will be no window, where no terminal shows it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from liveapp.ui.widgets.message_layout import lay_out_message


class StartFaultDialog(QMessageBox):
    """Says in one paragraph what kept the program from starting; needs no window and no theme."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.setObjectName("startFaultDialog")
        self.setWindowTitle("liveapp")
        self.setIcon(QMessageBox.Icon.Warning)
        # The reason quotes paths and saved values, which may look like markup.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText("liveapp cannot start.")
        self.setInformativeText(reason)
        close = self.addButton(QMessageBox.StandardButton.Close)
        close.setToolTip("Close this message")
        self.setDefaultButton(close)
        self.setEscapeButton(close)
        lay_out_message(self)
