"""The gallery's pictures of bookmarks: stars, notes, and the marks beside the scroll bar."""

from liveapp.domain.queries import ALL_BETS, BetFilter
from tests.gallery_tools import Gallery, wait, wait_until
from tests.shell import Shell

SIZES_PX = {"small-screen": (1366, 720), "smallest": (680, 480)}
NOTE = "The highest of the evening. The bot had stopped at 50 losses; this came right after it."
MARKED = (12, 13, 700, 1404, 1405, 1406, 2600)
"""Rows that are bookmarked, the last of them with a note."""


def show_bookmarks(gallery: Gallery, shell: Shell) -> None:
    window, bets = shell.window, shell.window.bets
    first_size, writer = window.size(), shell.store.writer
    wait_until(lambda: window.page.stream is not None and bets.model.is_complete)
    stream_id = window.page.stream.id
    ids = [bets.model.id_at(row) for row in MARKED]
    for bet_id in ids:
        writer.set_bookmark(stream_id, bet_id, NOTE if bet_id == ids[-1] else None)
    wait_until(lambda: len(bets.model.bookmarks) == len(ids))
    bets.filter_bar.set_filter(BetFilter(min_multiplier=50))
    wait(600)
    bets.filter_bar.set_filter(ALL_BETS)
    wait(900)
    for name, size_px in SIZES_PX.items():
        window.resize(*size_px)
        bets.view.choose_row(MARKED[3])
        bets.detail.close()
        gallery.take_themes(f"bookmarks-{name}", window)
        bets.view.choose_row(MARKED[-1])
        bets.detail.open()
        gallery.take_themes(f"bookmark-note-{name}", window)
    bets.detail.pane.note.edit.appendPlainText("Not saved yet.")
    bets.detail.pane.note.edit.setFocus()
    writer.set_bookmark(stream_id, ids[-1], "Changed by a script.")
    window.resize(*SIZES_PX["small-screen"])
    wait(300)
    gallery.take_themes("bookmark-note-changed-meanwhile", window)
    bets.detail.close()
    bets.filter_bar.set_filter(BetFilter(is_bookmarked=True))
    wait(900)
    gallery.take_themes("bookmarked-only", window)
    bets.filter_bar.clear_filter()
    window.resize(first_size)
    wait(300)
