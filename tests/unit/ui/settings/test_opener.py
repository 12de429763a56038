"""Opening the settings and putting what was changed in force."""

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialogButtonBox, QLineEdit, QWidget

from liveapp.ui.settings.controls import NO_TRAY, TraySwitch
from liveapp.ui.settings.dialog import SettingsDialog
from liveapp.ui.settings.login_line import LoginLine
from liveapp.ui.settings.opener import SettingsOpener
from liveapp.ui.widgets.toast import ToastStack
from tests.shell import button, visible_words


@pytest.fixture
def window(light_theme, qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


@pytest.fixture
def toasts(window) -> ToastStack:
    return ToastStack(window)


@pytest.fixture
def opener(window, program, keeper, questions, toasts) -> SettingsOpener:
    program.settings.data_dir.mkdir(exist_ok=True)
    return SettingsOpener(window, program, keeper, questions, toasts)


def save(dialog: SettingsDialog) -> None:
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save).click()


def test_opened_twice_it_is_one_dialog(opener, window) -> None:
    assert opener.open() is opener.open()
    assert len(window.findChildren(SettingsDialog)) == 1


def test_a_saved_change_is_in_force_and_told(opener, program, toasts, qtbot) -> None:
    dialog = opener.open()
    dialog.findChild(QLineEdit).setText("18999")
    with qtbot.waitSignal(opener.changed):
        save(dialog)
    assert program.settings.port == 18999
    assert [toast.text for toast in toasts.toasts] == ["Settings saved"]


def test_a_change_that_cannot_be_made_is_told_in_the_dialog_which_stays(opener, program, qtbot) -> None:
    program.taken_ports = {18999}
    dialog = opener.open()
    dialog.findChild(QLineEdit).setText("18999")
    with qtbot.assertNotEmitted(opener.changed):
        save(dialog)
    assert dialog.isVisible()
    assert "Port 18999 on 127.0.0.1 cannot be used" in visible_words(dialog)


def test_after_it_was_closed_the_next_shows_what_is_in_force_then(opener, program) -> None:
    opener.open().reject()
    program.change_settings({"port": 18999})
    assert opener.open().findChild(QLineEdit).text() == "18999"


@pytest.mark.parametrize("name", ["port", "rate_limit", "allowed_origins", "require_token", "ingest_token"])
def test_it_opens_with_the_focus_in_the_setting_that_is_wanted(opener, qtbot, name) -> None:
    opener.open_at(name)
    dialog = opener.open()
    dialog.activateWindow()
    control = dialog._controls[name]
    qtbot.waitUntil(lambda: control.isAncestorOf(QApplication.focusWidget()))


def test_a_site_is_allowed_once_the_user_says_yes(opener, program, toasts, qtbot) -> None:
    program.change_settings({"allowed_origins": ("https://old.example",)})
    for _ in range(2):
        asking = opener.allow_site("https://New.example")
        with qtbot.waitSignal(opener.changed):
            button(asking, "Allow").click()
    assert program.settings.allowed_origins == ("https://old.example", "https://new.example")
    assert toasts.toasts[0].text == "https://New.example may call the receiver now"


def test_a_site_that_is_not_allowed_after_all_changes_nothing(opener, program, qtbot) -> None:
    with qtbot.assertNotEmitted(opener.changed):
        button(opener.allow_site("https://new.example"), "Cancel").click()
    assert program.settings.allowed_origins == ()


def test_a_site_that_cannot_be_allowed_is_told(opener, program, toasts, monkeypatch) -> None:
    def refuse(_changes: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(program, "change_settings", refuse)
    button(opener.allow_site("https://new.example"), "Allow").click()
    assert [toast.text for toast in toasts.toasts] == [
        "https://new.example is not allowed: No space left on device"
    ]


def test_settings_and_the_start_at_login_are_saved_together(opener, program, toasts) -> None:
    dialog = opener.open()
    dialog.findChild(LoginLine).findChild(QCheckBox).setChecked(True)
    dialog.findChild(QLineEdit).setText("18999")
    save(dialog)
    assert program.settings.port == 18999
    assert program.starts_at_login()
    assert [toast.text for toast in toasts.toasts] == ["Settings saved"]


def test_a_start_at_login_that_cannot_be_changed_is_told_and_the_rest_is_saved(
    opener, program, toasts, tmp_path
) -> None:
    (tmp_path / ".config").write_text("a file in the way")
    dialog = opener.open()
    dialog.findChild(LoginLine).findChild(QCheckBox).setChecked(True)
    save(dialog)
    assert dialog.isVisible()
    assert "What starts at login cannot be changed:" in visible_words(dialog)
    assert toasts.toasts == []


@pytest.mark.parametrize("has_tray", [True, False])
def test_without_a_tray_its_switch_says_so_and_cannot_be_turned(
    window, program, keeper, questions, toasts, has_tray: bool
) -> None:
    dialog = SettingsOpener(window, program, keeper, questions, toasts, lambda: has_tray).open()
    switch = dialog.findChild(TraySwitch)
    assert switch.isEnabled() == has_tray
    assert (NO_TRAY in visible_words(dialog)) != has_tray
    assert switch.value() is False
