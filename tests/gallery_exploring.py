"""The gallery's pictures of exploring a seed."""

from liveapp.domain.bets import SeedPair
from liveapp.domain.pump import hash_server_seed
from tests.gallery_tools import Gallery, wait, wait_until
from tests.shell import Shell, bet

SERVER_SEED = "0c3e5f" * 10 + "a7b9"
SEEDS = SeedPair(hash_server_seed(SERVER_SEED), "last-week")


def show_exploring(gallery: Gallery, shell: Shell) -> None:
    window, exploring = shell.window, shell.window.work.exploring
    former = window.page.stream
    shell.store.writer.record([bet(SEEDS, nonce, difficulty="expert") for nonce in range(1, 50)])
    stream = next(one for one in shell.streams() if one.seeds == SEEDS)
    shell.store.writer.reveal_seed(SERVER_SEED)
    dialog = exploring.open()
    gallery.take_themes("explore-empty", dialog)
    dialog.form.server_seed.setText("not a seed of any stream")
    dialog.form.nonce_to.setText("99,000,000")
    wait(400)
    gallery.take_themes("explore-too-many", dialog)
    wait_until(lambda: window.panel.model.row_of(stream.key) is not None)
    window.open_stream(stream.key)
    wait_until(lambda: window.actions_by_name["exploreStreamAction"].isEnabled())
    exploring.open_for_stream()
    wait_until(lambda: dialog.form.server_seed.seed == SERVER_SEED)
    dialog.form.nonce_to.setText("3,000,000")
    dialog._explore.click()
    wait(800)
    gallery.take_themes("explore-running", dialog)
    dialog._cancel.click()
    wait_until(lambda: exploring._job_id is None)
    dialog.form.nonce_to.setText("40,000")
    dialog._explore.click()
    wait_until(lambda: dialog.model.rowCount() > 0)
    dialog.view.selectRow(2)
    gallery.take_themes("explored", dialog)
    size = dialog.size()
    dialog.resize(dialog.minimumSizeHint())
    gallery.take_themes("explored-smallest", dialog)
    dialog.resize(size)
    dialog.reject()
    shell.store.writer.delete_stream(stream.id)
    if former is not None:
        window.open_stream(former.key)
    wait(300)
