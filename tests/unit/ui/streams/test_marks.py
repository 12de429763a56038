"""Aliases and pins, given in the window and kept in the store."""

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from liveapp.ui.streams.alias_dialog import AliasDialog
from tests.shell import FIRST_SEEDS, SECOND_SEEDS, visible_words


def stream_of(shell, seeds):
    return next(stream for stream in shell.streams() if stream.seeds == seeds)


@pytest.fixture
def marks(live_shell):
    return live_shell.window.commands.marks


@pytest.fixture
def dialog(live_shell, marks) -> AliasDialog:
    marks.edit_alias(stream_of(live_shell, SECOND_SEEDS))
    return live_shell.window.findChild(AliasDialog)


def save(dialog, text) -> None:
    dialog.findChild(QLineEdit).setText(text)
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save).click()


def test_an_alias_is_kept_and_a_blank_one_takes_it_away(dialog, live_shell, marks, qtbot) -> None:
    save(dialog, "evening")
    qtbot.waitUntil(lambda: not live_shell.window.findChildren(AliasDialog))
    assert stream_of(live_shell, SECOND_SEEDS).alias == "evening"
    qtbot.waitUntil(lambda: live_shell.window.panel.model.stream_at(1).alias == "evening")
    marks.edit_alias(stream_of(live_shell, SECOND_SEEDS))
    save(live_shell.window.findChild(AliasDialog), "  ")
    qtbot.waitUntil(lambda: stream_of(live_shell, SECOND_SEEDS).alias is None)


def test_streams_are_pinned_to_the_top_and_let_go(live_shell, marks, qtbot) -> None:
    second = stream_of(live_shell, SECOND_SEEDS)
    model = live_shell.window.panel.model
    marks.pin([second], True)
    qtbot.waitUntil(lambda: model.stream_at(0).seeds == SECOND_SEEDS)
    marks.pin([second], False)
    qtbot.waitUntil(lambda: not model.stream(second.key).is_pinned)
    qtbot.waitUntil(lambda: model.stream_at(0).seeds == FIRST_SEEDS)


def test_a_stream_that_was_deleted_meanwhile_has_no_alias_and_hinders_no_pin(
    dialog, live_shell, marks, qtbot
) -> None:
    second = stream_of(live_shell, SECOND_SEEDS)
    live_shell.store.writer.delete_stream(second.id)
    qtbot.waitUntil(lambda: "deleted meanwhile" in visible_words(dialog))
    save(dialog, "too late")
    first = stream_of(live_shell, FIRST_SEEDS)
    marks.pin([second, first], True)
    qtbot.waitUntil(lambda: stream_of(live_shell, FIRST_SEEDS).is_pinned)
    assert dialog.isVisible()
