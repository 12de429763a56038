"""The table of actions: shortcuts told everywhere, single keys left to controls that use them."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel

from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui.actions import MENUS
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


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_on_a_button_press_it_and_nothing_else(live_shell, qtbot, key):
    window = live_shell.window
    window.show_receiver_state(TAKEN)
    retry = button(window.notices.fault_banner, "Retry")
    focus(qtbot, window, retry)
    qtbot.keyClick(retry, key)
    assert live_shell.program.retries == 1
    assert window.bets.view.is_following
    assert not window.bets.detail.split.is_open


def test_a_change_of_theme_repaints_icons_in_the_new_colors(live_shell, qtbot):
    action = live_shell.window.actions_by_name["editNotesAction"]
    before = action.icon().pixmap(24, 24).toImage()
    apply_theme(QGuiApplication.instance(), "dark")
    qtbot.waitUntil(lambda: action.icon().pixmap(24, 24).toImage() != before)


def letter(text: str) -> str:
    """The Alt letter of a title or label, as Qt finds it."""
    return QKeySequence.mnemonic(text).toString().removeprefix("Alt+")


def test_menus_stand_as_they_are_drawn(live_shell):
    titles = [action.text().replace("&", "") for action in live_shell.window.menuBar().actions()]
    assert titles == ["File", "Edit", "Stream", "Bet", "View", "Receiver", "Tools", "Help"]


def test_no_letter_stands_twice_among_the_titles_or_within_a_menu(live_shell):
    bar = live_shell.window.menuBar()
    for actions in (bar.actions(), *(title.menu().actions() for title in bar.actions())):
        letters = [letter(action.text()) for action in actions if not action.isSeparator()]
        assert "" not in letters
        assert [one for one, times in Counter(letters).items() if times > 1] == []


def test_no_control_of_the_window_takes_a_menus_letter(live_shell):
    window = live_shell.window
    of_menus = {letter(title) for title, _ in MENUS}
    texts = [one.text() for kind in (QLabel, QAbstractButton) for one in window.findChildren(kind)]
    assert [text for text in texts if letter(text) in of_menus] == []


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_every_menu_opens_by_its_letter_from_wherever_the_focus_is(live_shell, qtbot):
    window = live_shell.window
    for title, menu in zip((title for title, _ in MENUS), window.actions_by_name.menus.values(), strict=True):
        for control in (window.panel.search, window.bets.filter_bar.nonce, window.bets.view):
            focus(qtbot, window, control)
            qtbot.keyClick(control, getattr(Qt.Key, f"Key_{letter(title)}"), Qt.KeyboardModifier.AltModifier)
            qtbot.waitUntil(menu.isVisible)
            menu.close()


def test_every_action_tells_what_it_does(live_shell):
    for menu in live_shell.window.actions_by_name.menus.values():
        assert menu.toolTipsVisible()
        assert [one.text() for one in menu.actions() if not one.isSeparator() and not one.toolTip()] == []
