"""The gallery's pictures of all streams at a glance."""

from liveapp.domain.bets import SeedPair
from liveapp.ui.overview.columns import Column
from tests.gallery_tools import Gallery, wait, wait_until
from tests.shell import Shell, bet


def show_overview(gallery: Gallery, shell: Shell) -> None:
    window, writer = shell.window, shell.store.writer
    seeds = SeedPair("5e" * 32, "both")
    writer.record(
        [
            bet(
                seeds,
                nonce,
                currency="btc" if nonce % 3 else "usdt",
                round_target=2.0,
                payout=nonce % 2 * 0.99,
            )
            for nonce in range(1, 400)
        ]
    )
    stream = next(one for one in shell.streams() if one.seeds == seeds)
    writer.set_alias(stream.id, "Two currencies")
    writer.set_notes(stream.id, "First line of a note\nand a second one", None)
    wait_until(lambda: window.panel.model.row_of(stream.key) is not None)
    page = window.glance.open()
    wait_until(lambda: page.many.waiting == 0)
    wait(300)
    gallery.take_themes("overview", window)
    page.view.selectAll()
    for column in Column:
        page.view.setColumnHidden(column, False)
    wait(300)
    gallery.take_themes("overview-selected", window)
    page.head.filter.setText("nobody")
    page.head.wait.setText("often")
    page.head.wait.editingFinished.emit()
    wait(300)
    gallery.take_themes("overview-nothing-found", window)
    page.head.filter.clear()
    page.head.show_multiplier(page.many.multiplier)
    size = window.size()
    window.resize(window.minimumSize())
    wait(300)
    gallery.take_themes("overview-smallest", window)
    window.resize(size)
    page.view.restore_columns({"columns": ",".join(column.name for column in Column)})
    window.glance.leave()
    writer.delete_stream(stream.id)
    wait(300)
