"""Commands on streams, from the window's actions and from the list's menu."""

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from tests.shell import SECOND_SEEDS


@pytest.fixture
def other(live_shell):
    """A stream that is not shown."""
    return next(stream for stream in live_shell.streams() if stream.seeds == SECOND_SEEDS)


@pytest.mark.parametrize(
    ("action", "dialog"),
    [("editNotes", "notesDialog"), ("editAlias", "aliasDialog"), ("deleteStream", "deleteStreamDialog")],
)
def test_actions_are_for_the_stream_that_is_shown(live_shell, action, dialog) -> None:
    live_shell.window.actions_by_name[f"{action}Action"].trigger()
    opened = live_shell.window.findChild(QDialog, dialog)
    assert "1a2b3c4d5e" in " ".join([opened.windowTitle(), *_words(opened)])


@pytest.mark.parametrize(
    ("signal", "dialog"),
    [
        ("notes_requested", "notesDialog"),
        ("alias_requested", "aliasDialog"),
        ("delete_requested", "deleteStreamDialog"),
    ],
)
def test_the_menu_of_the_list_is_for_the_stream_it_was_opened_on(live_shell, other, signal, dialog) -> None:
    getattr(live_shell.window.panel.menus, signal).emit([other])
    opened = live_shell.window.findChild(QDialog, dialog)
    assert "77aa001122" in " ".join([opened.windowTitle(), *_words(opened)])


def test_the_menu_pins(live_shell, other, qtbot) -> None:
    live_shell.window.panel.menus.pin_requested.emit([other], True)
    qtbot.waitUntil(lambda: live_shell.window.panel.model.stream(other.key).is_pinned)


def test_the_action_pins_the_shown_stream_and_lets_it_go_again(live_shell, qtbot) -> None:
    pin, page = live_shell.window.actions_by_name["pinStreamAction"], live_shell.window.page
    for is_pinned in (True, False):
        pin.trigger()
        qtbot.waitUntil(lambda wanted=is_pinned: page.stream.is_pinned is wanted)


def _words(widget: QWidget) -> list[str]:
    return [child.text() for child in widget.findChildren(QWidget) if hasattr(child, "text")]
