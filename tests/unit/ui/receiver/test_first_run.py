"""The page that stands in the window while no stream was ever recorded."""

from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from liveapp.domain.bets import SeedPair
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui.settings.dialog import SettingsDialog
from tests.shell import RECEIVING, bet, button, focus, visible_words

TAKEN = ReceiverState(ReceiverPhase.PORT_IN_USE, 17888, None, "another copy of liveapp uses it")


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


def test_its_button_copies_the_script_with_url_and_token(shell, program):
    shell.window.show_receiver_state(RECEIVING)
    shell.window.first_run.findChild(QPushButton, "copyScriptButton").click()
    script = QGuiApplication.clipboard().text()
    assert 'var LIVEAPP_URL = "http://127.0.0.1:17888/live/ingest";' in script
    assert f'var LIVEAPP_TOKEN = "{program.settings.ingest_token}";' in script


def test_without_an_address_no_script_is_copied_and_the_button_says_why(shell):
    script = shell.window.first_run.findChild(QPushButton, "copyScriptButton")
    assert not script.isEnabled()
    assert "address" in script.toolTip()
    shell.window.show_receiver_state(RECEIVING)
    assert script.isEnabled()
    shell.window.show_receiver_state(TAKEN)
    assert not script.isEnabled()


def test_without_a_required_token_none_is_shown(shell, program):
    program.change_settings({"require_token": False})
    shell.window.settings_opener.changed.emit()
    visible = [edit for edit in shell.window.first_run.findChildren(QLineEdit) if edit.isVisible()]
    assert len(visible) == 1


def test_with_the_port_taken_it_says_so_instead_of_being_ready_and_offers_the_ways_out(shell, program):
    page = shell.window.first_run
    shell.window.show_receiver_state(TAKEN)
    words = visible_words(page)
    assert "Port 17888 is in use" in words
    assert "Another copy of liveapp uses it." in words
    assert "Ready" not in words
    assert "first bet that arrives" not in words
    assert not any(edit.isVisible() for edit in page.findChildren(QLineEdit))
    assert not button(page, "Play the demo").isEnabled()
    assert not shell.window.notices.fault_banner.isVisible()
    button(page, "Retry").click()
    assert program.retries == 1
    button(page, "Choose another port…").click()
    assert shell.window.findChild(SettingsDialog).isVisible()


def test_once_the_port_is_free_it_is_ready_again(shell):
    page = shell.window.first_run
    shell.window.show_receiver_state(TAKEN)
    shell.window.show_receiver_state(ReceiverState(ReceiverPhase.STARTING, 17888))
    assert "Port 17888 is in use" in visible_words(page)
    shell.window.show_receiver_state(RECEIVING)
    assert "Ready for the first bet" in visible_words(page)
    assert not button(page, "Retry").isVisible()
    assert button(page, "Play the demo").isEnabled()


def test_it_is_not_ready_before_the_receiver_is(shell):
    assert "Starting the receiver" in visible_words(shell.window.first_run)
    shell.window.show_receiver_state(ReceiverState(ReceiverPhase.FAILED, 17888, None, "no permission"))
    assert "The receiver failed No permission. Nothing can be received." in visible_words(
        shell.window.first_run
    )


def test_its_copy_buttons_have_icons(shell):
    buttons = [one for one in shell.window.first_run.findChildren(QPushButton) if "Copy" in one.text()]
    assert len(buttons) >= 2
    assert not any(one.icon().isNull() for one in buttons)


def test_the_focus_goes_from_what_is_hidden_to_the_way_out(shell, qtbot):
    page = shell.window.first_run
    shell.window.show_receiver_state(RECEIVING)
    focus(qtbot, shell.window, page.findChild(QLineEdit))
    shell.window.show_receiver_state(TAKEN)
    qtbot.waitUntil(button(page, "Retry").hasFocus)
    shell.window.show_receiver_state(RECEIVING)
    qtbot.waitUntil(page.findChild(QLineEdit).hasFocus)


def test_the_focus_goes_to_the_way_out_while_the_window_is_not_active_too(make_shell, qtbot):
    window = make_shell().window
    qtbot.waitUntil(lambda: window.panel.is_loaded)
    window.first_run.findChild(QLineEdit).setFocus()
    window.show_receiver_state(TAKEN)
    window.show()
    assert window.focusWidget() is button(window.first_run, "Retry")


def test_a_page_that_is_not_shown_takes_no_focus(make_shell, program_store, qtbot):
    program_store.writer.record([bet(SeedPair("5eed5eed5e" + "ab" * 27, "fresh"), 1)])
    window = make_shell().window
    window.show_receiver_state(TAKEN)
    window.show()
    qtbot.waitUntil(lambda: window.page.stream is not None)
    assert window.focusWidget() is window.bets.view


def test_a_retry_that_fails_leaves_the_focus_where_it_is(shell, qtbot):
    page = shell.window.first_run
    shell.window.show_receiver_state(TAKEN)
    choose = button(page, "Choose another port…")
    focus(qtbot, shell.window, choose)
    for phase in (ReceiverPhase.STARTING, ReceiverPhase.PORT_IN_USE):
        shell.window.show_receiver_state(replace(TAKEN, phase=phase))
    assert choose.hasFocus()
