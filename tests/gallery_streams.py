"""The gallery's pictures of the side panel: many streams, several selected, folded, paused, its dialogs."""

from PySide6.QtCore import QItemSelectionModel

from liveapp.domain.bets import Bet, SeedPair
from tests.gallery_tools import Gallery, opened_dialog, wait, wait_until
from tests.hostile import MARKUP
from tests.shell import Shell, delete_what_waits

STREAMS = 300


def show_streams(gallery: Gallery, shell: Shell) -> None:
    window, panel = shell.window, shell.window.panel
    for number in range(STREAMS):
        seed = MARKUP[number // 7 % len(MARKUP)] if number % 7 == 0 else f"session {number}"
        seeds = SeedPair(f"{number * 7919:03x}" * 20, seed)
        shell.store.writer.record(
            [
                Bet(seeds, f"{number}-{nonce}", nonce, 1.0, 0.0, "easy", 1.0 + nonce * number)
                for nonce in (1, 2)
            ]
        )
    streams = shell.streams()
    shell.store.writer.set_alias(streams[3].id, "Evening run")
    shell.store.writer.set_alias(streams[5].id, MARKUP[0])
    for place in (3, STREAMS + 2):
        shell.store.writer.set_pinned(streams[place].id, True)
    wait_until(lambda: panel.model.total > STREAMS)
    wait(1500)
    gallery.take_themes("streams-300", window)
    bar = panel.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    gallery.take_themes("streams-days", window)
    bar.setValue(0)
    panel.auto_follow_action.setChecked(True)
    for row in (2, 3, 6):
        index = panel.model.index(row, 0)
        panel.view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    panel.view.setFocus()
    gallery.take_themes("streams-selected-and-auto-follow-paused", window)
    panel.menus.delete_requested.emit(panel.view.selected_streams())
    take_and_close(gallery, "streams-delete", shell)
    window.commands.marks.edit_alias(panel.model.stream_at(0))
    take_and_close(gallery, "stream-alias", shell)
    menu = panel.menus.menu(panel.view.selected_streams())
    gallery.take("streams-menu", menu)
    menu.deleteLater()
    panel.search.setText("session 12")
    gallery.take("streams-search", window)
    panel.search.clear()
    size = window.size()
    window.resize(window.minimumSize())
    wait(100)
    gallery.take("streams-smallest", window)
    window.actions_by_name["togglePanelAction"].trigger()
    gallery.take_themes("panel-folded-smallest", window)
    window.resize(size)
    gallery.take("panel-folded", window)
    window.actions_by_name["togglePanelAction"].trigger()
    panel.auto_follow_action.setChecked(False)


def take_and_close(gallery: Gallery, name: str, shell: Shell) -> None:
    dialog = opened_dialog(shell.window)
    gallery.take_themes(name, dialog)
    dialog.reject()
    delete_what_waits()
