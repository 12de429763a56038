"""Choosing a backup: what is listed, and that none is restored by accident."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QProgressBar, QTreeWidget

from liveapp.ui.keeping.restore_dialog import RestoreDialog
from tests.keepers import HOUR_US, copy_of
from tests.shell import button, visible_words

COPIES = [copy_of(Path("backups"), hours * HOUR_US, 3, 88_310 - hours) for hours in (0, 50)]


@pytest.fixture
def dialog(qtbot, light_theme, tmp_path) -> RestoreDialog:
    made = RestoreDialog(tmp_path)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def listed(dialog) -> RestoreDialog:
    dialog.show_copies(COPIES)
    return dialog


def rows(dialog: RestoreDialog) -> list[list[str]]:
    tree = dialog.findChild(QTreeWidget)
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(tree.columnCount())] for item in items]


def test_each_backup_is_a_row_and_the_newest_is_chosen(listed) -> None:
    (newest, older) = rows(listed)
    assert newest[0].startswith("today ")
    assert newest[1:] == ["3", "88,310", COPIES[0].path.name]
    assert older[0][:2] == "20"
    assert listed.chosen == COPIES[0].path
    assert "The present database is kept under another name." in visible_words(listed)


def test_it_says_that_it_looks_for_backups_only_when_that_takes_long(dialog, qtbot) -> None:
    assert "Looking for backups" not in visible_words(dialog)
    qtbot.waitUntil(lambda: "Looking for backups" in visible_words(dialog))
    assert dialog.findChild(QProgressBar).isVisible()
    dialog.show_copies(COPIES)
    assert "Looking for backups" not in visible_words(dialog)
    assert not dialog.findChild(QProgressBar).isVisible()


def test_no_backup_is_told_and_nothing_can_be_restored(dialog) -> None:
    dialog.show_copies([])
    assert "There are no backups yet." in visible_words(dialog)
    assert dialog.chosen is None
    assert not button(dialog, "Restore").isEnabled()


def test_a_problem_is_told(dialog) -> None:
    dialog.show_problem("The backups cannot be listed: busy")
    assert "The backups cannot be listed: busy" in visible_words(dialog)


def test_enter_restores_nothing_before_the_user_chose(listed, qtbot) -> None:
    with qtbot.assertNotEmitted(listed.accepted):
        qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert listed.isHidden()


def test_enter_restores_the_row_that_was_chosen_by_keys(listed, qtbot) -> None:
    qtbot.keyClick(listed.findChild(QTreeWidget), Qt.Key.Key_Down)
    with qtbot.waitSignal(listed.accepted):
        qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert listed.chosen == COPIES[1].path


def test_a_click_on_the_row_that_is_chosen_already_counts_as_a_choice(listed, qtbot) -> None:
    tree = listed.findChild(QTreeWidget)
    place = tree.visualItemRect(tree.topLevelItem(0)).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert button(listed, "Restore").isDefault()


def test_another_file_is_listed_and_chosen(listed, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/usb/<b>old.sqlite3", ""))
    button(listed, "Open another file…").click()
    assert rows(listed)[-1] == ["opened by you", "–", "–", "<b>old.sqlite3"]
    assert listed.chosen == Path("/usb/<b>old.sqlite3")
    assert button(listed, "Restore").isDefault()


def test_no_answer_of_the_file_dialog_changes_nothing(listed, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    button(listed, "Open another file…").click()
    assert len(rows(listed)) == 2


def test_a_file_that_was_opened_before_the_backups_came_stays_chosen(dialog, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/usb/old.sqlite3", ""))
    dialog.choose_file()
    dialog.show_copies(COPIES)
    assert dialog.chosen == Path("/usb/old.sqlite3")
