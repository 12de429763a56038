"""The same look for every message box."""

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox

from liveapp.ui.widgets.message_layout import TEXT_WIDTH_PX, WIDEST_TEXT_PX, lay_out_message


@pytest.fixture
def laid_out(theme, qtbot):
    """Lays out a box with a text below its heading; gives both labels."""

    def make(text: str) -> tuple[QLabel, QLabel]:
        box = QMessageBox()
        qtbot.addWidget(box)
        box.setText("Heading")
        box.setInformativeText(text)
        lay_out_message(box)
        boxes.append(box)
        return box.findChild(QLabel, "qt_msgbox_label"), box.findChild(QLabel, "qt_msgbox_informativelabel")

    boxes: list[QMessageBox] = []
    return make


def test_the_heading_is_bold_and_the_text_has_a_readable_width(laid_out) -> None:
    heading, body = laid_out("a few short words")
    assert heading.font().bold()
    assert body.minimumWidth() == TEXT_WIDTH_PX + 8


def test_a_long_word_widens_the_text_so_far_as_a_screen_has_room(laid_out) -> None:
    _, body = laid_out("f0" * 32)
    assert body.minimumWidth() >= min(WIDEST_TEXT_PX, body.fontMetrics().horizontalAdvance("f0" * 32))
    _, body = laid_out("f0" * 500)
    assert body.minimumWidth() == WIDEST_TEXT_PX
