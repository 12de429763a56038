"""The ways out of a database that cannot be used, and that none is taken by accident."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QRadioButton, QWidget

from liveapp.domain.errors import DatabaseMissing, LogMismatch, StoreDamaged
from liveapp.domain.keeping import LeaveLogAside, RestoreCopy, SaveReadable, StartEmpty
from liveapp.ui.faults.damage_dialog import DamageDialog
from tests.keepers import HOUR_US, copy_of
from tests.shell import button, visible_words

COPIES = [copy_of(Path("backups"), hours * HOUR_US, 3, 88_310 - hours) for hours in (0, 50)]
DAMAGED = StoreDamaged("malformed")


@pytest.fixture
def make_dialog(qtbot, light_theme, tmp_path) -> Callable[..., DamageDialog]:
    def make(error=DAMAGED, copies=COPIES, parent=None) -> DamageDialog:
        dialog = DamageDialog(error, tmp_path / "liveapp.sqlite3", copies, parent)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def choices(dialog: DamageDialog) -> list[str]:
    return [radio.text() for radio in dialog.findChildren(QRadioButton) if radio.isVisible()]


def choose(dialog: DamageDialog, start: str) -> None:
    next(one for one in dialog.findChildren(QRadioButton) if one.text().startswith(start)).click()


def test_a_damaged_database_offers_the_newest_backup_saving_and_starting_empty(make_dialog) -> None:
    first, *others = choices(make_dialog())
    assert first.startswith("Restore the backup of today ")
    assert first.endswith("(3 streams, 88,310 bets)")
    assert others == ["Save what can be read", "Start empty"]


def test_only_a_log_that_does_not_fit_can_be_left_aside(make_dialog) -> None:
    assert "Go on without the log" in choices(make_dialog(LogMismatch("salts differ")))
    assert "Go on without the log" not in choices(make_dialog(DatabaseMissing("gone")))


def test_without_backups_none_is_offered(make_dialog) -> None:
    dialog = make_dialog(copies=[])
    assert choices(dialog) == ["Save what can be read", "Start empty"]
    assert "no backup to take more from" in visible_words(dialog)


@pytest.mark.parametrize(
    ("start", "way"),
    [
        ("Restore", RestoreCopy(COPIES[0].path)),
        ("Save", SaveReadable()),
        ("Go on", LeaveLogAside()),
        ("Start", StartEmpty()),
    ],
)
def test_what_is_chosen_is_the_way_out(make_dialog, start, way) -> None:
    dialog = make_dialog(LogMismatch("salts differ"))
    choose(dialog, start)
    button(dialog, "Continue").click()
    assert dialog.way_out == way
    assert dialog.isHidden()


def test_another_backup_can_be_chosen(make_dialog) -> None:
    dialog = make_dialog()
    box = dialog.findChild(QComboBox)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert "(3 streams, 88,260 bets)" in choices(dialog)[0]
    dialog.accept()
    assert dialog.way_out == RestoreCopy(COPIES[1].path)


def test_what_loses_least_is_chosen_at_first(make_dialog) -> None:
    assert make_dialog().chosen == SaveReadable()
    assert make_dialog(LogMismatch("x")).chosen == SaveReadable()
    assert make_dialog(DatabaseMissing("x")).chosen == RestoreCopy(COPIES[0].path)
    assert make_dialog(DatabaseMissing("x"), copies=[]).chosen == SaveReadable()


def test_enter_takes_no_way_before_a_choice_was_touched(make_dialog, qtbot) -> None:
    dialog = make_dialog()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isHidden()
    assert dialog.way_out is None


def test_enter_takes_the_way_that_was_chosen(make_dialog, qtbot) -> None:
    dialog = make_dialog()
    choose(dialog, "Start")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.way_out == StartEmpty()


def test_escape_takes_no_way(make_dialog, qtbot) -> None:
    dialog = make_dialog()
    choose(dialog, "Start")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.way_out is None


def test_before_there_is_a_window_it_quits_and_above_one_it_closes(make_dialog, qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert button(make_dialog(), "Quit").isDefault()
    assert button(make_dialog(parent=window), "Close").isDefault()


def test_it_says_where_the_database_is_and_opens_its_folder(make_dialog, tmp_path, opened) -> None:
    dialog = make_dialog()
    assert str(tmp_path / "liveapp.sqlite3") in visible_words(dialog)
    assert "Reason given: malformed" in visible_words(dialog)
    button(dialog, "Open data folder").click()
    assert opened.paths == [tmp_path]


def test_advice_for_those_without_a_window_is_not_in_it(make_dialog) -> None:
    dialog = make_dialog(StoreDamaged("page 3; page 4 is torn", "`liveapp restore FILE` helps"))
    assert "Reason given: page 3; page 4 is torn" in visible_words(dialog)
    assert "liveapp restore" not in visible_words(dialog)


@pytest.mark.parametrize("error", [DAMAGED, LogMismatch("x"), DatabaseMissing("x" * 300)])
@pytest.mark.parametrize("copies", [[], COPIES[:1], COPIES])
def test_no_line_of_it_is_cut_off(make_dialog, error, copies) -> None:
    long_names = [copy_of(Path("b") / ("x" * 200), 0, 3, 1), *copies] if copies else []
    dialog = make_dialog(error, long_names)
    for label in dialog.findChildren(QLabel):
        if label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_text_from_outside_is_plain(make_dialog) -> None:
    dialog = make_dialog(StoreDamaged("<b>bold</b>"))
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel) if label.text()
    )


def test_the_chosen_way_has_the_focus(make_dialog, qtbot) -> None:
    dialog = make_dialog()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QRadioButton))
    assert QApplication.focusWidget().text() == "Save what can be read"


def test_tab_goes_through_it_from_top_to_bottom(make_dialog, qtbot) -> None:
    dialog = make_dialog()
    dialog.activateWindow()
    first = dialog.findChild(QComboBox)
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    reached = [first]
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    tops = [one.mapTo(dialog, one.rect().topLeft()).y() for one in reached]
    assert tops == sorted(tops)
    assert {one.text() for one in reached if isinstance(one, QPushButton)} == {
        "Open data folder",
        "Continue",
        "Quit",
    }
