"""Keys of the window, from whichever part has the focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from liveapp.domain.queries import BetFilter
from tests.shell import FIRST_SEEDS, SECOND_SEEDS, focus, show_stream

Alt = Qt.KeyboardModifier.AltModifier
Control = Qt.KeyboardModifier.ControlModifier


def test_typing_into_a_text_field_is_never_taken_for_a_command(live_shell, qtbot):
    search = live_shell.window.panel.search
    focus(qtbot, live_shell.window, search)
    is_following = live_shell.window.bets.view.is_following
    qtbot.keyClicks(search, "jk/ my j")
    assert search.text() == "jk/ my j"
    assert live_shell.window.bets.view.is_following is is_following
    qtbot.keyClick(search, Qt.Key.Key_Delete)
    assert live_shell.window.commands.findChildren(QWidget) == []
    assert not live_shell.window.findChildren(QWidget, "deleteStreamDialog")


def test_space_holds_and_resumes_following(live_shell, qtbot):
    view = live_shell.window.bets.view
    focus(qtbot, live_shell.window, view)
    assert view.is_following
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert not view.is_following
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.is_following


def test_j_and_k_choose_the_next_and_the_previous_row(live_shell, qtbot):
    view = live_shell.window.bets.view
    focus(qtbot, live_shell.window, view)
    view.setCurrentIndex(view.model().index(3, 0))
    qtbot.keyClick(view, Qt.Key.Key_J)
    assert view.currentIndex().row() == 4
    qtbot.keyClick(view, Qt.Key.Key_K)
    assert view.currentIndex().row() == 3


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_Slash])
def test_ctrl_f_and_slash_go_to_the_filter(live_shell, qtbot, key):
    window = live_shell.window
    focus(qtbot, window, window.bets.view)
    qtbot.keyClick(window.bets.view, key, Control if key == Qt.Key.Key_F else Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(window.bets.filter_bar.min_multiplier.hasFocus)


def test_ctrl_k_and_ctrl_g_go_to_the_search_and_the_nonce(live_shell, qtbot):
    window = live_shell.window
    focus(qtbot, window, window.bets.view)
    qtbot.keyClick(window.bets.view, Qt.Key.Key_K, Control)
    qtbot.waitUntil(window.panel.search.hasFocus)
    qtbot.keyClick(window.panel.search, Qt.Key.Key_G, Control)
    qtbot.waitUntil(window.bets.filter_bar.nonce.hasFocus)


def test_alt_up_and_down_choose_the_stream_beside(live_shell, qtbot):
    window = live_shell.window
    focus(qtbot, window, window.bets.view)
    qtbot.keyClick(window.bets.view, Qt.Key.Key_Down, Alt)
    assert window.page.stream.seeds == SECOND_SEEDS
    qtbot.keyClick(window.bets.view, Qt.Key.Key_Up, Alt)
    assert window.page.stream.seeds == FIRST_SEEDS


def test_alt_left_and_right_go_back_and_forward(live_shell, qtbot):
    window = live_shell.window
    assert not window.actions_by_name["backAction"].isEnabled()
    show_stream(qtbot, live_shell, SECOND_SEEDS)
    focus(qtbot, window, window.bets.view)
    qtbot.keyClick(window.bets.view, Qt.Key.Key_Left, Alt)
    assert window.page.stream.seeds == FIRST_SEEDS
    assert not window.actions_by_name["backAction"].isEnabled()
    qtbot.keyClick(window.bets.view, Qt.Key.Key_Right, Alt)
    assert window.page.stream.seeds == SECOND_SEEDS


def test_ctrl_4_shows_the_seeds_and_ctrl_1_the_bets_with_the_row_that_had_the_focus(live_shell, qtbot):
    window = live_shell.window
    focus(qtbot, window, window.bets.view)
    qtbot.keyClick(window.bets.view, Qt.Key.Key_4, Control)
    assert window.page.current_tab is window.proof
    assert window.proof.server_hash.value == FIRST_SEEDS.server_seed_hashed
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1, Control)
    assert window.page.current_tab is window.bets
    qtbot.waitUntil(window.bets.view.hasFocus)


def test_ctrl_l_turns_auto_follow_on_and_off(live_shell, qtbot):
    action = live_shell.window.findChild(QAction, "autoFollowAction")
    focus(qtbot, live_shell.window, live_shell.window.bets.view)
    was_on = action.isChecked()
    qtbot.keyClick(live_shell.window.bets.view, Qt.Key.Key_L, Control)
    assert action.isChecked() is not was_on


@pytest.mark.parametrize(
    ("key", "modifier", "dialog"),
    [
        (Qt.Key.Key_Return, Control, "notesDialog"),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "deleteStreamDialog"),
        (Qt.Key.Key_Comma, Control, "settingsDialog"),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "keyboardHelpDialog"),
    ],
)
def test_dialogs_open_by_their_shortcuts(live_shell, qtbot, key, modifier, dialog):
    window = live_shell.window
    focus(qtbot, window, window.bets.view)
    qtbot.keyClick(window.bets.view, key, modifier)
    assert window.findChild(QWidget, dialog).isVisible()


def test_enter_shows_the_details_and_keys_of_the_table_go_on_there(live_shell, qtbot):
    window = live_shell.window
    view, pane = window.bets.view, window.bets.detail.pane
    focus(qtbot, window, view)
    qtbot.keyClick(view, Qt.Key.Key_J)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert pane.isVisible()
    qtbot.waitUntil(lambda: pane.values["Nonce"].text() != "")
    first = pane.values["Nonce"].text()
    focus(qtbot, window, pane.values["Amount"])
    qtbot.keyClick(pane.values["Amount"], Qt.Key.Key_K)
    assert int(pane.values["Nonce"].text()) == int(first) - 1
    qtbot.keyClick(pane.values["Amount"], Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert view.hasFocus()


def test_del_on_a_filters_chip_ends_the_filter_and_offers_no_deletion(live_shell, qtbot):
    window = live_shell.window
    bar = window.bets.filter_bar
    bar.set_filter(BetFilter(nonce_from=3))
    chip = bar.chips.chips["Nonces"].words_button
    focus(qtbot, window, chip)
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert bar.bet_filter == BetFilter()
    assert not window.findChildren(QWidget, "deleteStreamDialog")


def test_b_bookmarks_and_n_and_p_go_from_one_to_the_next(live_shell, qtbot):
    window = live_shell.window
    view = window.bets.view
    focus(qtbot, window, view)
    for row in (3, 8):
        view.choose_row(row)
        qtbot.keyClick(view, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: len(window.bets.model.bookmarks) == 2)
    reached = []
    for key in (Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_P):
        qtbot.keyClick(view, key)
        reached.append(view.currentIndex().row())
    assert reached == [3, 8, 3]


def test_the_letters_of_a_note_are_no_commands_and_ctrl_enter_saves_it(live_shell, qtbot):
    window = live_shell.window
    view, pane = window.bets.view, window.bets.detail.pane
    view.choose_row(3)
    window.bets.detail.open()
    qtbot.waitUntil(lambda: pane.words == "Round 4")
    focus(qtbot, window, pane.note.edit)
    qtbot.keyClicks(pane.note.edit, "bnp jk /")
    qtbot.keyClick(pane.note.edit, Qt.Key.Key_Delete)
    qtbot.keyClick(pane.note.edit, Qt.Key.Key_Return, Control)
    qtbot.waitUntil(lambda: len(window.bets.model.bookmarks) == 1)
    assert window.bets.model.bookmarks.get(window.bets.model.id_at(3)).note == "bnp jk /"
    assert view.currentIndex().row() == 3
    assert not window.findChildren(QWidget, "notesDialog")
    assert not window.findChildren(QWidget, "deleteStreamDialog")
