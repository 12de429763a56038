"""The program with its window.

Built in this order, and taken down in reverse: settings, the data folder's lock, the log, the
`QApplication`, the bridge into Qt, the hooks for unexpected errors, store, jobs and receiver
(`Service`), the window, the ear for later starts. `start` opens the receiver's port and shows the
window; `shutdown` stops the demo, the window's questions, the receiver and the jobs, then drains the
writer and closes the database and the log.
"""

import logging
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from liveapp.app.core.crash import telling_of_crashes
from liveapp.app.core.deep_link import find_stream
from liveapp.app.core.demo import DemoPlayer
from liveapp.app.core.folder_lock import holding
from liveapp.app.core.logs import logging_to
from liveapp.app.core.options import Options, parse_options
from liveapp.app.core.port_probe import is_liveapp
from liveapp.app.core.resources import resources_folder
from liveapp.app.core.service import Service
from liveapp.app.core.state_file import WINDOW_STATE_FILE, StateFile
from liveapp.app.windowed.bridge import Bridge
from liveapp.app.windowed.instance import InstanceServer
from liveapp.app.windowed.quit_signals import quitting_on_signals
from liveapp.domain.clients import ClientSeen
from liveapp.domain.components import Component
from liveapp.domain.errors import LiveappError, PortTaken, StoreDetached, StoreUnavailable
from liveapp.domain.keeping import WayOut, WentOut
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.settings import Settings, SettingsError, changed, load, save
from liveapp.ui.main_window import MainWindow
from liveapp.ui.theme import apply_theme
from liveapp.ui.window_state import WindowState

logger = logging.getLogger(__name__)

RETRY_PORT_MS = 5000

EXIT_FAULT = 1
"""What the program ends with where its database cannot be used."""


