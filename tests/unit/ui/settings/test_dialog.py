"""The settings window: what it shows, what it changes, and what it says when it cannot."""

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from liveapp.settings import load
from liveapp.ui.settings.dialog import SettingsDialog
from liveapp.ui.widgets.copy_field import CopyField
from tests.shell import focus


@pytest.fixture
def dialog(shell, qtbot):
    shell.window.actions_by_name["settingsAction"].trigger()
    return shell.window.findChild(SettingsDialog)


def part(dialog, kind, name):
    return next(child for child in dialog.findChildren(kind) if child.accessibleName() == name)


def button(dialog, text):
    return next(one for one in dialog.findChildren(QPushButton) if one.text().replace("&", "") == text)


def save(dialog):
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save).click()


def visible_words(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_it_shows_the_settings_in_force(dialog, program):
    assert part(dialog, QLineEdit, "Port").text() == "17888"
    assert part(dialog, QLineEdit, "Rate limit").text() == "30,000"
    assert dialog.findChild(CopyField).value == program.settings.ingest_token
    assert dialog.findChild(QCheckBox).isChecked()
    assert str(program.settings.data_dir) in [
        edit.text() for edit in dialog.findChildren(type(_line_edit(dialog)))
    ]


def _line_edit(dialog):
    return dialog.findChild(CopyField).focusProxy()


def test_saving_without_a_change_changes_nothing(dialog, program):
    before = program.settings
    save(dialog)
    assert dialog.isHidden()
    assert program.settings is before


def test_changes_are_in_force_and_kept_for_the_next_start(dialog, program):
    part(dialog, QLineEdit, "Port").setText("18000")
    part(dialog, QLineEdit, "Rate limit").setText("0")
    part(dialog, QPlainTextEdit, "Allowed sites").setPlainText(
        "https://Example.com/\n\nhttp://localhost:3000\n"
    )
    part(dialog, QComboBox, "Theme").setCurrentText("Dark")
    dialog.findChild(QCheckBox).setChecked(False)
    save(dialog)
    assert dialog.isHidden()
    kept = load({"data_dir": program.settings.data_dir})
    assert kept == program.settings
    assert (kept.port, kept.rate_limit, kept.theme, kept.require_token) == (18_000, 0, "dark", False)
    assert kept.allowed_origins == ("https://example.com", "http://localhost:3000")


def test_cancel_changes_nothing(dialog, program):
    before = program.settings
    part(dialog, QLineEdit, "Port").setText("18000")
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Cancel).click()
    assert dialog.isHidden()
    assert program.settings is before


def test_a_site_that_is_no_origin_is_named_and_nothing_is_saved(dialog, program):
    before = program.settings
    part(dialog, QPlainTextEdit, "Allowed sites").setPlainText("example.com")
    save(dialog)
    assert dialog.isVisible()
    assert "'example.com' is not a web origin" in visible_words(dialog)
    assert program.settings is before


def test_a_port_that_cannot_be_used_is_told_and_the_dialog_stays(dialog, program):
    program.taken_ports.add(18_001)
    part(dialog, QLineEdit, "Port").setText("18001")
    save(dialog)
    assert dialog.isVisible()
    assert "Port 18001" in visible_words(dialog)


def test_a_data_folder_that_cannot_be_written_is_told_and_the_dialog_stays(dialog, program, monkeypatch):
    def refuse(changes):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(program, "change_settings", refuse)
    part(dialog, QLineEdit, "Port").setText("18002")
    save(dialog)
    assert "cannot be saved: Permission denied" in visible_words(dialog)


def test_the_token_is_hidden_until_asked_for_and_can_be_copied_unseen(dialog, program):
    field = dialog.findChild(CopyField)
    assert not field.is_readable
    button(dialog, "Copy").click()
    assert QGuiApplication.clipboard().text() == program.settings.ingest_token
    assert not field.is_readable
    button(dialog, "Show").click()
    assert field.is_readable


def test_a_new_token_holds_only_from_save_on_and_says_what_that_means(dialog, program):
    old = program.settings.ingest_token
    button(dialog, "Make a new token").click()
    assert program.settings.ingest_token == old
    assert "401" in visible_words(dialog)
    made = dialog.findChild(CopyField).value
    assert made != old
    save(dialog)
    assert program.settings.ingest_token == made


def test_it_says_what_requiring_the_token_means_both_ways(dialog):
    assert "Only programs that send this token" in visible_words(dialog)
    dialog.findChild(QCheckBox).setChecked(False)
    assert "every program on this computer" in visible_words(dialog)


