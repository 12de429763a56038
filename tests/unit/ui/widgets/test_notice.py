"""A few words in a view that has no rows to show."""

import pytest
from PySide6.QtWidgets import QLabel, QListView, QPushButton

from liveapp.ui.widgets.notice import Notice


@pytest.fixture
def view(theme, qtbot) -> QListView:
    made = QListView()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def test_hidden_it_says_nothing(view) -> None:
    notice = Notice(view)
    assert notice.words == ""
    notice.say("No bets yet", "They appear here.")
    assert notice.words == "No bets yet They appear here."
    notice.hide()
    assert notice.words == ""


def test_it_covers_the_rows_however_large_the_view_becomes(view) -> None:
    notice = Notice(view)
    notice.say("No bets yet")
    view.resize(300, 420)
    assert notice.geometry() == view.viewport().rect()


def test_a_way_out_is_offered_only_where_there_is_one(view, qtbot) -> None:
    notice = Notice(view)
    button = notice.findChild(QPushButton)
    notice.say("Loading…")
    assert not button.isVisible()
    notice.say("No bet fits", "2 are recorded.", "Clear filters")
    assert button.isVisible()
    assert button.accessibleName() == "Clear filters"
    with qtbot.waitSignal(notice.action_chosen):
        button.click()


def test_a_text_of_several_lines_is_whole_in_a_view_of_any_width(view, qtbot) -> None:
    notice = Notice(view)
    notice.say("Nothing", "one word after the other " * 6)
    for width_px in (1_000, 160):
        view.resize(width_px, 600)
        qtbot.wait(20)
        for label in notice.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width())
