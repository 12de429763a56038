"""What leads from the list of streams to the rest of the window, and how it is folded away."""

from tests.shell import FIRST_SEEDS, show_stream


def test_the_list_folds_and_comes_back_and_gives_the_keyboard_to_the_table(live_shell, qtbot) -> None:
    window = live_shell.window
    show_stream(qtbot, live_shell, FIRST_SEEDS)
    window.panel.search.setFocus()
    fold = window.actions_by_name["togglePanelAction"]
    fold.trigger()
    assert window.panel.isHidden()
    assert window.focusWidget() is window.bets.view
    window.panel.focus_search()
    assert not window.panel.isHidden()
    assert fold.isChecked()
