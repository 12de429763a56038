"""The side panel in the window: folding, search, auto-follow that yields, deletion with a way back."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractSlider, QToolButton

from tests.shell import FIRST_SEEDS, SECOND_SEEDS, button, focus, show_stream

Alt = Qt.KeyboardModifier.AltModifier
Control = Qt.KeyboardModifier.ControlModifier


def unfold_button(window) -> QToolButton:
    return next(one for one in window.findChildren(QToolButton) if one.text() == "»")


def test_f9_folds_the_panel_and_brings_it_back(live_shell, qtbot):
    window = live_shell.window
    action = window.actions_by_name["togglePanelAction"]
    focus(qtbot, window, window.bets.view)
    qtbot.keyClick(window.bets.view, Qt.Key.Key_F9)
    assert not window.panel.isVisible()
    assert not action.isChecked()
    qtbot.keyClick(window.bets.view, Qt.Key.Key_F9)
    assert window.panel.isVisible()
    window.panel.head.fold_requested.emit()
    assert not window.panel.isVisible()
    unfold_button(window).click()
    assert window.panel.isVisible()
    assert action.isChecked()


def test_folding_the_panel_under_the_keyboard_leaves_it_on_the_bets(live_shell, qtbot):
    window = live_shell.window
    focus(qtbot, window, window.panel.search)
    qtbot.keyClick(window.panel.search, Qt.Key.Key_F9)
    qtbot.waitUntil(window.bets.view.hasFocus)


def test_ctrl_k_brings_a_folded_panel_back(live_shell, qtbot):
    window = live_shell.window
    window.actions_by_name["togglePanelAction"].trigger()
    focus(qtbot, window, window.bets.view)
    qtbot.keyClick(window.bets.view, Qt.Key.Key_K, Control)
    qtbot.waitUntil(window.panel.search.hasFocus)
    assert window.panel.isVisible()


def test_a_folded_panel_is_folded_at_the_next_start(live_shell, qtbot):
    live_shell.window.actions_by_name["togglePanelAction"].trigger()
    live_shell.window.close()
    after = live_shell.open_window()
    after.show()
    assert not after.panel.isVisible()
    assert unfold_button(after).isVisible()
    after.actions_by_name["togglePanelAction"].trigger()
    assert after.panel.isVisible()


def test_escape_in_the_search_goes_to_the_bets(live_shell, qtbot):
    window = live_shell.window
    focus(qtbot, window, window.panel.search)
    qtbot.keyClicks(window.panel.search, "other")
    qtbot.keyClick(window.panel.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.bets.view.hasFocus)
    assert window.panel.model.rowCount() == 2


def test_enter_in_the_search_shows_the_first_stream_and_goes_to_its_bets(live_shell, qtbot):
    window = live_shell.window
    focus(qtbot, window, window.panel.search)
    qtbot.keyClicks(window.panel.search, "other")
    qtbot.keyClick(window.panel.search, Qt.Key.Key_Return)
    qtbot.waitUntil(window.bets.view.hasFocus)
    assert window.page.stream.seeds == SECOND_SEEDS


def press_row(window, qtbot):
    place = QPoint(20, window.bets.view.rowViewportPosition(2) + 5)
    qtbot.mouseClick(window.bets.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def scroll(window, _qtbot):
    bar = window.bets.view.verticalScrollBar()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)


def open_toast(window, _qtbot):
    window.navigation.open(window.panel.model.stream_at(1))


def key(pressed, modifier=Qt.KeyboardModifier.NoModifier):
    return lambda window, qtbot: qtbot.keyClick(window.bets.view, pressed, modifier)


def test_what_the_user_does_to_the_page_pauses_auto_follow(live_shell, qtbot):
    window = live_shell.window
    window.panel.auto_follow_action.setChecked(True)
    acts = {
        "press": press_row,
        "scroll": scroll,
        "arrow": key(Qt.Key.Key_Down),
        "J": key(Qt.Key.Key_J),
        "hold": key(Qt.Key.Key_Space),
        "Alt+Down": key(Qt.Key.Key_Down, Alt),
        "open": open_toast,
    }
    for name, act in acts.items():
        if not window.bets.view.is_following:
            window.bets.toggle_following()
        focus(qtbot, window, window.bets.view)
        assert not window.panel.auto_follow.is_paused, name
        act(window, qtbot)
        assert window.panel.auto_follow.is_paused, name
        qtbot.keyClick(window.bets.view, Qt.Key.Key_L, Control)
        assert window.panel.auto_follow_action.isChecked(), name
        assert not window.panel.auto_follow.is_paused, name


def test_bets_that_arrive_and_streams_that_are_shown_by_themselves_pause_nothing(live_shell, qtbot):
    window = live_shell.window
    window.panel.auto_follow_action.setChecked(True)
    live_shell.record(FIRST_SEEDS, *range(21, 90))
    qtbot.waitUntil(lambda: window.bets.model.rowCount() == 89)
    second = next(stream for stream in live_shell.streams() if stream.seeds == SECOND_SEEDS)
    window.panel.auto_follow.stream_requested.emit(second.key)
    qtbot.waitUntil(lambda: window.page.stream.seeds == SECOND_SEEDS)
    qtbot.waitUntil(lambda: window.bets.model.rowCount() == 5)
    assert not window.panel.auto_follow.is_paused


def test_while_a_dialog_is_open_auto_follow_leaves_the_page_alone(live_shell, qtbot):
    window = live_shell.window
    show_stream(qtbot, live_shell, SECOND_SEEDS)
    window.panel.auto_follow_action.setChecked(True)
    window.actions_by_name["editNotesAction"].trigger()
    new = FIRST_SEEDS.__class__("5eed" * 16, "fresh")
    live_shell.record(new, 1)
    qtbot.waitUntil(lambda: window.panel.model.total == 3)
    assert window.page.stream.seeds == SECOND_SEEDS
    assert window.panel.auto_follow.is_paused


def test_del_in_the_list_asks_about_all_that_are_selected_and_ctrl_z_brings_them_back(live_shell, qtbot):
    window = live_shell.window
    focus(qtbot, window, window.panel.view)
    window.panel.view.selectAll()
    qtbot.keyClick(window.panel.view, Qt.Key.Key_Delete)
    (dialog,) = window.findChildren(window.commands.deletions._dialog.__class__)
    assert dialog.windowTitle() == "Delete 2 streams"
    button(dialog, "Delete").click()
    qtbot.waitUntil(lambda: window.panel.model.total == 0)
    qtbot.waitUntil(window.actions_by_name["undoDeleteAction"].isEnabled)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Z, Control)
    qtbot.waitUntil(lambda: window.panel.model.total == 2)
