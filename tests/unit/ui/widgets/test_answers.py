"""A button's answer to being pressed."""

from PySide6.QtWidgets import QPushButton

from liveapp.ui.widgets import answers
from liveapp.ui.widgets.answers import answer


def test_a_button_tells_what_came_of_it_and_then_its_own_words_again(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(answers, "ANSWERED_MS", 20)
    button = QPushButton("Copy &all")
    qtbot.addWidget(button)
    answer(button, "Copied", "Copy &all")
    assert button.text() == "Copied"
    qtbot.waitUntil(lambda: button.text() == "Copy &all")


def test_a_button_that_means_something_else_by_then_keeps_its_words(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(answers, "ANSWERED_MS", 20)
    button = QPushButton("Copy &token")
    qtbot.addWidget(button)
    button.resize(300, 30)
    answer(button, "Copied", "Copy &token")
    button.setText("Copy &URL")
    qtbot.waitUntil(lambda: button.minimumWidth() == 0)
    assert button.text() == "Copy &URL"
