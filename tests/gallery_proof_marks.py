"""The gallery's pictures of proofs: in list, header, menu and messages; seeds of a file."""

from PySide6.QtCore import QPoint

from liveapp.domain.bets import Bet, SeedPair
from liveapp.domain.jobs import Finished, JobEnded, JobProgressed, JobStarted, Progress
from liveapp.domain.proof_jobs import SeedVerification, SeedVerified
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.verdicts import Verdict
from tests.gallery_tools import Gallery, opened_dialog, wait, wait_until
from tests.hostile import MARKUP
from tests.shell import Shell, delete_what_waits

BETS = 345
SEEDS = {name: f"{number:064x}" for number, name in enumerate(("proven", "differing", "proving", "unproven"))}
VERDICTS = {
    "proven": [Verdict.VERIFIED] * BETS,
    "differing": [Verdict.RESULT_DIFFERS] * 3
    + [Verdict.UNVERIFIABLE] * 40
    + [Verdict.VERIFIED] * (BETS - 43),
    "proving": [Verdict.VERIFIED] * 112,
}


def show_proof_marks(gallery: Gallery, shell: Shell) -> None:
    window = shell.window
    former, size = window.page.stream, window.size()
    for name, seed in SEEDS.items():
        record(shell, seed, name)
    wait(1500)
    for name in VERDICTS:
        open_stream(shell, name)
        show_header(gallery, shell, name)
    window.resize(size)
    show_file(gallery, shell)
    window.open_stream(former)


def record(shell: Shell, seed: str, name: str) -> None:
    """A stream whose seed is known, of which some bets were compared, and some rounds missed."""
    seeds = SeedPair(hash_server_seed(seed), name)
    shell.store.writer.record(
        [
            Bet(seeds, f"{name}-{nonce}", nonce * 2, 1.0, 0.0, "easy", 24.5, None, None, "btc")
            for nonce in range(1, BETS + 1)
        ]
    )
    if name not in VERDICTS:
        return
    shell.store.writer.reveal_seed(seed)
    stream = stream_of(shell, name)
    bets = shell.store.reader.bets_to_prove(stream.key, 0, BETS)
    verdicts = zip((bet.id for bet in bets), VERDICTS[name], strict=False)
    shell.store.writer.set_verdicts(stream.key, list(verdicts))
    if name == "differing":
        shell.store.writer.set_alias(stream.id, "Evening run with a name that is too long for its row")


def stream_of(shell: Shell, name: str):
    return next(one for one in shell.streams() if one.seeds.client_seed == name)


def open_stream(shell: Shell, name: str) -> None:
    window = shell.window
    window.open_stream(stream_of(shell, name).key)
    wait_until(lambda: window.page.stream is not None and window.page.stream.seeds.client_seed == name)
    wait(400)


def show_header(gallery: Gallery, shell: Shell, name: str) -> None:
    window, stream = shell.window, stream_of(shell, name)
    request = SeedVerification(stream.seeds.server_seed_hashed)
    window.apply_job_events([JobStarted(9, request), JobProgressed(9, Progress(112, BETS))])
    for toast in window.toasts.toasts:
        toast.close_toast()
    gallery.take_themes(f"proof-{name}", window)
    window.resize(680, 480)
    gallery.take(f"proof-{name}-smallest", window)
    window.actions_by_name["togglePanelAction"].trigger()
    gallery.take(f"proof-{name}-smallest-folded", window)
    window.actions_by_name["togglePanelAction"].trigger()
    window.resize(1100, 700)
    if name != "proving":
        window.apply_job_events([JobEnded(9, request, Finished(SeedVerified((stream,))))])
        gallery.take(f"proof-{name}-told", window)
        menu = window.page.header.more_button.menu()
        menu.popup(QPoint(0, 0))
        menu.actions()[3].trigger()
        wait(200)
        gallery.take_themes(f"proof-{name}-menu", menu)
        menu.close()


def show_file(gallery: Gallery, shell: Shell) -> None:
    path = shell.program.settings.data_dir / "seeds.txt"
    lines = [*SEEDS.values(), *MARKUP, hash_server_seed(SEEDS["proven"]), "0f" * 31]
    path.write_text("\n".join(lines), encoding="utf-8")
    shell.window.proof_ways.seeds_file.open(path)
    wait(400)
    gallery.take_themes("proof-seeds-of-a-file", opened_dialog(shell.window))
    opened_dialog(shell.window).reject()
    shell.window.proof_ways.seeds_file.open(path.parent / "gone.txt")
    wait(400)
    gallery.take("proof-seeds-of-no-file", opened_dialog(shell.window))
    opened_dialog(shell.window).reject()
    delete_what_waits()
