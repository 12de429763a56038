"""A window that was killed opens as it was; one that was never opened fits its screen."""

import json

import pytest
from PySide6.QtCore import Qt

from liveapp.app.core.state_file import WINDOW_STATE_FILE
from liveapp.ui.bets.columns import Column
from tests.shell import SECOND_SEEDS, show_stream


@pytest.fixture
def kept(program):
    """What the file holds by now."""
    path = program.settings.data_dir / WINDOW_STATE_FILE
    return lambda: json.loads(path.read_bytes()) if path.exists() else {}


def change_order(shell):
    shell.window.bets.view.horizontalHeader().setSortIndicator(
        Column.MULTIPLIER, Qt.SortOrder.DescendingOrder
    )


def widen_column(shell):
    shell.window.bets.view.setColumnWidth(Column.TIME, 333)


def move_column(shell):
    shell.window.bets.view.horizontalHeader().moveSection(0, 3)


def change_filter(shell):
    shell.window.bets.filter_bar.difficulty.setCurrentText("hard")


def move_splitter(shell):
    shell.window._body._splitter.moveSplitter(350, 1)


def order_streams(shell):
    shell.window.panel.head.order_choice.setCurrentIndex(1)


def toggle_auto_follow(shell):
    shell.window.panel.auto_follow_action.toggle()


def fold_panel(shell):
    shell.window.actions_by_name["togglePanelAction"].trigger()


def hold_rows(shell):
    shell.window.bets.toggle_following()


def show_tab(shell):
    shell.window.actions_by_name["showProofTabAction"].trigger()


def resize(shell):
    shell.window.resize(shell.window.width() - 30, shell.window.height() - 20)


CHANGES = (
    (hold_rows, "bets"),
    (change_order, "bets"),
    (widen_column, "bets"),
    (move_column, "bets"),
    (change_filter, "bets"),
    (move_splitter, "splitter"),
    (order_streams, "streams"),
    (toggle_auto_follow, "auto_follow"),
    (fold_panel, "streams"),
    (show_tab, "page"),
    (resize, "geometry"),
)


def test_what_the_user_changes_is_in_the_file_soon_without_a_close(live_shell, qtbot, kept):
    live_shell.window._memory._saver._timer.setInterval(50)
    for change, name in CHANGES:
        live_shell.window._memory.save_now()
        before = kept()[name]
        change(live_shell)
        assert kept()[name] == before, change.__name__
        qtbot.waitUntil(lambda name=name, before=before: kept()[name] != before)


def test_the_stream_that_is_shown_is_kept_too(live_shell, qtbot, kept):
    show_stream(qtbot, live_shell, SECOND_SEEDS)
    key = str(live_shell.window.page.stream.key)
    qtbot.waitUntil(lambda: kept().get("stream") == key)


def test_the_stream_of_the_last_time_is_not_forgotten_before_the_list_is_read(make_shell, program, kept):
    (program.settings.data_dir / WINDOW_STATE_FILE).write_text('{"stream": "7"}', encoding="utf-8")
    shell = make_shell()
    shell.window._memory.save_now()
    assert kept()["stream"] == "7"


def test_the_first_window_is_inside_its_screen(shell):
    available = shell.window.screen().availableGeometry()
    assert available.contains(shell.window.geometry())
