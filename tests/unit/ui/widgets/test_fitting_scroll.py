"""What is as high as its content where there is room, and scrolls where there is not."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from liveapp.ui.widgets.fitting_scroll import FittingScroll
from liveapp.ui.widgets.message_layout import fit_height


@pytest.fixture
def content(light_theme):
    widget = QWidget()
    layout = QVBoxLayout(widget)
    text = QLabel("words " * 60)
    text.setWordWrap(True)
    layout.addWidget(text)
    for _ in range(5):
        layout.addWidget(QLineEdit())
    return widget


@pytest.fixture
def dialog(content, qtbot):
    made = QDialog()
    layout = QVBoxLayout(made)
    layout.addWidget(FittingScroll(content))
    layout.addWidget(QPushButton("Close"))
    qtbot.addWidget(made)
    return made


def test_with_room_nothing_scrolls(dialog, content):
    fit_height(dialog, 400)
    dialog.show()
    scroll = dialog.findChild(FittingScroll)
    assert scroll.verticalScrollBar().maximum() == 0
    assert scroll.horizontalScrollBar().maximum() == 0


def test_without_room_the_content_scrolls_and_is_not_cut_at_its_side(dialog, qtbot):
    dialog.show()
    dialog.resize(dialog.minimumSizeHint().width(), 160)
    scroll = dialog.findChild(FittingScroll)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    assert scroll.horizontalScrollBar().maximum() == 0


def test_what_tab_reaches_comes_into_view(dialog, content, qtbot):
    dialog.show()
    dialog.activateWindow()
    dialog.resize(400, 160)
    edits = content.findChildren(QLineEdit)
    edits[0].setFocus()
    qtbot.waitUntil(edits[0].hasFocus)
    for edit in edits[:-1]:
        qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert not edits[-1].visibleRegion().isEmpty()


def test_a_content_that_grows_asks_for_more_room(dialog, content, qtbot):
    more = QPushButton("more")
    content.layout().addWidget(more)
    more.hide()
    fit_height(dialog, 400)
    dialog.show()
    before = dialog.minimumHeight()
    more.show()
    fit_height(dialog, 400)
    assert dialog.minimumHeight() > before
