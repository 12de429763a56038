"""Telling in plain words why the database cannot be used, and what can be done."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from liveapp.domain.errors import StoreUnavailable
from liveapp.ui.faults.words import fault_words
from liveapp.ui.widgets.desktop import open_path
from liveapp.ui.widgets.message_layout import lay_out_message, plain_tooltip


class StoreFaultDialog(QMessageBox):
    """Tells of one fault of the database. Also works before there is a window."""

    def __init__(
        self,
        error: StoreUnavailable,
        database_path: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("storeFaultDialog")
        self.setWindowTitle("Database trouble")
        self.setIcon(QMessageBox.Icon.Warning)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._folder = database_path.parent
        words = fault_words(error)
        self.setText(words.what)
        self.setInformativeText(
            f"{words.meaning}\n\n{words.next_step}\n\nDatabase: {database_path}\nReason given: {error.what}"
        )
        close = self.addButton(QMessageBox.StandardButton.Close)
        close.setToolTip("Close this message")
        show_folder = self.addButton("Open data folder", QMessageBox.ButtonRole.ActionRole)
        show_folder.setToolTip(plain_tooltip(str(self._folder)))
        show_folder.clicked.connect(self.open_folder)
        self.setDefaultButton(close)
        self.setEscapeButton(close)
        lay_out_message(self)

    def open_folder(self) -> None:
        """Open the folder of the database in the system's file manager."""
        open_path(self._folder)
