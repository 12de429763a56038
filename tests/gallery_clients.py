"""The gallery's pictures of clients: connecting and installing the extension, and who sends."""

import time
from pathlib import Path

from liveapp.domain.clients import DEMO_CLIENT, ClientLog, Received
from liveapp.domain.events import RequestRefused
from liveapp.domain.pairing import SHOWN_FOR_S, PairingTried
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from tests.gallery_tools import Gallery, wait
from tests.hostile import hostile_texts
from tests.shell import RECEIVING, Shell

EXTENSION = "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba"
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
MINUTE_US = 60_000_000


def clients() -> ClientLog:
    """Some of each kind, the last one with what was refused."""
    moment_us = [time.time_ns() // 1000 - 10 * MINUTE_US]

    def refused(status: int, reason: str) -> RequestRefused:
        return RequestRefused(status, reason, moment_us[0], "POST", "/live/ingest")

    log = ClientLog(lambda: moment_us[0])
    log.note(None, DEMO_CLIENT, Received(bets=240))
    moment_us[0] += 3 * MINUTE_US
    log.note(None, "python-httpx/0.27.2", refusal=refused(401, "The ingest token is wrong"))
    moment_us[0] += 5 * MINUTE_US
    log.note("app://antebot", f"{CHROME} Electron/31.0.2", Received(bets=12, heartbeats=3_214_567))
    moment_us[0] += 2 * MINUTE_US - 3_000_000
    log.note(EXTENSION, CHROME, Received(bets=1_204, duplicates=3))
    log.note(EXTENSION, CHROME, refusal=refused(422, "The body does not fit: amount should be a number"))
    log.note("https://casino-of-a-very-long-name.example:8443", CHROME, refusal=refused(403, "No such site"))
    return log


def show_clients(gallery: Gallery, shell: Shell) -> None:
    window = shell.window
    dialog = window.receiver.clients.show_clients()
    gallery.take_themes("clients-none", dialog)
    shell.program.client_log = clients()
    dialog.refresh()
    gallery.take_themes("clients", dialog)
    size = dialog.size()
    dialog.resize(680, 480)
    gallery.take_themes("clients-smallest", dialog)
    dialog.resize(size)
    shell.program.client_log = ClientLog()
    for text in hostile_texts(Path("x.png")):
        shell.program.client_log.note(text, text, Received(bets=1))
    dialog.refresh()
    gallery.take("clients-hostile", dialog)
    dialog.reject()
    shell.program.client_log = ClientLog()
    wait(50)


def show_pairing(gallery: Gallery, shell: Shell) -> None:
    window, moment_us = shell.window, time.time_ns() // 1000
    dialog = window.receiver.clients.connect_extension()
    gallery.take_themes("pairing", dialog)
    window.show_pairing_tried(PairingTried(False, 4, EXTENSION, CHROME, moment_us))
    gallery.take_themes("pairing-wrong", dialog)
    window.show_pairing_tried(PairingTried(False, 0, EXTENSION, CHROME, moment_us))
    gallery.take_themes("pairing-all-wrong", dialog)
    window.show_pairing_tried(PairingTried(True, 0, EXTENSION, CHROME, moment_us))
    gallery.take_themes("pairing-connected", dialog)
    dialog.reject()
    wait(50)
    dialog = window.receiver.clients.connect_extension()
    dialog._ends_s -= SHOWN_FOR_S
    wait(300)
    gallery.take("pairing-over", dialog)
    dialog.reject()
    wait(50)
    window.show_receiver_state(ReceiverState(ReceiverPhase.STOPPED, 17888))
    dialog = window.receiver.clients.connect_extension()
    gallery.take("pairing-no-address", dialog)
    dialog.reject()
    window.show_receiver_state(RECEIVING)
    window.show_pairing_tried(PairingTried(True, 0, EXTENSION, CHROME, moment_us))
    gallery.take("pairing-toast", window)
    for toast in window.toasts.toasts:
        toast.close_toast()
    window.toasts.clear()


def show_install(gallery: Gallery, shell: Shell) -> None:
    dialog = shell.window.receiver.clients.install_extension()
    for place in range(dialog.browsers.count()):
        dialog.browsers.setCurrentIndex(place)
        gallery.take_themes(f"install-{dialog.browsers.tabText(place).lower()}", dialog)
    dialog.reject()
    wait(50)
