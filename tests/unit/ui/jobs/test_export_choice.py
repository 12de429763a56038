from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from liveapp.ui.jobs.export_choice import ExportChoiceDialog
from tests.shell import button, visible_words
from tests.unit.ui.streams.values import make_stream


@pytest.fixture
def dialog(light_theme, qtbot) -> Iterator[ExportChoiceDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    made = ExportChoiceDialog(make_stream(total_bets=12_345), 1204, window)
    made.open()
    yield made
    window.close()


def test_it_says_how_many_are_shown_and_how_many_there_are(dialog) -> None:
    assert "1,204 of 12,345 bets are shown" in visible_words(dialog)
    assert button(dialog, "The 1,204 that are shown").isDefault()


@pytest.mark.parametrize(
    ("words", "is_shown_only"), [("The 1,204 that are shown", True), ("All 12,345 bets", False)]
)
def test_a_button_tells_what_was_chosen(dialog, qtbot, words, is_shown_only) -> None:
    with qtbot.waitSignal(dialog.chosen) as told:
        button(dialog, words).click()
    assert told.args == [is_shown_only]


def test_enter_takes_those_that_are_shown_and_esc_none(dialog, qtbot) -> None:
    with qtbot.assertNotEmitted(dialog.chosen):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.open()
    with qtbot.waitSignal(dialog.chosen) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert told.args == [True]


def test_every_button_explains_itself(dialog) -> None:
    assert all(one.toolTip() for one in dialog.findChildren(QPushButton))
