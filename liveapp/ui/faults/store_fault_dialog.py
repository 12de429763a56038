"""Telling in plain words why the database cannot be used, and what can be done."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from liveapp.domain.errors import (
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
    StoreUnavailable,
)
from liveapp.ui.widgets.desktop import open_path
from liveapp.ui.widgets.message_layout import lay_out_message


@dataclass(frozen=True, slots=True)
class FaultWords:
    """What is wrong, what it means, and what to do next."""

    what: str
    meaning: str
    next_step: str


_WORDS: dict[type[StoreUnavailable], FaultWords] = {
    StoreLocked: FaultWords(
        "Another program is using the database.",
        "It is locked, so nothing can be stored at the moment. Bots are told to try again.",
        "Close other copies of liveapp and any database browser or backup program that has the file open.",
    ),
    StoreFull: FaultWords(
        "The disk is full.",
        "There is no room left for new bets. What was recorded so far is safe.",
        "Free some space on the disk, or delete streams that you no longer need.",
    ),
    StoreReadOnly: FaultWords(
        "The database may not be written.",
        "The file or its folder is read-only for you. Nothing was changed.",
        "Give yourself permission to write to the folder, or choose another one with --data-dir.",
    ),
    StoreDamaged: FaultWords(
        "The database is damaged.",
        "The file cannot be read as a healthy liveapp database. It was left exactly as it is.",
        "Put it aside, then copy a backup from the backups folder to its place. "
        "Without the file, liveapp starts a new, empty database.",
    ),
    StoreTooNew: FaultWords(
        "The database was made by a newer liveapp.",
        "This version does not know its form and has not touched it.",
        "Install the newest liveapp, or choose another folder with --data-dir.",
    ),
}

_OTHER = FaultWords(
    "The database cannot be used at the moment.",
    "Nothing of what was asked could be stored or read.",
    "Try again in a moment. If it stays so, the log tells more.",
)


def fault_words(error: StoreUnavailable) -> FaultWords:
    """The words for an error of the store."""
    return _WORDS.get(type(error), _OTHER)


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
            f"{words.meaning}\n\n{words.next_step}\n\nDatabase: {database_path}\nReason given: {error}"
        )
        close = self.addButton(QMessageBox.StandardButton.Close)
        close.setToolTip("Close this message")
        show_folder = self.addButton("Open data folder", QMessageBox.ButtonRole.ActionRole)
        show_folder.setToolTip(str(self._folder))
        show_folder.clicked.connect(self.open_folder)
        self.setDefaultButton(close)
        self.setEscapeButton(close)
        lay_out_message(self)

    def open_folder(self) -> None:
        """Open the folder of the database in the system's file manager."""
        open_path(self._folder)
