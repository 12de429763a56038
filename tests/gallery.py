"""Renders every state of the window to PNG files, at 100, 150 and 200 %, for people to look at.

    python -m tests.gallery FOLDER

needs no screen. Files go to FOLDER/100, FOLDER/150 and FOLDER/200. Names of functions behind FOLDER, such as
`show_keeping`, draw only what these show.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton

from liveapp.domain.bets import DIFFICULTIES, Bet, SeedPair
from liveapp.domain.errors import (
    StoreDetached,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
)
from liveapp.domain.jobs import (
    Cancelled,
    CsvExport,
    JobEnded,
    JobProgressed,
    JobStarted,
    Progress,
)
from liveapp.domain.pump import MULTIPLIERS, multiplier
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.storage.store import open_store
from liveapp.ui.faults.start_fault_dialog import StartFaultDialog
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.theme import apply_theme
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.window_place import first_place
from tests.gallery_alerts import show_alerts
from tests.gallery_bookmarks import show_bookmarks
from tests.gallery_charts import show_charts
from tests.gallery_clients import show_clients, show_install, show_pairing
from tests.gallery_comparing import show_comparing
from tests.gallery_exploring import show_exploring
from tests.gallery_filters import show_filters
from tests.gallery_gaps import show_missed_rounds
from tests.gallery_importing import show_importing
from tests.gallery_keeping import show_keeping
from tests.gallery_overview import show_overview
from tests.gallery_proof import show_proof
from tests.gallery_proof_marks import show_proof_marks
from tests.gallery_reports import show_reports
from tests.gallery_requests import show_requests
from tests.gallery_states import OTHER_DATA
from tests.gallery_streams import show_streams
from tests.gallery_tools import Gallery, opened_dialog, take_dialog, wait, wait_until
from tests.gallery_verdicts import show_verdicts
from tests.shell import RunningProgram, Shell, delete_what_waits

SCREENS_PX = {100: (1366, 768), 150: (1440, 900), 200: (2732, 1536)}
"""A screen for each scale: the smallest that the window is made for, a small one whose 150 % leave 960 by
600, and one at 200 % that leaves as much as the first."""

ON_THE_SMALLEST = ("show_stream", "show_first_size", "show_sizes", "show_dialogs", "show_importing")
"""What is drawn at 150 % too."""

MINUTE_US = 60_000_000
RECEIVING = ReceiverState(ReceiverPhase.RECEIVING, 17888, "http://127.0.0.1:17888")
FAULTS = (
    StoreFull("database or disk is full"),
    StoreLocked("database is locked"),
    StoreReadOnly("attempt to write a readonly database"),
    StoreTooNew("its version is 9"),
    StoreDetached(),
    StoreDetached(Path("/home/ada/.local/share/liveapp/backups/liveapp-saved-20260128-210301.sqlite3")),
)
NOTES = "Second evening on this pair. Target 3×, stops at 50 losses in a row."


def bets_of(seeds: SeedPair, difficulty: str, count: int, first: int = 1) -> list[Bet]:
    """Rounds as a bot would report them, computed by the real outcome function."""
    chance = random.Random(seeds.client_seed)
    targets = [MULTIPLIERS[difficulty][pumps] for pumps in (1, 2, 4, 7)]
    bets = []
    for nonce in range(first, first + count):
        result = multiplier(seeds.server_seed_hashed, seeds.client_seed, nonce, difficulty)
        target, amount = chance.choice(targets), chance.choice((0.0001, 0.00025, 0.001))
        won = result >= target
        bets.append(
            Bet(
                seeds,
                f"{seeds.client_seed}-{nonce}",
                nonce,
                amount,
                amount * target if won else 0.0,
                difficulty,
                result,
                target,
                target if won else 0.0,
                "btc",
                time.time_ns() // 1000 - (first + count - nonce) * 900_000,
            )
        )
    return bets


def fill(database: Path) -> None:
    """Streams of all ages, the youngest with many bets."""
    chance = random.Random(7)
    now_us = time.time_ns() // 1000
    names = ("night-run", "xK3_81bd", "Grandpa's lucky seed", "a1", "session 2026-02", "my-client")
    for number, name in enumerate(names):
        age_us = (len(names) - 1 - number) ** 3 * 4 * MINUTE_US
        store = open_store(database, lambda age_us=age_us: now_us - age_us)
        seeds = SeedPair(f"{chance.getrandbits(256):064x}", name)
        store.writer.record(
            bets_of(seeds, DIFFICULTIES[number % 4], 3000 if number == len(names) - 1 else 40 * number + 3)
        )
        if number in (2, len(names) - 1):
            store.writer.set_notes(store.reader.streams()[0][0].id, NOTES, None)
        store.close()


@contextmanager
def shell_on(folder: Path, fill_database: Callable[[Path], None] | None) -> Iterator[Shell]:
    """A shown window on a new data folder."""
    program = RunningProgram(folder)
    if fill_database is not None:
        fill_database(program.settings.database_path)
    store = open_store(program.settings.database_path)
    shell = Shell(program, store)
    shell.window.show()
    shell.window.show_receiver_state(RECEIVING)
    wait_until(lambda: shell.window.panel.is_loaded)
    yield shell
    shell.close()
    store.close()


def show_first_run(gallery: Gallery, folder: Path) -> None:
    with shell_on(folder, None) as shell:
        gallery.take_themes("first-run", shell.window)
        shell.window.show_receiver_state(
            ReceiverState(ReceiverPhase.PORT_IN_USE, 17888, None, "another copy of liveapp is using it")
        )
        gallery.take_themes("first-run-port-taken", shell.window)
        shell.window.show_receiver_state(ReceiverState(ReceiverPhase.STARTING, 17888))
        gallery.take("first-run-starting", shell.window)


def show_stream(gallery: Gallery, shell: Shell) -> None:
    window, page, bets = shell.window, shell.window.page, shell.window.bets
    wait_until(lambda: page.stream is not None and bets.model.rowCount() == page.stream.total_bets)
    seeds = page.stream.seeds
    for part in range(6):
        shell.store.writer.record(bets_of(seeds, "medium", 8, 3001 + 8 * part))
        wait(100)
    window.notices.status.refresh()
    gallery.take_themes("live-stream", window)
    window.actions_by_name["showProofTabAction"].trigger()
    gallery.take_themes("seed-and-proof", window)
    window.actions_by_name["showBetsTabAction"].trigger()
    bets.view.verticalScrollBar().setValue(0)
    shell.store.writer.record(bets_of(seeds, "medium", 57, 3049))
    wait(300)
    gallery.take_themes("scrolled-with-new-bets", window)
    bets.filter_bar.min_multiplier.setValue(50)
    wait(600)
    gallery.take_themes("filtered", window)
    bets.filter_bar.min_multiplier.setValue(90_000_000)
    wait(600)
    gallery.take("filtered-empty", window)
    bets.filter_bar.clear_filter()
    window.panel.search.setText("nothing like it")
    wait(300)
    gallery.take("search-empty", window)
    window.panel.search.clear()


def show_other_data(gallery: Gallery, scratch: Path) -> None:
    for name, fill_database in OTHER_DATA:
        with shell_on(scratch / name, fill_database) as shell:
            wait_until(lambda shell=shell: shell.window.page.stream is not None)
            wait(300)
            gallery.take_themes(name, shell.window)


def show_first_size(gallery: Gallery, shell: Shell) -> None:
    """As a window opens that was never moved; its screen is given by the scale."""
    shell.window.setGeometry(first_place(shell.window.screen().availableGeometry()))
    gallery.take_themes("first-size", shell.window)


def show_sizes(gallery: Gallery, shell: Shell) -> None:
    window = shell.window
    size = window.size()
    window.resize(window.minimumSize())
    wait(100)
    gallery.take("smallest", window)
    window.actions_by_name["togglePanelAction"].trigger()
    gallery.take_themes("panel-folded-smallest", window)
    window.resize(size)
    gallery.take("panel-folded", window)
    window.actions_by_name["togglePanelAction"].trigger()
    window.resize(760, 520)
    gallery.take("narrow", window)
    window.resize(1600, 900)
    gallery.take("wide", window)
    window.resize(size)


def show_receiver(gallery: Gallery, shell: Shell) -> None:
    window = shell.window
    window.show_receiver_state(
        ReceiverState(ReceiverPhase.PORT_IN_USE, 17888, None, "another copy of liveapp is using it")
    )
    gallery.take_themes("port-taken", window)
    window.show_receiver_state(ReceiverState(ReceiverPhase.FAILED, 17888, None, "permission denied"))
    gallery.take("receiver-failed", window)
    window.show_receiver_state(ReceiverState(ReceiverPhase.STOPPED, 17888))
    gallery.take("receiver-stopped", window)
    window.show_receiver_state(RECEIVING)


def show_toasts(gallery: Gallery, shell: Shell) -> None:
    window = shell.window
    told = (
        ("Ingest URL copied", None, ToastKind.GOOD),
        ("New stream 1a2b3c4d5e", "Open", ToastKind.NOTE),
        ("Exported stream_1a2b3c4d5e_my-client_3105_bets.csv", "Show in folder", ToastKind.GOOD),
        ("bets.csv could not be written: No space left on device", None, ToastKind.TROUBLE),
    )
    for text, action, kind in told:
        window.toasts.show_toast(text, action, kind)
    export = CsvExport(window.page.stream, Path("bets.csv"))
    window.apply_job_events(
        [JobStarted(1, export), JobProgressed(1, Progress(1234, 3105)), JobStarted(2, export)]
    )
    gallery.take_themes("toasts-and-export", window)
    for toast in window.toasts.toasts:
        toast.close_toast()
    gallery.take("bell", window)
    window.bell.open_list()
    gallery.take_themes("messages", window.bell.list)
    window.bell.list.close()
    window.job_strip.apply([JobEnded(job_id, export, Cancelled(None)) for job_id in (1, 2)])


def show_dialogs(gallery: Gallery, shell: Shell) -> None:
    window = shell.window
    for name in (
        "settingsAction",
        "editNotesAction",
        "editAliasAction",
        "deleteStreamAction",
        "exportAllAction",
        "keyboardHelpAction",
        "aboutAction",
    ):
        window.actions_by_name[name].trigger()
        dialog = opened_dialog(window)
        gallery.take_themes(name.removesuffix("Action"), dialog)
        vary(gallery, name, dialog, shell)
        dialog.reject()
        delete_what_waits()
    window.show_unexpected_error(
        "ValueError: not what was expected", "Traceback …\n  File “x.py”, line 1\nValueError"
    )
    gallery.take_themes("unexpected-error", opened_dialog(window))
    opened_dialog(window).reject()
    for number, fault in enumerate(FAULTS):
        dialog = StoreFaultDialog(fault, shell.program.settings.database_path, parent=window)
        take_dialog(gallery, f"fault-{number}-{type(fault).__name__}", dialog)
    reason = f"another liveapp uses {shell.program.settings.data_dir}; stop it, or give another --data-dir"
    take_dialog(gallery, "fault-at-the-start", StartFaultDialog(reason))


def vary(gallery: Gallery, name: str, dialog: QDialog, shell: Shell) -> None:
    """Other states of a dialog that has them."""
    if name == "settingsAction":
        next(one for one in dialog.findChildren(QPushButton) if "new token" in one.text()).click()
        dialog.show_problem("Port 18000 on 127.0.0.1 cannot be used: another program uses it")
        wait(100)
        gallery.take("settings-new-token-and-problem", dialog)
    elif name == "aboutAction":
        wait_until(lambda: dialog.view.model().rowCount() > 0)
        dialog.view.selectRow(2)
        gallery.take("about-licence", dialog)
    elif name == "editNotesAction":
        dialog.findChild(QPlainTextEdit).setPlainText("too long " * 120)
        shell.store.writer.set_notes(shell.window.page.stream.id, "Changed by a script.", None)
        wait(300)
        gallery.take("notes-too-long-and-changed-meanwhile", dialog)


def render(folder: Path, wanted: Sequence[str]) -> None:
    app = QApplication(sys.argv[:1])
    apply_theme(app, "light")
    folder.mkdir(parents=True, exist_ok=True)
    gallery = Gallery(app, folder)
    with tempfile.TemporaryDirectory() as scratch:
        if not wanted:
            show_first_run(gallery, Path(scratch) / "empty")
        if not wanted or "show_other_data" in wanted:
            show_other_data(gallery, Path(scratch))
        with shell_on(Path(scratch) / "filled", fill) as shell:
            for show in SHOWN:
                if not wanted or show.__name__ in wanted:
                    show(gallery, shell)


SHOWN = (
    show_first_size,
    show_stream,
    show_filters,
    show_alerts,
    show_bookmarks,
    show_sizes,
    show_receiver,
    show_requests,
    show_clients,
    show_pairing,
    show_install,
    show_toasts,
    show_dialogs,
    show_keeping,
    show_importing,
    show_streams,
    show_missed_rounds,
    show_proof,
    show_proof_marks,
    show_reports,
    show_verdicts,
    show_exploring,
    show_comparing,
    show_overview,
    show_charts,
)
"""What is drawn of one window after the other; each leaves it as it found it."""


def screen_file(folder: Path, percent: int) -> Path:
    """A screen of that scale: Qt's own is 800 wide, which cuts dialogs off."""
    width, height = SCREENS_PX[percent]
    screen = {"name": "gallery", "x": 0, "y": 0, "width": width, "height": height}
    path = folder / f"screen-{percent}.json"
    path.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}))
    return path


def main() -> int:
    folder = Path(sys.argv[1])
    wanted = [one for one in sys.argv[2:] if one.startswith("show_")]
    if "--this-scale" in sys.argv:
        render(folder, wanted)
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    for percent in SCREENS_PX:
        names = wanted if percent != 150 else [one for one in ON_THE_SMALLEST if not wanted or one in wanted]
        if percent == 150 and not names:
            continue
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={screen_file(folder, percent)}",
            "QT_SCALE_FACTOR": str(percent / 100),
        }
        command = [sys.executable, "-m", "tests.gallery", str(folder / str(percent)), "--this-scale", *names]
        subprocess.run(command, env=environment, check=True, timeout=300)
    return 0


if __name__ == "__main__":
    sys.exit(main())
