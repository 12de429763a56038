"""The window: streams at the left, the chosen one at the right, the receiver's state below."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from liveapp.domain.alerts.rules import Alert, Alerts
from liveapp.domain.errors import LiveappError
from liveapp.domain.events import RequestsRefused, StoreEvent
from liveapp.domain.jobs import JobEvent, Jobs
from liveapp.domain.keeping import StoreKeeper, WentOut
from liveapp.domain.pairing import PairingTried
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.domain.receiver import ReceiverState
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.actions import SingleKeyGuard, WindowActions
from liveapp.ui.alerts.commands import AlertCommands
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.bets.bookmarking import BookmarkCommands
from liveapp.ui.bets.tab import BetsTab
from liveapp.ui.chart_ways import ChartWays
from liveapp.ui.comparing.commands import ComparingCommands
from liveapp.ui.faults.notices import FaultNotices
from liveapp.ui.faults.words import fault_words
from liveapp.ui.gaps.missed_rounds import MissedRounds
from liveapp.ui.glance_ways import GlanceWays
from liveapp.ui.help.commands import HelpCommands
from liveapp.ui.help.diagnostics_dialog import DiagnosticsDialog, Places
from liveapp.ui.jobs.strip import JobStrip
from liveapp.ui.long_work import LongWork
from liveapp.ui.panel_ways import PanelWays
from liveapp.ui.program_control import ProgramControl
from liveapp.ui.proof.commands import ProofCommands
from liveapp.ui.proof.tab import ProofTab
from liveapp.ui.proof_ways import ProofWays
from liveapp.ui.questions import Questions
from liveapp.ui.receiver.first_run import FirstRunPage
from liveapp.ui.receiver.notices import ReceiverNotices
from liveapp.ui.receiver_ways import ReceiverWays
from liveapp.ui.settings.opener import SettingsOpener
from liveapp.ui.stream_page.page import StreamPage
from liveapp.ui.streams.commands import StreamCommands
from liveapp.ui.streams.navigation import StreamNavigation
from liveapp.ui.streams.new_streams import NewStreamToasts
from liveapp.ui.streams.panel import StreamsPanel
from liveapp.ui.tray.tray import Tray
from liveapp.ui.widgets.bell import BellButton
from liveapp.ui.widgets.desktop import open_path
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.tab_order import follow_layout
from liveapp.ui.widgets.toast import ToastStack
from liveapp.ui.window_body import WindowBody
from liveapp.ui.window_memory import WindowMemory
from liveapp.ui.window_place import LEAST_SIZE_PX
from liveapp.ui.window_state import WindowState
from liveapp.ui.window_status_bar import fill_status_bar


class MainWindow(QMainWindow):
    """Puts the parts together: each event goes to all whom it concerns, each action to its part.

    `closed` is emitted when the user closed it, unless the program goes on in the tray; `stop` then ends its
    work in other threads.
    """

    closed = Signal()

    def __init__(
        self,
        reader: BetReader,
        writer: BetWriter,
        jobs: Jobs,
        keeper: StoreKeeper,
        control: ProgramControl,
        alerts: Alerts,
        state: WindowState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._writer = writer
        self._control = control
        self._alerts = alerts
        icons = Icons(control.resources)
        self.questions = Questions(self)
        self._build_body(icons, reader)
        self._build_parts(icons, reader, writer, jobs, keeper)
        self._bind_commands(keeper)
        self._connect_parts()
        self._connect_program()
        self._add_buttons()
        offered = [self.actions_by_name[name] for name in ("copyIngestUrlAction", "quitAction")]
        self.tray = Tray(self, icons, self.notices.status, offered, self.raise_to_front, state, control)
        self.settings_opener.changed.connect(self.tray.look)
        self.alerts.notify_by(self.tray.notifications)
        self._guard = SingleKeyGuard(self)
        self._guard.watch(self)
        self._memory = self._remember(state)
        self._show_stream(None)
        self._show_right_page()
        self.receiver.offer(self.actions_by_name)
        self.tray.look()
        # Not into a text field: single keys are commands from the start.
        self.bets.view.setFocus()
        self.panel.load()

    def _build_body(self, icons: Icons, reader: BetReader) -> None:
        """What is seen between the menu and the status bar."""
        self.panel = StreamsPanel(reader, self.questions)
        self.bets = BetsTab(reader, self.questions)
        self.proof = ProofTab(reader, self.questions, icons)
        self.chart_ways = ChartWays(self, LiveAnalysis(reader, self.questions, self), self.questions, icons)
        self.charts, self.waits = self.chart_ways.charts, self.chart_ways.waits
        tabs = [self.bets, self.charts, self.waits, self.proof]
        self.page = StreamPage(tabs, reader, self.questions, icons)
        self.notices = ReceiverNotices(icons, self)
        self.first_run = FirstRunPage(icons)
        self.job_strip = JobStrip()
        self._body = WindowBody(
            (self.notices.fault_banner,), self.panel, self.page, self.first_run, self.job_strip
        )
        self._set_up(icons)
        self.toasts = ToastStack(self._body.toast_ground, self._toast_area)
        self.bell = BellButton(self.toasts)

    def _build_parts(
        self, icons: Icons, reader: BetReader, writer: BetWriter, jobs: Jobs, keeper: StoreKeeper
    ) -> None:
        """What acts in it."""
        questions, toasts, control = self.questions, self.toasts, self._control
        self.navigation = StreamNavigation(self.panel, self)
        self.faults = FaultNotices(self, control, keeper, questions, toasts)
        self.settings_opener = SettingsOpener(self, control, keeper, questions, toasts)
        self.receiver = ReceiverWays(
            self, icons, control, self.first_run, self.notices, self.settings_opener, toasts
        )
        self.commands = StreamCommands(self, reader, writer, questions, toasts, lambda: self.page.stream)
        self.missed_rounds = MissedRounds(self, reader, questions, lambda: self.page.stream)
        self.alerts = AlertCommands(
            self, self._alerts, questions, toasts, self.panel.known_streams, lambda: self.page.stream
        )
        self.proving = ProofCommands(self, reader, writer, questions, lambda: self.page.stream)
        self.proof_ways = ProofWays(
            self, reader, writer, questions, toasts, self.page, self.bets, self.proof, self.proving
        )
        self.chart_ways.lead(self.page, self.bets, self.proof, jobs, toasts)
        self.bookmarking = BookmarkCommands(self.bets.bookmarks, writer, questions, toasts)
        self.actions_by_name = WindowActions(self, icons)
        self.work = LongWork(
            self,
            self._body,
            self.job_strip,
            jobs,
            reader,
            keeper,
            control,
            questions,
            toasts,
            self.page,
            self.bets,
            self.actions_by_name["exportSeedsAction"],
        )
        self.panel_ways = PanelWays(
            self, self.panel, self._body, self.bets, self.actions_by_name["togglePanelAction"]
        )
        undo = self.actions_by_name["undoDeleteAction"]
        self.panel_ways.lead(self.commands, self.work.exports, self.navigation, undo)
        save = self.chart_ways.saving.ask_where
        self.comparing = ComparingCommands(self, reader, questions, icons, toasts, save)
        self.glance = GlanceWays(self, self.panel, self._body, reader, questions)
        overview = self.actions_by_name["overviewAction"]
        self.glance.lead(overview, self.navigation, self.page, self.bets, self.chart_ways.saving, toasts)
        self._stream_parts = (self.commands, self.work.exports, self.missed_rounds, self.proving)
        self._new_streams = NewStreamToasts(toasts)

    @Slot(object)
    def apply_store_events(self, events: Sequence[StoreEvent]) -> None:
        """Bring everything shown up to what was stored."""
        parts = (self.notices, self.navigation, self.panel, self.page, self.commands, self.missed_rounds)
        ways = (self.proof_ways, self.chart_ways, self.glance, self.comparing, self.alerts)
        for part in (*parts, self.proving, *ways):
            part.apply(events)
        self._show_right_page()
        self._offer_actions()

    @Slot(object)
    def apply_job_events(self, events: Sequence[JobEvent]) -> None:
        """Show what became of jobs."""
        self.work.apply(events)
        self.proof_ways.apply_jobs(events)
        self.chart_ways.apply_jobs(events)
        self.settings_opener.apply(events)

    @Slot(object)
    def show_receiver_state(self, state: ReceiverState) -> None:
        """Say what the receiver does."""
        self.notices.show_state(state)
        self.receiver.address.show_state(state)
        self.tray.show_receiver()

    @Slot(object)
    def show_refusals(self, told: RequestsRefused) -> None:
        """Say that requests were refused."""
        self.receiver.refusals.take(told)

    @Slot(object)
    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Tell what rules of the user's have just told."""
        self.alerts.show(alerts)

    @Slot(object)
    def show_pairing_tried(self, tried: PairingTried) -> None:
        """Tell that somebody entered the pairing code, or a wrong one."""
        self.receiver.clients.show_tried(tried)

    @Slot(object)
    def show_fault(self, error: LiveappError) -> None:
        """Tell of a fault that the program knows, such as a full disk."""
        halted = self._writer.halted
        self.notices.status.show_halted(None if halted is None else fault_words(halted).what)
        self.tray.show_receiver()
        self.faults.show_fault(error)

    @Slot(object)
    def show_way_out(self, outcome: WentOut | LiveappError) -> None:
        """Say how a way out of a database that could not be used ended, or that a backup was restored."""
        self.faults.show_way_out(outcome)

    @Slot(str, str)
    def show_unexpected_error(self, summary: str, details: str) -> None:
        """Tell of a mistake in the program, which goes on."""
        self.faults.show_unexpected_error(summary, details)

    @Slot(object)
    def open_stream(self, stream: Stream | int) -> None:
        """Show a stream, given itself or by its key; once the list is read, where it is not yet."""
        self.navigation.open(stream)

    @Slot()
    def raise_to_front(self) -> None:
        """Bring the window before all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @Slot()
    def close_now(self) -> None:
        """Close without asking, whatever runs; the program does not go on in the tray."""
        is_in_tray = self.tray.keeps_program and not self.isVisible()
        self.work.closing.give_up()
        self.tray.stop()
        self._end() if is_in_tray else self.close()  # Qt closes no window twice

    def stop(self) -> None:
        """End all work in other threads, and ask nothing any more. A second call does nothing."""
        self.work.closing.give_up()
        self.tray.stop()
        self.questions.stop()

    def _set_up(self, icons: Icons) -> None:
        self.setObjectName("mainWindow")
        plain.set_window_title(self, "liveapp")
        self.setWindowIcon(icons.application())
        self.setMinimumSize(*LEAST_SIZE_PX)
        self.setCentralWidget(self._body)

    def _bind_commands(self, keeper: StoreKeeper) -> None:
        help_commands = HelpCommands(
            self,
            self.windowIcon(),
            self.actions_by_name.shortcut_groups,
            lambda: self._diagnostics(keeper),
            self._control.components,
            self.questions,
        )
        for part in (
            self.page,
            *self._stream_parts,
            self.proof_ways,
            self.work,
            self.receiver,
            self.alerts,
            help_commands,
        ):
            self.actions_by_name.bind(part.commands())
        self.actions_by_name.bind(self.glance.with_way_back(self.navigation.commands()))

    def _connect_parts(self) -> None:
        for part in (
            self.panel,
            self.page,
            self.questions,
            self.work,
            self.bookmarking,
            self.commands,
            self.missed_rounds,
            self.proving,
            self.proof_ways,
            self.chart_ways,
            self.comparing,
            self.glance,
        ):
            part.fault_met.connect(self.show_fault)
        self.panel.menus.compare_requested.connect(self.comparing.open)
        self.missed_rounds.import_requested.connect(self.work.importing.ask_for)
        self.work.closing.agreed.connect(self.close_now)
        self.navigation.stream_shown.connect(self._show_stream)
        self.navigation.stream_shown.connect(self._new_streams.note_shown)
        self.panel.loaded.connect(self._show_right_page)
        self.panel.loaded.connect(self.alerts.refresh_names)
        self.alerts.stream_wanted.connect(self.navigation.open)
        self.panel.new_streams_appeared.connect(self._new_streams.tell)
        self._new_streams.open_requested.connect(self.navigation.open)
        self.page.message.connect(self.toasts.show_toast)
        self.proof_ways.stream_wanted.connect(self.navigation.open)
        for ways in (self.proof_ways, self.chart_ways):
            ways.user_acted.connect(self.panel.auto_follow.note_user_acted)
        self.page.commands_changed.connect(self._offer_actions)
        self.glance.changed.connect(self._offer_actions)
        self.glance.compare_requested.connect(self.comparing.open)
        self.work.keeping.ways_out_wanted.connect(self.faults.offer_ways_out)
        self.settings_opener.backup_requested.connect(self.work.keeping.backups.back_up)

    def _connect_program(self) -> None:
        self.actions_by_name.adopt(
            self.panel.auto_follow_action, "View", "Ctrl+L", "Show the stream that begins or plays"
        )
        self.actions_by_name.adopt(
            self.bets.detail.action, "Bet", "Return", "Show every value of the chosen bet, beside the table"
        )
        self.actions_by_name.bind(
            {
                "settingsAction": self.settings_opener.open,
                "openDataFolderAction": lambda: open_path(self._control.settings.data_dir),
                "openLogAction": lambda: open_path(self._control.settings.log_path),
                "quitAction": self.work.closing.quit,
                "playDemoAction": self._control.play_demo,
                "messagesAction": self.bell.open_list,
            }
        )

    def _remember(self, state: WindowState) -> WindowMemory:
        parts = {"streams": self.panel, "page": self.page, "exports": self.work.exports}
        parts |= {"overview": self.glance} | {tab.name: tab for tab in self.page.tabs}
        memory = WindowMemory(
            self, state, self.questions, parts, self.panel, self._body, lambda: self.page.stream
        )
        self.navigation.stream_shown.connect(memory.note_change)
        return memory

    def _add_buttons(self) -> None:
        actions = self.actions_by_name
        self.page.add_export_actions(
            [actions[f"{name}Action"] for name in ("exportCsv", "exportAll", "exportSeeds")]
        )
        self.page.set_header_actions(
            *(actions[f"{name}Action"] for name in ("back", "forward", "exportCsv", "editNotes"))
        )
        ways_to_tabs = [actions[name] for name in self.page.ways_to_tabs()]
        self.page.tell_ways_to_tabs(ways_to_tabs)
        self.glance.lead_out(ways_to_tabs)
        offered = ("editNotes", "editAlias", "pinStream", "deleteStream")
        self.page.add_menu_actions([actions[f"{name}Action"] for name in offered])
        missed = actions["missedRoundsAction"]
        self.page.header.missing.clicked.connect(missed.trigger)
        missed.triggered.connect(self.panel.auto_follow.note_user_acted)
        self.proof.set_notes_action(actions["editNotesAction"])
        self.proof.section.result.set_export_action(actions["exportProofAction"])
        follow_layout(self.page)
        self.bell.take_icon_of(actions["messagesAction"])
        copying = [actions[name] for name in ("copyIngestUrlAction", "copyTokenAction")]
        fill_status_bar(
            self.statusBar(), self.notices.status, (self.receiver.refusals.line, self.bell), copying
        )

    def _diagnostics(self, keeper: StoreKeeper) -> DiagnosticsDialog:
        settings = self._control.settings
        places = Places(settings.data_dir, settings.database_path, settings.log_path, self._control.resources)
        words = self.notices.status.words
        return DiagnosticsDialog(
            keeper, self.questions, places, words, lambda: self.receiver.refusals.number, self
        )

    def _show_stream(self, stream: Stream | None) -> None:
        self.page.show_stream(stream)
        self.chart_ways.show_stream(stream)
        self._offer_actions()

    def _name_window(self) -> None:
        """Name the window by what it shows."""
        name = self.page.stream.name if self.page.stream else ""
        name = "Overview" if self.glance.is_open else name
        plain.set_window_title(self, f"{name} – liveapp" if name else "liveapp")

    def _toast_area(self) -> QRect:
        """What toasts may cover: the page's header, never a row of bets or of streams."""
        if self.glance.page is not None and self.glance.is_open:
            return self._body.toast_area(self.glance.page, self.glance.page.view.viewport())
        rows = self.bets.view.viewport() if self.page.current_tab is self.bets else self.page.current_tab
        return self._body.toast_area(None if self.page.stream is None else self.page, rows)

    def _show_right_page(self) -> None:
        self._body.show_first_page(self.panel.is_loaded and not self.panel.model.total)
        self.actions_by_name["exportAllAction"].setEnabled(bool(self.panel.model.total))
        self.glance.offer(bool(self.panel.model.total))

    def _offer_actions(self) -> None:
        """Enable what can be done with what is shown, and name the window by it."""
        self._name_window()
        is_overview = self.glance.is_open
        has_stream = self.page.stream is not None and not is_overview
        offered = self.page.ways_to_tabs().keys() if is_overview else self.page.offered()
        for name in self.page.commands():
            self.actions_by_name[name].setEnabled(name in offered)
        for part in self._stream_parts:
            for name in part.commands():
                self.actions_by_name[name].setEnabled(has_stream)
        self.actions_by_name["exportProofAction"].setEnabled(self.work.reports.is_possible)
        self.actions_by_name["exploreStreamAction"].setEnabled(self.work.exploring.is_possible)
        for name, is_possible in self.navigation.possible_ways().items():
            self.actions_by_name[name].setEnabled(is_possible or (is_overview and name == "backAction"))

    def _end(self) -> None:
        self._memory.save_now()
        self.closed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep where the window was and what it showed; ask first where work would be lost."""
        if self.tray.keeps_program:
            self.tray.leave_window()
            self._memory.save_now()
        elif self.work.closing.may_close():
            self._end()
        else:
            event.ignore()
