"""The same look for every message, whose text is plain."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
)

from liveapp.ui.widgets.message_layout import (
    TEXT_WIDTH_PX,
    WIDEST_TEXT_PX,
    breakable,
    button_row,
    explained_button,
    fit_height,
    fit_screen,
    heading_label,
    lay_out_message,
    list_button_row,
    text_label,
)


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


def test_labels_show_tags_as_they_are(theme, qtbot) -> None:
    for label in (text_label("<b>x</b>"), heading_label("<b>x</b>")):
        qtbot.addWidget(label)
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert label.text() == "<b>x</b>"


def test_a_dialog_is_as_high_as_its_wrapped_text(theme, qtbot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    label = text_label("many words " * 60)
    QVBoxLayout(dialog).addWidget(label)
    fit_height(dialog, 300)
    dialog.resize(dialog.minimumSize())
    dialog.show()
    assert dialog.width() == 300
    assert label.height() >= label.heightForWidth(label.width())


def test_a_long_word_can_be_broken_and_shorter_ones_stay_what_they_are() -> None:
    path = "/home/ada/.local/share/liveapp/liveapp-20260128.sqlite3"
    assert breakable(path) == path
    assert max(len(piece) for piece in breakable("x" * 300).split("\u200b")) == 40
    assert breakable("x" * 300).replace("\u200b", "") == "x" * 300


def test_without_a_layout_there_is_nothing_to_fit(theme, qtbot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    fit_height(dialog, 300)
    assert dialog.minimumWidth() == 0


def test_what_stands_apart_stands_at_the_left(theme, qtbot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    apart, box = QPushButton("Open"), QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    QVBoxLayout(dialog).addLayout(button_row(box, apart))
    dialog.resize(500, 100)
    dialog.show()
    assert apart.geometry().right() < box.geometry().left()


def test_a_text_that_is_longer_than_the_screen_scrolls_above_the_buttons(theme, qtbot) -> None:
    box = QMessageBox(QMessageBox.Icon.Warning, "", "Heading", QMessageBox.StandardButton.Close)
    qtbot.addWidget(box)
    box.setInformativeText("a line of what happened\n" * 300)
    lay_out_message(box)
    box.show()
    available = box.screen().availableGeometry().size()
    assert box.height() <= available.height()
    close = box.button(QMessageBox.StandardButton.Close)
    assert box.rect().contains(QRect(close.mapTo(box, QPoint(0, 0)), close.size()))
    scroll = box.findChild(QScrollArea)
    assert scroll.verticalScrollBar().maximum() > 0
    assert scroll.horizontalScrollBar().maximum() == 0


def test_no_dialog_is_larger_than_its_screen(theme, qtbot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(text_label("many words " * 5000))
    fit_height(dialog, 300)
    assert dialog.minimumHeight() < dialog.screen().availableGeometry().height()


def test_a_list_is_closed_by_close_alone_and_enter_presses_no_button_of_it(qtbot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    copy = explained_button("&Copy", "Copy the list")
    layout = QVBoxLayout(dialog)
    layout.addLayout(list_button_row(dialog, copy))
    dialog.show()
    buttons = dialog.findChildren(QPushButton)
    assert {button.autoDefault() for button in buttons} == {False}
    assert copy.toolTip().startswith("Copy the list")
    (close,) = (button for button in buttons if button is not copy)
    assert copy.mapTo(dialog, QPoint()).x() < close.mapTo(dialog, QPoint()).x()
    close.click()
    assert not dialog.isVisible()


def test_a_dialog_is_as_large_as_it_should_be_or_as_its_screen_has_room_for(qtbot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    fit_screen(dialog, (300, 200))
    assert (dialog.width(), dialog.height()) == (300, 200)
    fit_screen(dialog, (30_000, 200))
    assert dialog.height() == 200
    assert 300 < dialog.width() < dialog.screen().availableSize().width()
