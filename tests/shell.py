"""What the tests of the whole window share: bets, and the program around the window."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from liveapp.app.core.components import shipped_components
from liveapp.app.core.state_file import WINDOW_STATE_FILE, StateFile
from liveapp.app.windowed.bridge import Bridge
from liveapp.domain.bets import Bet, Heartbeat, SeedPair
from liveapp.domain.clients import ClientLog, ClientSeen
from liveapp.domain.components import Component
from liveapp.domain.errors import PortTaken
from liveapp.domain.keeping import WayOut
from liveapp.domain.pairing import Pairing, PairingTried
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.runner import JobRunner
from liveapp.jobs.works import works_on
from liveapp.settings import Settings, changed, load, save
from liveapp.storage.store import Store
from liveapp.ui.main_window import MainWindow
from liveapp.ui.window_state import WindowState
from tests.keepers import NamedCopies

RESOURCES = Path(__file__).parents[1] / "resources"
RECEIVING = ReceiverState(ReceiverPhase.RECEIVING, 17888, "http://127.0.0.1:17888")
FIRST_SEEDS = SeedPair("1a2b3c4d5e" + "f0" * 27, "my-client")
SECOND_SEEDS = SeedPair("77aa001122" + "0c" * 27, "other-client")


def bet(seeds: SeedPair, nonce: int, **other: Any) -> Bet:
    plain = Bet(
        seeds, f"bet-{nonce}", nonce, 0.5, 0.0, "easy", 1.0 + nonce % 7, date_time_us=1_700_000_000_000_000
    )
    return replace(plain, **other)


class RunningProgram:
    """Implements `ProgramControl` on a real data folder; what needs the receiver is noted."""

    def __init__(self, data_dir: Path, resources: Path = RESOURCES) -> None:
        self.settings: Settings = load({"data_dir": data_dir})
        self.resources = resources
        self.demos = 0
        self.retries = 0
        self.ways_out: list[WayOut] = []
        self.taken_ports: set[int] = set()
        self.pairings_tried: list[PairingTried] = []
        self.pairing = Pairing(self.pairings_tried.append)
        self.client_log = ClientLog()

    def play_demo(self) -> None:
        self.demos += 1

    def retry_receiver(self) -> None:
        self.retries += 1

    def begin_pairing(self) -> str:
        return self.pairing.begin()

    def end_pairing(self) -> None:
        self.pairing.end()

    def clients(self) -> tuple[ClientSeen, ...]:
        return self.client_log.seen()

    def components(self) -> tuple[Component, ...]:
        return shipped_components(self.resources, "3.40.1")

    def take_way_out(self, way: WayOut) -> None:
        self.ways_out.append(way)

    def change_settings(self, changes: Mapping[str, Any]) -> Settings:
        settings = changed(self.settings, changes)
        if settings.port in self.taken_ports:
            raise PortTaken(settings.port, "another program uses it")
        save(settings, changes)
        self.settings = settings
        return settings


class Shell:
    """A window with what is behind it."""

    def __init__(self, program: RunningProgram, store: Store) -> None:
        self.program = program
        self.store = store
        self._bridge = Bridge()
        self._unsubscribe = store.writer.subscribe(self._bridge.publish)
        self.keeper = NamedCopies(program.settings.data_dir / "backups")
        self.jobs = JobRunner(works_on(store.reader, store.writer, self.keeper, RightOfWay(), RESOURCES))
        self.jobs.subscribe(self._bridge.publish_job)
        self._windows: list[MainWindow] = []
        self.window = self.open_window()

    def open_window(self) -> MainWindow:
        """The window, or one more, as the next start of the program would have it."""
        state = WindowState(StateFile(self.program.settings.data_dir / WINDOW_STATE_FILE))
        window = MainWindow(self.store.reader, self.store.writer, self.jobs, self.keeper, self.program, state)
        self._bridge.store_changed.connect(window.apply_store_events)
        self._bridge.jobs_changed.connect(window.apply_job_events)
        self._windows.append(window)
        return window

    def record(self, seeds: SeedPair, *nonces: int, **other: Any) -> None:
        self.store.writer.record([bet(seeds, nonce, **other) for nonce in nonces])

    def beat(self, seeds: SeedPair, nonce: int) -> None:
        self.store.writer.record([Heartbeat(seeds, nonce, 1.5)])

    def streams(self) -> list[Any]:
        return self.store.reader.streams()[0]

    def close(self) -> None:
        self._unsubscribe()
        self.jobs.stop()
        self._bridge.stop()
        for window in self._windows:
            window.close_now()
            window.stop()
            window.deleteLater()
        delete_what_waits()


def delete_what_waits() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class OpenedUrls(QObject):
    """What would have been handed to other programs."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))


def button(root: QWidget, text: str) -> QPushButton:
    """The button of that text inside a widget."""
    return next(one for one in root.findChildren(QPushButton) if one.text().replace("&", "") == text)


def visible_words(root: QWidget) -> str:
    """All that the visible labels inside a widget say."""
    return " ".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def focus(qtbot: QtBot, window: QWidget, widget: QWidget) -> None:
    window.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


def show_stream(qtbot: QtBot, shell: Shell, seeds: SeedPair) -> None:
    """Have the window show the stream of a seed pair."""
    key = next(stream.key for stream in shell.streams() if stream.seeds == seeds)
    shell.window.open_stream(key)
    qtbot.waitUntil(lambda: shell.window.page.stream.seeds == seeds)
