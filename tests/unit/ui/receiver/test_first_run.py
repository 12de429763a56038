"""The page that stands in the window while no stream was ever recorded."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.shell import RECEIVING, RESOURCES, RunningProgram, Shell, button


def test_without_any_stream_it_says_what_the_program_does_and_where_to_send_to(shell, program):
    page = shell.window.first_run
    assert page.isVisible()
    shell.window.show_receiver_state(RECEIVING)
    words = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "records every round" in words
    values = [edit.text() for edit in page.findChildren(QLineEdit)]
    assert values == ["http://127.0.0.1:17888/live/ingest", program.settings.ingest_token]


def test_its_copy_buttons_copy_url_and_token(shell, program):
    shell.window.show_receiver_state(RECEIVING)
    url, token = (one for one in shell.window.first_run.findChildren(QPushButton) if one.text() == "Copy")
    url.click()
    assert QGuiApplication.clipboard().text() == "http://127.0.0.1:17888/live/ingest"
    token.click()
    assert QGuiApplication.clipboard().text() == program.settings.ingest_token


def test_it_plays_the_demo(shell, program):
    button(shell.window.first_run, "Play the demo").click()
    assert program.demos == 1


def test_the_script_is_offered_only_where_there_is_one(shell):
    has_script = (RESOURCES / "clients" / "antebot.js").exists()
    assert bool(shell.window.first_run.findChildren(QPushButton, "copyScriptButton")) is has_script


def test_the_script_is_copied_as_it_is(qtbot, light_theme, program_store, tmp_path):
    resources = tmp_path / "resources"
    (resources / "clients").mkdir(parents=True)
    (resources / "clients" / "antebot.js").write_text("// sends bets\n", encoding="utf-8")
    (resources / "icons").symlink_to(RESOURCES / "icons")
    shell = Shell(RunningProgram(tmp_path / "data", resources), program_store)
    shell.window.first_run.findChild(QPushButton, "copyScriptButton").click()
    assert QGuiApplication.clipboard().text() == "// sends bets\n"
    shell.close()


def test_without_a_required_token_none_is_shown(shell, program):
    program.change_settings({"require_token": False})
    shell.window.settings_opener.changed.emit()
    visible = [edit for edit in shell.window.first_run.findChildren(QLineEdit) if edit.isVisible()]
    assert len(visible) == 1
