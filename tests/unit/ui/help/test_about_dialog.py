"""What this program is, and what it is made with."""

from PySide6.QtCore import qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox

from liveapp import __version__
from liveapp.ui.help.about_dialog import AboutDialog


def test_it_tells_version_parts_and_licence(theme, qtbot) -> None:
    dialog = AboutDialog(QIcon())
    qtbot.addWidget(dialog)
    assert dialog.text() == f"liveapp {__version__}"
    for word in (f"Qt {qVersion()}", "LGPL 3", "Peewee", "Bottle", "Waitress", "Pydantic"):
        assert word in dialog.informativeText()


def test_it_can_only_be_closed(theme, qtbot) -> None:
    dialog = AboutDialog(QIcon())
    qtbot.addWidget(dialog)
    (button,) = dialog.buttons()
    assert dialog.standardButton(button) == QMessageBox.StandardButton.Close
    dialog.show()
    button.click()
    assert not dialog.isVisible()
