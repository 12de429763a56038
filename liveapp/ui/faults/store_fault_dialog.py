"""Telling in plain words why the database cannot be used, and what can be done."""

from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from liveapp.domain.errors import StoreUnavailable
from liveapp.ui import plain
from liveapp.ui.faults.folder_message import FolderMessage
from liveapp.ui.faults.words import fault_words


class StoreFaultDialog(FolderMessage):
    """Tells of one fault of the database. Also works before there is a window."""

    def __init__(
        self,
        error: StoreUnavailable,
        database_path: Path,
        parent: QWidget | None = None,
    ) -> None:
        words = fault_words(error)
        more = (
            f"{words.meaning}\n\n{words.next_step}\n\nDatabase: {database_path}\nReason given: {error.what}"
        )
        super().__init__(words.what, more, database_path.parent, parent)
        self.setObjectName("storeFaultDialog")
        plain.set_window_title(self, "Database trouble")
        self.setIcon(QMessageBox.Icon.Warning)
