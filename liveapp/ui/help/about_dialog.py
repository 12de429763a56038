"""What this program is, and what it is made with."""

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from liveapp import __version__
from liveapp.ui.widgets.message_layout import lay_out_message


class AboutDialog(QMessageBox):
    """Name, version and licences."""

    def __init__(self, icon: QIcon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle("About liveapp")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIconPixmap(icon.pixmap(64, 64))
        self.setText(f"liveapp {__version__}")
        self.setInformativeText(
            "Records every round that a betting bot or browser extension posts to this computer, "
            "and shows it at once. It keeps what was observed; it predicts nothing.\n\n"
            f"Made with Qt {qVersion()} and PySide6 (LGPL 3), Peewee, Bottle, Waitress and Pydantic. "
            "The icons were drawn for this program."
        )
        self.addButton(QMessageBox.StandardButton.Close).setToolTip("Close")
        lay_out_message(self)
