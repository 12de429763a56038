"""The settings window: what it shows, what it changes, and what it says when it cannot."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
)

from liveapp.settings import load
from liveapp.ui.settings.dialog import SettingsDialog
from liveapp.ui.widgets.copy_field import CopyField


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
    assert part(dialog, QSpinBox, "Port").value() == 17888
    assert part(dialog, QSpinBox, "Rate limit").value() == 30_000
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
    part(dialog, QSpinBox, "Port").setValue(18_000)
    part(dialog, QSpinBox, "Rate limit").setValue(0)
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
    part(dialog, QSpinBox, "Port").setValue(18_000)
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
    part(dialog, QSpinBox, "Port").setValue(18_001)
    save(dialog)
    assert dialog.isVisible()
    assert "Port 18001" in visible_words(dialog)


def test_a_data_folder_that_cannot_be_written_is_told_and_the_dialog_stays(dialog, program, monkeypatch):
    def refuse(changes):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(program, "change_settings", refuse)
    part(dialog, QSpinBox, "Port").setValue(18_002)
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
