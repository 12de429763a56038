"""The gallery's pictures of the tab that proves a stream, and of the dialog that reveals a server seed."""

from liveapp.domain.jobs import Cancelled, JobEnded, JobStarted
from liveapp.domain.proof_jobs import SeedVerification, SeedVerified
from tests.gallery_tools import Gallery, opened_dialog, wait, wait_until
from tests.shell import Shell, delete_what_waits
from tests.unit.ui.proof.values import OTHER_SEED, OWN, SEED, TWIN, judge, played, tampered

LEAST_SIZE_PX = (680, 480)
REQUEST = SeedVerification(OWN.server_seed_hashed)


def show_proof(gallery: Gallery, shell: Shell) -> None:
    window, writer = shell.window, shell.store.writer
    former, size = window.page.stream, window.size()
    writer.record([*played(range(1, 1_000)), *tampered(range(1_000, 1_200))])
    writer.record(played(range(1, 300), TWIN, shift=1))
    wait(400)
    show(shell, OWN)
    window.actions_by_name["showProofTabAction"].trigger()
    gallery.take_themes("seed-asked-for", window)
    enter_seeds(gallery, shell)
    writer.reveal_seed(SEED)
    show_progress(gallery, shell)
    judge(shell.store, stream_of(shell, OWN))
    judge(shell.store, stream_of(shell, TWIN))
    wait(1_500)
    gallery.take_themes("seed-differs", window)
    show(shell, TWIN)
    gallery.take("seed-pattern", window)
    window.resize(*LEAST_SIZE_PX)
    gallery.take("seed-pattern-smallest", window)
    window.resize(size)
    window.actions_by_name["showBetsTabAction"].trigger()
    window.open_stream(former)


def enter_seeds(gallery: Gallery, shell: Shell) -> None:
    """What the dialog and the field say of a seed."""
    window = shell.window
    window.actions_by_name["revealSeedAction"].trigger()
    dialog = opened_dialog(window)
    for name, text in (
        ("empty", ""),
        ("own", SEED),
        ("nobodys", OTHER_SEED),
        ("upper-case", SEED.upper()),
        ("hash", OWN.server_seed_hashed),
        ("cut", SEED[:-2]),
    ):
        dialog.entry.edit.setText(text)
        wait(150)
        gallery.take_themes(f"seed-{name}-dialog", dialog)
    dialog.reject()
    delete_what_waits()
    window.proof.section.entry.edit.setText(SEED)
    wait(150)
    window.resize(*LEAST_SIZE_PX)
    gallery.take("seed-entered-smallest", window)
    window.resize(1_100, 700)
    window.proof.section.entry.clear()


def show_progress(gallery: Gallery, shell: Shell) -> None:
    window = shell.window
    window.apply_job_events([JobStarted(8, REQUEST)])
    judge(shell.store, stream_of(shell, OWN), 400)
    wait(400)
    gallery.take_themes("seed-being-proven", window)
    window.apply_job_events([JobEnded(8, REQUEST, Cancelled(SeedVerified(())))])
    wait_until(window.proof.section.result.go_on.isVisible)
    gallery.take("seed-stopped", window)


def show(shell: Shell, seeds) -> None:
    shell.window.open_stream(stream_of(shell, seeds).key)
    wait_until(lambda: shell.window.page.stream.seeds == seeds)
    wait(1_300)


def stream_of(shell: Shell, seeds):
    return next(one for one in shell.streams() if one.seeds == seeds)
