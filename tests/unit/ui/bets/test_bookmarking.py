"""What is wished for bookmarks, carried out on a real store in the whole window."""

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.queries import BetFilter
from liveapp.ui.bets.bookmarking import BET_GONE
from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.table_bookmarks import BookmarkWish
from tests.shell import focus


def texts(window) -> list[str]:
    return [toast.text for toast in window.toasts.toasts]


@pytest.fixture
def bets(live_shell):
    return live_shell.window.bets


def bookmarks(shell) -> dict[int, str | None]:
    stored = shell.store.reader.bookmarks(shell.window.page.stream.id)
    return {one.nonce: one.note for one in stored}


def test_b_stores_a_bookmark_and_shows_its_star_and_again_ends_it(live_shell, bets, qtbot) -> None:
    focus(qtbot, live_shell.window, bets.view)
    bets.view.choose_row(4)
    qtbot.keyClick(bets.view, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: len(bets.model.bookmarks) == 1)
    assert bookmarks(live_shell) == {5: None}
    assert bets.model.index(4, Column.BOOKMARK).data() == "★"
    qtbot.keyClick(bets.view, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: len(bets.model.bookmarks) == 0)
    assert bookmarks(live_shell) == {}
    assert texts(live_shell.window) == []


def test_a_note_that_goes_with_its_bookmark_comes_back_by_undo(live_shell, bets, qtbot) -> None:
    bets.view.choose_row(4)
    bets.detail.open()
    qtbot.waitUntil(lambda: bets.detail.pane.words == "Round 5")
    bets.detail.pane.note.edit.setPlainText("why")
    bets.detail.pane.note.save_button.click()
    qtbot.waitUntil(lambda: bookmarks(live_shell) == {5: "why"})
    qtbot.waitUntil(bets.detail.pane.star.isChecked)
    assert not bets.detail.pane.note.is_changed
    bets.detail.pane.star.click()
    qtbot.waitUntil(lambda: texts(live_shell.window) == ["Bookmark of round 5 and its note removed"])
    assert bookmarks(live_shell) == {}
    live_shell.window.toasts.toasts[0].message.act()
    qtbot.waitUntil(lambda: bookmarks(live_shell) == {5: "why"})


def test_several_that_are_removed_at_once_come_back_together(live_shell, bets, qtbot) -> None:
    bets.view.selectAll()
    bets.bookmarks.toggle_chosen()
    qtbot.waitUntil(lambda: len(bets.model.bookmarks) == 20)
    bets.bookmarks.toggle_chosen()
    qtbot.waitUntil(lambda: texts(live_shell.window) == ["20 bookmarks removed"])
    qtbot.waitUntil(lambda: len(bets.model.bookmarks) == 0)
    live_shell.window.toasts.toasts[0].message.act()
    qtbot.waitUntil(lambda: len(bets.model.bookmarks) == 20)


def test_with_only_bookmarked_bets_shown_rows_come_and_go_with_their_bookmarks(
    live_shell, bets, qtbot
) -> None:
    stream_id = live_shell.window.page.stream.id
    ids = [bets.model.id_at(row) for row in (3, 5)]
    bets.filter_bar.set_filter(BetFilter(is_bookmarked=True))
    qtbot.waitUntil(lambda: bets.model.is_complete and bets.model.rowCount() == 0)
    for bet_id in ids:
        live_shell.store.writer.set_bookmark(stream_id, bet_id, None)
    qtbot.waitUntil(lambda: bets.model.rowCount() == 2)
    qtbot.waitUntil(lambda: sum(total.bets for total in bets.sums.totals) == 2)
    bets.view.choose_row(0)
    bets.bookmarks.toggle_chosen()
    qtbot.waitUntil(lambda: bets.model.rowCount() == 1)
    assert bets.model.id_at(0) == ids[1]


def test_a_bet_that_is_gone_by_then_is_told(live_shell, bets, qtbot) -> None:
    wish = BookmarkWish(live_shell.window.page.stream.id, to_set=[(12_345, None)])
    live_shell.window.bookmarking.carry_out(wish)
    qtbot.waitUntil(lambda: texts(live_shell.window) == [BET_GONE])


def test_a_bookmark_that_somebody_else_removed_first_is_removed(live_shell, bets, qtbot) -> None:
    stream_id = live_shell.window.page.stream.id
    made = [live_shell.store.writer.set_bookmark(stream_id, bets.model.id_at(row), None) for row in (0, 1)]
    qtbot.waitUntil(lambda: len(bets.model.bookmarks) == 2)
    live_shell.store.writer.remove_bookmark(stream_id, made[0].bet_id)
    live_shell.window.bookmarking.carry_out(BookmarkWish(stream_id, to_remove=made))
    qtbot.waitUntil(lambda: len(bets.model.bookmarks) == 0)


def test_a_note_that_is_refused_is_told_in_words(live_shell, bets, qtbot) -> None:
    wish = BookmarkWish(live_shell.window.page.stream.id, to_set=[(bets.model.id_at(0), "x" * 1001)])
    live_shell.window.bookmarking.carry_out(wish)
    qtbot.waitUntil(lambda: texts(live_shell.window) == ["A note cannot exceed 1000 characters."])


def test_what_cannot_be_stored_is_told_as_any_fault_of_the_database(live_shell, bets, qtbot) -> None:
    live_shell.store.close()
    with qtbot.waitSignal(live_shell.window.bookmarking.fault_met):
        bets.view.choose_row(0)
        bets.bookmarks.toggle_chosen()


def test_the_bookmarks_of_a_deleted_stream_come_back_with_it(live_shell, bets, qtbot) -> None:
    stream_id = live_shell.window.page.stream.id
    bet_id = bets.model.id_at(2)
    live_shell.store.writer.set_bookmark(stream_id, bet_id, "why")
    qtbot.waitUntil(lambda: bet_id in bets.model.bookmarks)
    live_shell.store.writer.delete_stream(stream_id, can_be_undone=True)
    qtbot.waitUntil(lambda: live_shell.window.page.stream.id != stream_id)
    assert len(bets.model.bookmarks) == 0
    stream = live_shell.store.writer.undelete_stream(stream_id)
    live_shell.window.open_stream(stream)
    qtbot.waitUntil(lambda: bet_id in bets.model.bookmarks)
    assert bets.model.bookmarks.get(bet_id).note == "why"
