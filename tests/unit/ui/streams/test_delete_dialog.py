"""The question before a stream is deleted."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from liveapp.domain.events import BetsChanged
from liveapp.ui.streams.delete_dialog import DeleteStreamDialog
from tests.shell import FIRST_SEEDS, visible_words


@pytest.fixture
def dialog(live_shell):
    live_shell.window.actions_by_name["deleteStreamAction"].trigger()
    return live_shell.window.findChild(DeleteStreamDialog)


def test_it_names_the_seed_pair_and_the_number_of_bets(dialog):
    words = visible_words(dialog)
    assert FIRST_SEEDS.server_seed_hashed in words
    assert "my-client" in words
    assert "20 bets" in words


def test_the_hash_is_not_cut_off(dialog, qtbot):
    label = dialog.findChild(QLabel, "qt_msgbox_informativelabel")
    qtbot.waitUntil(
        lambda: label.width() >= label.fontMetrics().horizontalAdvance(FIRST_SEEDS.server_seed_hashed)
    )


def test_the_number_follows_bets_that_still_arrive(dialog, live_shell, qtbot):
    live_shell.record(FIRST_SEEDS, 21)
    qtbot.waitUntil(lambda: "21 bets" in visible_words(dialog))


def test_the_number_follows_bets_that_change(dialog, live_shell):
    stream = replace(live_shell.window.page.stream, total_bets=19)
    live_shell.window.apply_store_events([BetsChanged(stream, ())])
    assert "19 bets" in visible_words(dialog)


def test_enter_and_escape_cancel(live_shell, qtbot):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        live_shell.window.actions_by_name["deleteStreamAction"].trigger()
        dialog = live_shell.window.findChild(DeleteStreamDialog)
        qtbot.keyClick(dialog, key)
        qtbot.waitUntil(lambda: not live_shell.window.findChildren(DeleteStreamDialog))
    qtbot.wait(100)
    assert len(live_shell.streams()) == 2
