"""One line of text that ends in dots where there is no room."""

import pytest

from liveapp.ui.widgets.elided_label import ElidedLabel


@pytest.fixture
def label(theme, qtbot) -> ElidedLabel:
    made = ElidedLabel("a rather long line of text that needs much room")
    qtbot.addWidget(made)
    return made


def test_a_few_characters_of_room_are_enough(label) -> None:
    assert label.minimumSizeHint().width() < label.sizeHint().width() // 2


def test_where_there_is_room_all_of_it_is_painted_and_else_its_beginning_with_dots(label) -> None:
    text = label.text()
    label.resize(80, 20)
    narrow = label.grab().toImage()
    label.setText(text[:30] + " other end of the same length")
    assert label.grab().toImage() == narrow
    label.resize(600, 20)
    whole = label.grab().toImage()
    label.setText(text)
    assert label.grab().toImage() != whole
