"""The window's bottom line."""

from PySide6.QtWidgets import QLabel, QMainWindow, QToolButton

from liveapp.ui import plain
from liveapp.ui.window_status_bar import fill_status_bar


def test_the_state_stands_left_of_notes_and_of_a_button_for_each_action(qtbot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    status, note = QLabel("state"), QLabel("note")
    actions = [plain.new_action(text, window) for text in ("Copy URL", "Copy token")]
    asked = []
    actions[1].triggered.connect(lambda: asked.append("token"))
    fill_status_bar(window.statusBar(), status, (note,), actions)
    window.resize(600, 100)
    window.show()
    buttons = window.statusBar().findChildren(QToolButton)
    assert [button.text() for button in buttons] == ["Copy URL", "Copy token"]
    assert status.x() < note.x() < buttons[0].x() < buttons[1].x()
    buttons[1].click()
    assert asked == ["token"]
