"""What this program is, and what it is made with."""

from PySide6.QtCore import qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from liveapp import __version__
from liveapp.ui import plain
from liveapp.ui.widgets.message_layout import lay_out_message


class AboutDialog(plain.PlainMessage):
    """Name, version and licences."""

    def __init__(self, icon: QIcon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        plain.set_window_title(self, "About liveapp")
        self.setIconPixmap(icon.pixmap(64, 64))
        self.say(
            f"liveapp {__version__}",
            "Records every round that a betting bot or browser extension posts to this computer, "
            "and shows it at once. It keeps what was observed; it predicts nothing.\n\n"
            f"Made with Qt {qVersion()} and PySide6 (LGPL 3), Peewee, Bottle, Waitress and Pydantic. "
            "The icons were drawn for this program.",
        )
        plain.set_tooltip(self.addButton(QMessageBox.StandardButton.Close), "Close")
        lay_out_message(self)
