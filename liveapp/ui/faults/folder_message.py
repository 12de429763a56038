"""A message about files: what happened, and the way to them."""

from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from liveapp.ui import plain
from liveapp.ui.widgets.desktop import open_path
from liveapp.ui.widgets.message_layout import lay_out_message


class FolderMessage(plain.PlainMessage):
    """One message in plain text, with the way to a folder, and a button that closes it."""

    def __init__(self, what: str, more: str, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.say(what, more)
        close = self.addButton(QMessageBox.StandardButton.Close)
        plain.set_tooltip(close, "Close this message")
        show_folder = self.addButton("Open data folder", QMessageBox.ButtonRole.ActionRole)
        plain.set_tooltip(show_folder, str(folder))
        show_folder.clicked.connect(self.open_folder)
        self.setDefaultButton(close)
        self.setEscapeButton(close)
        lay_out_message(self)

    def open_folder(self) -> None:
        """Open the folder in the system's file manager."""
        open_path(self._folder)
