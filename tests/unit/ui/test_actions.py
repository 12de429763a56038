"""The table of actions: shortcuts told everywhere, single keys left to controls that use them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel

from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui.help.keyboard_dialog import KeyboardHelpDialog
from liveapp.ui.theme import apply_theme
from tests.shell import button, focus

TAKEN = ReceiverState(ReceiverPhase.PORT_IN_USE, 17888, None, "another program uses it")


def test_the_help_page_lists_every_shortcut_of_every_action(live_shell):
    window = live_shell.window
    window.actions_by_name["keyboardHelpAction"].trigger()
    words = " ".join(label.text() for label in window.findChild(KeyboardHelpDialog).findChildren(QLabel))
    for action in window.findChildren(QAction):
        for shortcut in action.shortcuts():
            assert shortcut.toString().replace("Return", "Enter") in words


def test_every_action_with_a_shortcut_names_it_in_its_tooltip(live_shell):
    with_shortcut = [one for one in live_shell.window.findChildren(QAction) if one.shortcuts()]
    assert len(with_shortcut) > 15
    for action in with_shortcut:
        assert action.shortcuts()[0].toString().replace("Return", "Enter") in action.toolTip()


def test_space_on_a_button_presses_it_and_nothing_else(live_shell, qtbot):
    window = live_shell.window
    window.show_receiver_state(TAKEN)
    retry = button(window.notices.fault_banner, "Retry")
    focus(qtbot, window, retry)
    qtbot.keyClick(retry, Qt.Key.Key_Space)
    assert live_shell.program.retries == 1
    assert window.bets.view.is_following


def test_a_change_of_theme_repaints_icons_in_the_new_colors(live_shell, qtbot):
    action = live_shell.window.actions_by_name["editNotesAction"]
    before = action.icon().pixmap(24, 24).toImage()
    apply_theme(QGuiApplication.instance(), "dark")
    qtbot.waitUntil(lambda: action.icon().pixmap(24, 24).toImage() != before)