def test_the_data_folder_can_be_opened(dialog, program, opened):
    button(dialog, "Open folder").click()
    assert opened.paths == [program.settings.data_dir]


def test_the_settings_open_once_by_their_shortcut(shell, qtbot):
    qtbot.keyClick(shell.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert len(shell.window.findChildren(SettingsDialog)) == 1


@pytest.mark.parametrize(
    ("name", "typed", "problem"),
    [
        ("Port", "99999", "Port: 99999 is too large, 65535 is the greatest"),
        ("Port", "65536", "Port: 65536 is too large"),
        ("Port", "1" * 5000, "is too large"),
        ("Port", "80a", "Port: “80a” is no whole number"),
        ("Port", "-1", "Port: “-1” is no whole number"),
        ("Port", "", "Port: a number is needed"),
        ("Rate limit", "1,5", "Rate limit: “1,5” is no whole number"),
        ("Rate limit", "9" * 19, "Rate limit: 9999999999999999999 is too large"),
    ],
)
def test_a_number_that_cannot_be_is_refused_in_words_and_stays_as_it_was_typed(
    dialog, program, qtbot, name, typed, problem
):
    before = program.settings
    field = part(dialog, QLineEdit, name)
    field.clear()
    qtbot.keyClicks(field, typed) if len(typed) < 50 else field.setText(typed)
    save(dialog)
    assert dialog.isVisible()
    assert problem in visible_words(dialog)
    assert field.text() == typed
    assert field.hasFocus()
    assert program.settings is before


def test_the_greatest_port_and_amounts_with_their_commas_are_saved(dialog, program):
    part(dialog, QLineEdit, "Port").setText("65535")
    part(dialog, QLineEdit, "Rate limit").setText("1,200,000")
    save(dialog)
    assert (program.settings.port, program.settings.rate_limit) == (65_535, 1_200_000)


def lettered(dialog):
    """Every label and button with an Alt letter, by that letter."""
    texts = [(one, one.text()) for kind in (QLabel, QAbstractButton) for one in dialog.findChildren(kind)]
    return [
        (QKeySequence.mnemonic(text).toString().removeprefix("Alt+"), one)
        for one, text in texts
        if not QKeySequence.mnemonic(text).isEmpty()
    ]


def test_no_letter_stands_twice(dialog):
    letters = Counter(letter for letter, _ in lettered(dialog))
    assert letters.keys() >= {"P", "T", "I", "R", "H", "D", "B", "S", "C"}
    assert [letter for letter, times in letters.items() if times > 1] == []


def test_the_alt_letter_of_every_label_focuses_its_field(dialog, qtbot):
    labels = [(letter, one) for letter, one in lettered(dialog) if isinstance(one, QLabel)]
    assert len(labels) == 7
    for letter, label in labels:
        focus(qtbot, dialog, button(dialog, "Cancel"))
        key = getattr(Qt.Key, f"Key_{letter}")
        qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(label.buddy().hasFocus)


def test_enter_in_a_field_saves_and_escape_changes_nothing(shell, dialog, program, qtbot):
    field = part(dialog, QLineEdit, "Port")
    focus(qtbot, dialog, field)
    field.setText("18003")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert dialog.isHidden()
    assert program.settings.port == 17888
    dialog = shell.window.settings_opener.open()
    field = part(dialog, QLineEdit, "Port")
    focus(qtbot, dialog, field)
    field.setText("18003")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isHidden()
    assert program.settings.port == 18_003


def test_tab_goes_from_field_to_field_as_they_stand(dialog, qtbot):
    first = part(dialog, QLineEdit, "Port")
    focus(qtbot, dialog, first)
    reached: list[QWidget] = [first]
    for _ in range(40):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is first:
            break
        reached.append(QApplication.focusWidget())
    rows = [one.mapTo(dialog, QPoint(0, one.height() // 2)) for one in reached]
    # Line by line (a row's parts differ by a few pixels), in a line from left to right.
    assert rows == sorted(rows, key=lambda place: (place.y() // 20, place.x()))
    assert len(reached) >= 13


def test_a_small_screen_scrolls_the_form_and_keeps_the_buttons(dialog, qtbot, monkeypatch):
    small = QRect(0, 0, 683, 384)
    monkeypatch.setattr(type(dialog.screen()), "availableGeometry", lambda _screen: small)
    button(dialog, "Make a new token").click()
    dialog.resize(dialog.minimumSize())
    qtbot.waitUntil(lambda: dialog.height() <= small.height())
    ok = button(dialog, "Save")
    assert dialog.rect().contains(QRect(ok.mapTo(dialog, QPoint(0, 0)), ok.size()))
