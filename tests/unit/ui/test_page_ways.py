"""Which of the window's actions stand on the stream's page."""

from PySide6.QtWidgets import QToolButton

from tests.shell import FIRST_SEEDS, show_stream


def test_the_page_has_the_windows_own_actions(live_shell, qtbot) -> None:
    window = live_shell.window
    show_stream(qtbot, live_shell, FIRST_SEEDS)
    actions = window.actions_by_name
    buttons = window.page.findChildren(QToolButton)
    on_buttons = {button.defaultAction() for button in buttons}
    assert {actions[name] for name in ("backAction", "forwardAction", "editNotesAction")} <= on_buttons
    in_menus = {action for button in buttons if button.menu() for action in button.menu().actions()}
    assert actions["exportSeedsAction"] in in_menus
    asked = []
    actions["missedRoundsAction"].triggered.connect(lambda: asked.append("missed"))
    window.page.header.missing.click()
    assert asked == ["missed"]