class Application:
    """The built program: `.window`, `.start()`, `.shutdown()`, `.receiver_url`.

    Where a backup is restored, all but the folder's lock, the log and the `QApplication` is taken down
    and built anew: `.window` is another one then.
    """

    def __init__(self, settings: Settings, options: Options) -> None:
        self._options = options
        self._demo: DemoPlayer | None = None
        self._wants_demo = False
        self._clean_up = ExitStack()
        with ExitStack() as unless_built:
            unless_built.callback(self._clean_up.close)
            self._clean_up.enter_context(holding(settings.data_dir))
            self._clean_up.enter_context(logging_to(settings.log_path))
            existing = QApplication.instance()
            self.qt = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
            self._running = self._clean_up.enter_context(ExitStack())
            self._build(settings)
            unless_built.pop_all()

    @classmethod
    def from_arguments(cls, arguments: list[str]) -> "Application":
        """The program from command-line options, built but not started."""
        options = parse_options(arguments)
        return cls(load(options.settings), options)

    @property
    def receiver_url(self) -> str | None:
        """Base URL of the receiver, None while it does not listen."""
        return self._service.receiver_url

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._service.settings

    @property
    def resources(self) -> Path:
        """Folder of icons and other data."""
        return resources_folder()

    def start(self) -> None:
        """Open the receiver's port and show the window.

        A taken port is no error here: the window says so, and it is tried again by itself.
        """
        self.window.show()
        self.retry_receiver()
        self._fulfil(self._options)

    def shutdown(self) -> None:
        """Stop everything; what was acknowledged is on disk. A second call does nothing."""
        self._clean_up.close()

    def run(self, went_out: WentOut | LiveappError | None = None) -> int:
        """Start, process events until the window is closed, shut down; returns the exit status.

        `went_out` is how a way out ended that was taken before: the window tells of it.
        """
        try:
            with quitting_on_signals(lambda: self.window.close_now()):
                self.start()
                if went_out is not None:
                    self.window.show_way_out(went_out)
                return self.qt.exec()
        finally:
            self.shutdown()

    def play_demo(self) -> None:
        """Play a demo stream through the receiver's own port, once it is open; nothing while one plays."""
        self._wants_demo = self.receiver_url is None
        if self.receiver_url is None or (self._demo and self._demo.is_playing):
            return
        self._demo = DemoPlayer(self.receiver_url, self.settings.ingest_token, self._service.writer)
        self._demo.start()

    def retry_receiver(self) -> None:
        """Try to open the receiver's port now; where it is taken, again every `RETRY_PORT_MS`."""
        if self.receiver_url is not None:
            return
        try:
            self._service.start()
        except PortTaken as error:
            if not self._retry_timer.isActive():
                logger.warning("%s", error)
                self._retry_timer.start()
            self._say_who_uses(error.port)
            return
        self._retry_timer.stop()
        if self._wants_demo:
            self.play_demo()

    def begin_pairing(self) -> str:
        """A new code that a browser extension may enter for the token; the one before is dead."""
        return self._service.pairing.begin()

    def end_pairing(self) -> None:
        """No code can be entered any more."""
        self._service.pairing.end()

    def clients(self) -> tuple[ClientSeen, ...]:
        """Who posted bets of late, or tried to; the last first."""
        return self._service.clients.seen()

    def components(self) -> tuple[Component, ...]:
        """What is shipped with it, and under which licences. Reads files; any thread."""
        from liveapp.app.core.components import shipped_components

        return shipped_components(self.resources, self._service.keeper.contents().sqlite_version)

    def change_settings(self, changes: Mapping[str, Any]) -> Settings:
        """Put settings in force, then save them; returns all that are in force.

        Raises:
            SettingsError, PortTaken, OSError: nothing changed.
        """
        before = self.settings
        settings = changed(before, changes)
        self._service.apply_settings(settings)
        try:
            save(settings, changes)
        except (OSError, SettingsError):
            self._service.apply_settings(before)
            raise
        if self.receiver_url is not None:
            self._retry_timer.stop()
        apply_theme(self.qt, settings.theme)
        return settings

    def take_way_out(self, way: WayOut) -> None:
        """Close the store, take the way out and go on with a new window; returns at once."""
        # Not from inside the window that asks: it is closed.
        QTimer.singleShot(0, self.qt, lambda: self._go_out(way))

    def _go_out(self, way: WayOut) -> None:
        # Few ever take one: a start does not load them.
        from liveapp.app.windowed import ways_out

        settings = self.settings
        quits_by_itself = self.qt.quitOnLastWindowClosed()
        self.qt.setQuitOnLastWindowClosed(False)
        try:
            self._close_window()
            outcome = ways_out.go(way, settings.database_path)
            if not self._is_built_again(settings, outcome):
                self.qt.exit(EXIT_FAULT)
        except BaseException:
            # Without a window nobody could end what is left.
            self.qt.exit(EXIT_FAULT)
            raise
        finally:
            self.qt.setQuitOnLastWindowClosed(quits_by_itself)

    def _close_window(self) -> None:
        """Take the window down, and all behind it that works on the store."""
        window = self.window
        window.close_now()
        self._running.close()
        window.deleteLater()

    def _is_built_again(self, settings: Settings, outcome: WentOut | LiveappError) -> bool:
        """Go on with a new window that tells how it went; False where the user wants no other way out."""
        from liveapp.app.windowed import ways_out

        while True:
            try:
                self._build(settings)
            except StoreUnavailable as error:
                ways_out.tell(outcome, settings.data_dir)
                way = ways_out.ask_way_out(error, settings.database_path)
                if way is None:
                    return False
                outcome = ways_out.go(way, settings.database_path)
            else:
                self.window.show()
                self.retry_receiver()
                self.window.show_way_out(outcome)
                return True

    def _build(self, settings: Settings) -> None:
        """Build what works on the store, from the bridge to the window, to be closed with `_running`."""
        with ExitStack() as unless_built:
            unless_built.callback(self._running.close)
            self.bridge = Bridge()
            self._running.callback(self.bridge.stop)
            self._running.enter_context(telling_of_crashes(self.bridge.report_error))
            self._service = Service(
                settings,
                self.bridge.report_refusal,
                self.bridge.report_receiver_state,
                self._report_fault,
                self.bridge.report_pairing_tried,
            )
            self._running.callback(self._service.shutdown)
            self.window = self._build_window()
            self._running.callback(self._stop_demo)
            unless_built.pop_all()

    def _report_fault(self, fault: StoreUnavailable) -> None:
        """Pass on a fault; one that is still being dealt with is told once it is known how that went."""
        if not (isinstance(fault, StoreDetached) and fault.is_being_saved):
            self.bridge.report_fault(fault)

    def _build_window(self) -> MainWindow:
        apply_theme(self.qt, self.settings.theme)
        service = self._service
        state = WindowState(StateFile(self.settings.data_dir / WINDOW_STATE_FILE))
        window = MainWindow(service.reader, service.writer, service.jobs, service.keeper, self, state)
        self._running.callback(window.stop)
        self._retry_timer = QTimer(window, interval=RETRY_PORT_MS)
        self._retry_timer.timeout.connect(self.retry_receiver)
        self._running.callback(self._retry_timer.stop)
        self.bridge.watch(window)
        self.bridge.store_changed.connect(window.apply_store_events)
        self.bridge.requests_refused.connect(window.show_refusals)
        self.bridge.pairing_tried.connect(window.show_pairing_tried)
        self.bridge.receiver_state_changed.connect(window.show_receiver_state)
        self.bridge.receiver_state_changed.connect(self._retry_failed_receiver)
        self.bridge.jobs_changed.connect(window.apply_job_events)
        self.bridge.fault_met.connect(window.show_fault)
        self.bridge.error_caught.connect(window.show_unexpected_error)
        self._running.callback(service.writer.subscribe(self.bridge.publish))
        self._running.callback(service.jobs.subscribe(self.bridge.publish_job))
        instance_server = InstanceServer(self.settings.data_dir, window)
        instance_server.second_started.connect(self._hear_second_start)
        self._running.callback(instance_server.close)
        return window

    def _fulfil(self, wishes: Options) -> None:
        """What this start, or a later one on the same folder, asked for."""
        if wishes.plays_demo:
            self.play_demo()
        if wishes.stream is not None:
            name = wishes.stream
            reader = self._service.reader
            self.window.questions.ask(
                self.window, lambda _question: find_stream(reader, name), self.window.open_stream
            )

    def _retry_failed_receiver(self, state: ReceiverState) -> None:
        if state.phase is ReceiverPhase.FAILED:
            self._retry_timer.start()

    def _say_who_uses(self, port: int) -> None:
        """Tell whether another copy of this program has the port; found out off the window's thread."""

        def tell(is_copy: bool) -> None:
            if is_copy and self.receiver_url is None:
                detail = "another copy of liveapp uses it"
                self.window.show_receiver_state(ReceiverState(ReceiverPhase.PORT_IN_USE, port, None, detail))

        self.window.questions.ask(self.window, lambda _question: is_liveapp(port), tell)

    def _hear_second_start(self, wishes: Options) -> None:
        self.window.raise_to_front()
        self._fulfil(wishes)

    def _stop_demo(self) -> None:
        if self._demo:
            self._demo.stop()
