"""What leads to all streams at a glance, and back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog

from tests.shell import FIRST_SEEDS, SECOND_SEEDS, bet, focus, show_stream


@pytest.fixture
def window(live_shell, qtbot):
    """The window with the overview open; it shows the first of two streams."""
    show_stream(qtbot, live_shell, FIRST_SEEDS)
    window = live_shell.window
    window.actions_by_name["overviewAction"].trigger()
    assert is_open(window)
    qtbot.waitUntil(window.glance.page.isVisible)
    return window


def is_open(window) -> bool:
    return window.glance.is_open and not window.page.isVisible()


def test_it_is_made_when_it_is_first_wanted(live_shell) -> None:
    assert live_shell.window.glance.page is None
    live_shell.window.panel.head._overview.click()
    assert live_shell.window.glance.page.isVisible()
    assert not live_shell.window.panel.isHidden()


def test_actions_esc_and_back_lead_to_the_stream_and_give_its_table_the_keyboard(window, qtbot) -> None:
    for name in ("overviewAction", "backAction", "showWaitsTabAction", "showBetsTabAction"):
        window.actions_by_name[name].trigger()
        assert not is_open(window)
        assert window.page.isVisible()
        assert window.page.stream.seeds == FIRST_SEEDS
        assert not window.actions_by_name["overviewAction"].isChecked()
        assert window.page.current_tab is (window.waits if name == "showWaitsTabAction" else window.bets)
        window.glance.open()
    view, field = window.glance.page.view, window.glance.page.head.filter
    focus(qtbot, window, view)
    qtbot.keyClick(view, Qt.Key.Key_Slash)
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_Slash)
    assert field.text() == "/"
    field.clear()
    focus(qtbot, window, view)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not is_open(window)
    assert window.focusWidget() is window.bets.view
    qtbot.keyClick(window.bets.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.bets.filter_bar.min_multiplier.hasFocus)
    window.glance.open()
    window.panel.search.setFocus()
    window.panel.left.emit()
    assert window.focusWidget() is window.glance.page.view


def test_choosing_a_stream_anywhere_leads_to_it(window, live_shell, qtbot) -> None:
    show_stream(qtbot, live_shell, SECOND_SEEDS)
    assert not is_open(window)
    window.glance.open()
    current = window.panel.view.currentIndex()
    place = window.panel.view.visualRect(current).center()
    qtbot.mouseClick(window.panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not is_open(window)
    page = window.glance.open()
    page.view.selectRow(page.model.rows_of([window.page.stream.key])[0])
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert not is_open(window)
    assert window.page.stream.seeds == SECOND_SEEDS


def test_it_stays_where_the_shown_stream_is_deleted_and_goes_with_the_last(window, live_shell, qtbot) -> None:
    first, second = (
        next(s for s in live_shell.streams() if s.seeds == seeds) for seeds in (FIRST_SEEDS, SECOND_SEEDS)
    )
    live_shell.store.writer.delete_stream(first.id)
    qtbot.waitUntil(lambda: window.page.stream is not None and window.page.stream.key == second.key)
    assert is_open(window)
    assert window.glance.page.model.total == 1
    live_shell.store.writer.delete_stream(second.id)
    qtbot.waitUntil(lambda: not window.glance.is_open)
    assert not window.actions_by_name["overviewAction"].isEnabled()


def test_what_is_for_the_hidden_page_cannot_be_done_meanwhile(window) -> None:
    actions = window.actions_by_name
    for name in ("deleteStreamAction", "editNotesAction", "copyRowsAction", "bookmarkAction"):
        assert not actions[name].isEnabled()
    window.glance.leave()
    for name in ("deleteStreamAction", "editNotesAction", "bookmarkAction"):
        assert actions[name].isEnabled()


def test_it_follows_what_is_recorded_and_leads_to_files_and_comparisons(
    window, live_shell, tmp_path, monkeypatch, qtbot
) -> None:
    page = window.glance.page
    live_shell.store.writer.record([bet(FIRST_SEEDS, 77)])
    qtbot.waitUntil(lambda: 77 in [row.span.last.nonce for row in page.model.rows() if row.span])
    target = tmp_path / "all.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.buttons.csv.click()
    qtbot.waitUntil(lambda: any("Saved all.csv" in toast.text for toast in window.toasts.toasts))
    assert len(target.read_text(encoding="utf-8-sig").splitlines()) == 3
    page.view.selectAll()
    with qtbot.waitSignal(window.glance.compare_requested) as asked:
        page.buttons.compare.click()
    assert len(asked.args[0]) == 2


def test_the_window_is_named_by_what_it_shows(window) -> None:
    assert window.windowTitle() == "Overview – liveapp"
    window.glance.leave()
    assert window.windowTitle() == f"{window.page.stream.name} – liveapp"


def test_messages_stand_over_its_head_and_never_over_its_rows(window, qtbot) -> None:
    view = window.glance.page.view
    for number in range(2):
        window.toasts.show_toast(f"Message {number}")
    rows_top = view.viewport().mapToGlobal(QPoint(0, 0)).y()
    for toast in window.toasts.toasts:
        assert toast.mapToGlobal(QPoint(0, toast.height())).y() <= rows_top


def test_its_columns_are_kept_and_that_it_was_open_is_not(window, live_shell) -> None:
    window.glance.page.head.kind.setCurrentText("Pinned")
    window._memory.save_now()
    other = live_shell.open_window()
    assert not other.glance.is_open
    assert other.glance.page is None
    assert other.glance.save_state()["kind"] == "PINNED"
    assert other.glance.open().head.kind.currentText() == "Pinned"
