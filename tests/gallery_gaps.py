"""The gallery's pictures of missed rounds."""

from dataclasses import replace

from liveapp.domain.bets import Bet, Heartbeat, SeedPair
from tests.gallery_tools import Gallery, opened_dialog, wait, wait_until
from tests.shell import Shell

SEEDS = SeedPair("c0ffee" + "5d" * 29, "evening-run")


def bets_with_gaps() -> list[Bet | Heartbeat]:
    """Rounds of which some are missing, some are known by heartbeats, and some only by what they paid."""
    plain = Bet(SEEDS, "", 1, 0.0001, 0.0, "medium", 1.11, 2.0, None, "btc")
    missing = {*range(410, 425), 431, *range(452, 455), 457, 459}
    rounds: list[Bet | Heartbeat] = []
    for nonce in range(1, 471):
        if nonce in missing:
            continue
        if nonce % 7 == 3:
            rounds.append(Heartbeat(SEEDS, nonce, 1.0))
        else:
            bet = replace(plain, antebot_bet_id=f"gap-{nonce}", nonce=nonce, round_result=1.1 + nonce % 5)
            is_won = nonce % 4 == 0
            rounds.append(
                replace(
                    bet,
                    payout=0.0002 if is_won else 0.0,
                    is_stand_in=nonce % 6 == 0,
                    round_result=2.0 * is_won if nonce % 6 == 0 else bet.round_result,
                )
            )
    return rounds


def show_missed_rounds(gallery: Gallery, shell: Shell) -> None:
    window, missed = shell.window, shell.window.missed_rounds
    former = window.page.stream
    shell.store.writer.record(bets_with_gaps())
    stream = next(one for one in shell.streams() if one.seeds == SEEDS)
    wait_until(lambda: window.panel.model.row_of(stream.key) is not None)
    window.open_stream(stream.key)
    wait_until(lambda: window.page.stream is not None and window.page.stream.seeds == SEEDS)
    wait(500)
    for toast in window.toasts.toasts:
        toast.close_toast()
    gallery.take_themes("missing-in-header-and-table", window)
    window.bets.view.choose_row(window.bets.model.row_of_nonce(450).row)
    window.bets.detail.open()
    gallery.take_themes("stand-in-in-the-details", window)
    window.bets.detail.close()
    size = window.size()
    window.resize(680, 480)
    gallery.take_themes("missing-smallest", window)
    window.actions_by_name["togglePanelAction"].trigger()
    gallery.take("missing-smallest-folded", window)
    window.actions_by_name["togglePanelAction"].trigger()
    window.resize(size)
    missed.open()
    dialog = opened_dialog(window)
    wait(300)
    gallery.take_themes("missed-rounds", dialog)
    shell.store.writer.record([Heartbeat(SEEDS, nonce, 1.0) for nonce in range(480, 5000, 2)])
    wait(1500)
    gallery.take_themes("missed-rounds-very-many", dialog)
    shell.store.writer.record([Heartbeat(SEEDS, nonce, 1.0) for nonce in range(1, 5000)])
    wait(1500)
    gallery.take_themes("missed-rounds-none", dialog)
    dialog.reject()
    shell.store.writer.delete_stream(stream.id)
    if former is not None:
        window.open_stream(former.key)
    wait(300)
