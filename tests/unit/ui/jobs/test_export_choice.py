from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from liveapp.ui import plain
from liveapp.ui.jobs.export_choice import ExportAllDialog, ExportChoiceDialog, ExportWay
from tests.shell import button, visible_words
from tests.unit.ui.streams.values import make_stream


@pytest.fixture
def window(light_theme, qtbot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    yield window
    window.close()


@pytest.fixture
def names_seeds(window) -> QAction:
    action = plain.new_action("&With a first line", window)
    action.setCheckable(True)
    return action


@pytest.fixture
def dialog(window, names_seeds) -> ExportChoiceDialog:
    made = ExportChoiceDialog(make_stream(total_bets=12_345), 1204, names_seeds, window)
    made.open()
    return made


@pytest.fixture
def dialog_of_all(window, names_seeds) -> ExportAllDialog:
    made = ExportAllDialog(names_seeds, window)
    made.open()
    return made


def test_it_says_how_many_are_shown_and_how_many_there_are(dialog) -> None:
    assert "1,204 of 12,345 bets are shown" in visible_words(dialog)
    assert button(dialog, "The 1,204 that are shown").isDefault()


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("The 1,204 that are shown", ExportWay.SHOWN),
        ("The same with gaps", ExportWay.WITH_GAPS),
        ("All 12,345 bets", ExportWay.ALL),
    ],
)
def test_a_button_tells_what_was_chosen(dialog, qtbot, words, way) -> None:
    with qtbot.waitSignal(dialog.chosen) as told:
        button(dialog, words).click()
    assert told.args == [way]


def test_enter_takes_those_that_are_shown_and_esc_none(dialog, qtbot) -> None:
    with qtbot.assertNotEmitted(dialog.chosen):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.open()
    with qtbot.waitSignal(dialog.chosen) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert told.args == [ExportWay.SHOWN]


@pytest.mark.parametrize(("words", "is_folder"), [("Into a folder…", True), ("Into a zip file…", False)])
def test_all_streams_go_where_the_button_says(dialog_of_all, qtbot, words, is_folder) -> None:
    with qtbot.waitSignal(dialog_of_all.chosen) as told:
        button(dialog_of_all, words).click()
    assert told.args == [is_folder]


def test_the_box_is_the_action(dialog_of_all, names_seeds) -> None:
    box = dialog_of_all.findChild(QCheckBox, "exportSeedsBox")
    assert (box.text(), box.isChecked()) == ("&With a first line", False)
    box.click()
    assert names_seeds.isChecked()


def test_every_button_explains_itself(dialog, dialog_of_all) -> None:
    for one in (dialog, dialog_of_all):
        controls = [*one.findChildren(QPushButton), *one.findChildren(QCheckBox)]
        assert len(controls) == (5 if one is dialog else 4)
        assert all(control.toolTip() for control in controls)
