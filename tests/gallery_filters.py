"""The gallery's pictures of filters, of the details of a bet, and of the question before an export."""

from liveapp.domain.bets import BetOutcome
from liveapp.domain.queries import BetFilter
from liveapp.ui.bets.filter_kinds import TIMES
from tests.gallery_tools import Gallery, opened_dialog, wait
from tests.shell import Shell, delete_what_waits

CHIPS = BetFilter(
    1.5, "medium", BetOutcome.WON, None, 1_000, 9_000, 1_700_000_000_000_000, 1_900_000_000_000_000
)
SIZES_PX = {"small-screen": (1366, 720), "at-150-percent": (960, 560), "smallest": (680, 480)}


def show_filters(gallery: Gallery, shell: Shell) -> None:
    window, bets = shell.window, shell.window.bets
    first_size = window.size()
    bets.filter_bar.set_filter(CHIPS)
    wait(600)
    for name, size_px in SIZES_PX.items():
        window.resize(*size_px)
        bets.detail.close()
        gallery.take_themes(f"filter-chips-{name}", window)
        bets.view.choose_row(bets.model.rowCount() // 2)
        bets.detail.open()
        gallery.take_themes(f"details-{name}", window)
    window.resize(first_size)
    bets.view.clearSelection()
    gallery.take("details-without-a-row", window)
    bets.detail.close()
    bets.filter_bar.min_multiplier.lineEdit().setText("1.5.5")
    gallery.take_themes("filter-not-understood", bets.filter_bar)
    show_questions(gallery, shell)
    bets.filter_bar.clear_filter()
    wait(300)


def show_questions(gallery: Gallery, shell: Shell) -> None:
    window = shell.window
    window.bets.filter_bar.chips.edit(TIMES)
    dialog = opened_dialog(window)
    gallery.take_themes("filter-by-time", dialog)
    dialog.fields[0].setText("tomorrow, perhaps")
    dialog.accept()
    gallery.take("filter-by-time-not-understood", dialog)
    dialog.reject()
    delete_what_waits()
    window.actions_by_name["exportCsvAction"].trigger()
    gallery.take_themes("export-which-bets", opened_dialog(window))
    opened_dialog(window).reject()
    delete_what_waits()
