"""The gallery's pictures of what the bet table tells of proofs, and of a bet's calculation."""

from dataclasses import replace

from liveapp.domain.bets import SeedPair
from liveapp.domain.verdicts import DIFFERING
from tests.gallery_tools import Gallery, opened_dialog, wait, wait_until
from tests.shell import Shell, delete_what_waits
from tests.unit.ui.proof.values import OWN, SEED, judge, played, tampered

LEAST_SIZE_PX = (680, 480)
SEEDS = SeedPair(OWN.server_seed_hashed, "verdicts")


def show_verdicts(gallery: Gallery, shell: Shell) -> None:
    window, bets, store = shell.window, shell.window.bets, shell.store
    former, size = window.page.stream, window.size()
    record_some(shell)
    stream = next(one for one in shell.streams() if one.seeds == SEEDS)
    window.open_stream(stream.key)
    wait_until(lambda: bets.model.is_complete and bets.model.rowCount() == 420)
    show_calculation(gallery, shell, "calculation-without-a-seed", 3)
    store.writer.reveal_seed(SEED)
    judge(store, stream)
    wait(600)
    bets.view.verticalScrollBar().setValue(0)
    gallery.take_themes("verdicts", window)
    bets.go_to_nonce(7)
    bets.detail.open()
    wait(300)
    gallery.take_themes("verdict-details", window)
    bets.show_verdicts(DIFFERING)
    wait(600)
    gallery.take("verdicts-differing", window)
    window.resize(*LEAST_SIZE_PX)
    gallery.take("verdicts-smallest", window)
    window.resize(size)
    show_calculation(gallery, shell, "calculation", 1)
    bets.detail.close()
    bets.filter_bar.clear_filter()
    window.open_stream(former)


def record_some(shell: Shell) -> None:
    wrong_paid = [
        replace(bet, round_target=bet.round_result, payout=0.5) for bet in played(range(401, 411), SEEDS)
    ]
    unknown = [
        replace(bet, round_result=0.0, payout=0.0, is_stand_in=True) for bet in played(range(411, 421), SEEDS)
    ]
    right = [nonce for nonce in range(1, 401) if nonce % 7]
    shell.store.writer.record(
        [*played(right, SEEDS), *tampered(range(7, 401, 7), SEEDS), *wrong_paid, *unknown]
    )


def show_calculation(gallery: Gallery, shell: Shell, name: str, row: int) -> None:
    window, bets = shell.window, shell.window.bets
    bets.view.choose_row(row)
    wait_until(lambda: bets.model.bet_at(row) is not None)
    wait(200)
    window.actions_by_name["showCalculationAction"].trigger()
    dialog = opened_dialog(window)
    gallery.take_themes(name, dialog)
    dialog.resize(*LEAST_SIZE_PX)
    gallery.take(f"{name}-smallest", dialog)
    dialog.reject()
    delete_what_waits()
