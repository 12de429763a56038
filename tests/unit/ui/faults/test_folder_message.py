"""A message with the way to a folder."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from liveapp.ui.faults.folder_message import FolderMessage
from tests.shell import button


def test_its_folder_opens_from_it(qtbot, light_theme, tmp_path, opened) -> None:
    message = FolderMessage("Moved.", "All is kept.", tmp_path)
    qtbot.addWidget(message)
    button(message, "Open data folder").click()
    assert opened.paths == [tmp_path]


def test_its_texts_are_plain_and_escape_closes_it(qtbot, light_theme, tmp_path) -> None:
    message = FolderMessage("<b>Moved</b>", "<i>kept</i>", tmp_path)
    qtbot.addWidget(message)
    assert message.textFormat() == Qt.TextFormat.PlainText
    assert message.escapeButton() is message.button(QMessageBox.StandardButton.Close)
