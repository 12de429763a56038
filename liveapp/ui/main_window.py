"""The window: streams at the left, the chosen one at the right, the receiver's state below."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

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
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.bets.bookmarking import BookmarkCommands
from liveapp.ui.bets.tab import BetsTab
from liveapp.ui.chart_ways import ChartWays
from liveapp.ui.faults.notices import FaultNotices
from liveapp.ui.faults.words import fault_words
from liveapp.ui.gaps.missed_rounds import MissedRounds
from liveapp.ui.glance_ways import GlanceWays
from liveapp.ui.help.commands import HelpCommands
from liveapp.ui.help.diagnostics_dialog import DiagnosticsDialog
from liveapp.ui.jobs.strip import JobStrip
from liveapp.ui.long_work import LongWork
from liveapp.ui.panel_ways import PanelWays
from liveapp.ui.program_control import ProgramControl
from liveapp.ui.proof.commands import ProofCommands
from liveapp.ui.proof.tab import ProofTab
from liveapp.ui.proof_ways import ProofWays
from liveapp.ui.questions import Questions
from liveapp.ui.receiver.address import ReceiverAddress
from liveapp.ui.receiver.client_dialogs import ClientDialogs
from liveapp.ui.receiver.first_run import FirstRunPage
from liveapp.ui.receiver.notices import ReceiverNotices
from liveapp.ui.receiver.refused_requests import RefusedRequests
from liveapp.ui.receiver.requests_dialog import Remedies
from liveapp.ui.settings.opener import SettingsOpener
from liveapp.ui.stream_page.page import StreamPage
from liveapp.ui.streams.commands import StreamCommands
from liveapp.ui.streams.navigation import StreamNavigation
from liveapp.ui.streams.new_streams import NewStreamToasts
from liveapp.ui.streams.panel import StreamsPanel
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

    `closed` is emitted when the user closed it; `stop` then ends its work in other threads.
    """

    closed = Signal()

    def __init__(
        self,
        reader: BetReader,
        writer: BetWriter,
        jobs: Jobs,
        keeper: StoreKeeper,
        control: ProgramControl,
        state: WindowState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._writer = writer
        self._control = control
        icons = Icons(control.resources)
        self.questions = Questions(self)
        self._build_body(icons, reader)
        self._build_parts(icons, reader, writer, jobs, keeper)
        self._bind_commands(icons, keeper)
        self._connect_parts()
        self._connect_program()
        self._add_buttons()
        self._guard = SingleKeyGuard(self)
        self._guard.watch(self)
        self._memory = self._remember(state)
        self._show_stream(None)
        self._show_right_page()
        self._offer_receiver_actions()
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
        self.address = ReceiverAddress(
            lambda: control.settings, control.resources, self.first_run, toasts, self
        )
        self.settings_opener = SettingsOpener(self, control, keeper, questions, toasts)
        self.commands = StreamCommands(self, reader, writer, questions, toasts, lambda: self.page.stream)
        self.missed_rounds = MissedRounds(self, reader, questions, lambda: self.page.stream)
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
        self.glance = GlanceWays(self, self.panel, self._body, reader, questions)
        overview = self.actions_by_name["overviewAction"]
        self.glance.lead(overview, self.navigation, self.page, self.bets, self.chart_ways.saving, toasts)
        self._stream_parts = (self.commands, self.work.exports, self.missed_rounds, self.proving)
        self._new_streams = NewStreamToasts(toasts)
        self.refusals = RefusedRequests(self, icons, self._remedies())
        self.clients = ClientDialogs(self, icons, control, self.address, toasts, self.refusals.open)

    @Slot(object)
    def apply_store_events(self, events: Sequence[StoreEvent]) -> None:
        """Bring everything shown up to what was stored."""
        parts = (self.notices, self.navigation, self.panel, self.page, self.commands, self.missed_rounds)
        for part in (*parts, self.proving, self.proof_ways, self.chart_ways, self.glance):
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
        self.address.show_state(state)

    @Slot(object)
    def show_refusals(self, told: RequestsRefused) -> None:
        """Say that requests were refused."""
        self.refusals.take(told)

    @Slot(object)
    def show_pairing_tried(self, tried: PairingTried) -> None:
        """Tell that somebody entered the pairing code, or a wrong one."""
        self.clients.show_tried(tried)

    @Slot(object)
    def show_fault(self, error: LiveappError) -> None:
        """Tell of a fault that the program knows, such as a full disk."""
        halted = self._writer.halted
        self.notices.status.show_halted(None if halted is None else fault_words(halted).what)
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
        """Close without asking, whatever runs."""
        self.work.closing.give_up()
        self.close()

    def stop(self) -> None:
        """End all work in other threads, and ask nothing any more. A second call does nothing."""
        self.work.closing.give_up()
        self.questions.stop()

    def _set_up(self, icons: Icons) -> None:
        self.setObjectName("mainWindow")
        plain.set_window_title(self, "liveapp")
        self.setWindowIcon(icons.application())
        self.setMinimumSize(*LEAST_SIZE_PX)
        self.setCentralWidget(self._body)

    def _bind_commands(self, icons: Icons, keeper: StoreKeeper) -> None:
        help_commands = HelpCommands(
            self,
            icons.application(),
            self.actions_by_name.shortcut_groups,
            lambda: self._diagnostics(keeper),
        )
        for part in (
            self.page,
            *self._stream_parts,
            self.proof_ways,
            self.work,
            self.address,
            self.refusals,
            self.clients,
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
            self.glance,
        ):
            part.fault_met.connect(self.show_fault)
        self.missed_rounds.import_requested.connect(self.work.importing.ask_for)
        self.work.closing.agreed.connect(self.close_now)
        self.navigation.stream_shown.connect(self._show_stream)
        self.navigation.stream_shown.connect(self._new_streams.note_shown)
        self.panel.loaded.connect(self._show_right_page)
        self.panel.new_streams_appeared.connect(self._new_streams.tell)
        self._new_streams.open_requested.connect(self.navigation.open)
        self.page.message.connect(self.toasts.show_toast)
        self.proof_ways.stream_wanted.connect(self.navigation.open)
        for ways in (self.proof_ways, self.chart_ways):
            ways.user_acted.connect(self.panel.auto_follow.note_user_acted)
        self.page.commands_changed.connect(self._offer_actions)
        self.glance.changed.connect(self._offer_actions)
        self.first_run.demo_requested.connect(self._control.play_demo)
        self.first_run.connect_requested.connect(self.clients.connect_extension)
        self.first_run.retry_requested.connect(self._control.retry_receiver)
        self.first_run.port_change_requested.connect(self.settings_opener.open_at_port)
        self.address.changed.connect(self._offer_receiver_actions)
        self.notices.retry_requested.connect(self._control.retry_receiver)
        self.notices.port_change_requested.connect(self.settings_opener.open_at_port)
        self.work.keeping.ways_out_wanted.connect(self.faults.offer_ways_out)
        self.settings_opener.backup_requested.connect(self.work.keeping.backups.back_up)
        self.settings_opener.changed.connect(self.address.show_settings)

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
                "quitAction": self.close,
                "retryReceiverAction": self._control.retry_receiver,
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
        fill_status_bar(self.statusBar(), self.notices.status, (self.refusals.line, self.bell), copying)

    def _remedies(self) -> Remedies:
        """What the list of refused requests can do about one."""
        return Remedies(
            self.address.copy_token,
            self.address.copy_url,
            self.settings_opener.allow_site,
            self.settings_opener.open_at,
        )

    def _diagnostics(self, keeper: StoreKeeper) -> DiagnosticsDialog:
        data_dir = self._control.settings.data_dir
        return DiagnosticsDialog(keeper, self.questions, data_dir, self.notices.status.words, self)

    def _show_stream(self, stream: Stream | None) -> None:
        self.page.show_stream(stream)
        self.chart_ways.show_stream(stream)
        plain.set_window_title(self, f"{stream.name} – liveapp" if stream else "liveapp")
        self._offer_actions()

    def _toast_area(self) -> QRect:
        """What toasts may cover: the page's header, never a row of bets."""
        ground = self._body.toast_ground
        area = ground.rect()
        if self.page.stream is not None and self.page.isVisible():
            tab = self.page.current_tab
            first = self.bets.view.viewport() if tab is self.bets else tab
            area.setLeft(self.page.mapTo(ground, QPoint(0, 0)).x())
            area.setBottom(first.mapTo(ground, QPoint(0, 0)).y() - 1)
        return area

    def _show_right_page(self) -> None:
        self._body.show_first_page(self.panel.is_loaded and not self.panel.model.total)
        self.actions_by_name["exportAllAction"].setEnabled(bool(self.panel.model.total))
        self.glance.offer(bool(self.panel.model.total))

    def _offer_actions(self) -> None:
        """Enable what can be done with what is shown."""
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

    def _offer_receiver_actions(self) -> None:
        has_address = bool(self.address.ingest_url)
        for name in ("copyIngestUrlAction", "copyAntebotScriptAction"):
            self.actions_by_name[name].setEnabled(has_address)
        self.actions_by_name["retryReceiverAction"].setEnabled(not has_address)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep where the window was and what it showed; ask first where work would be lost."""
        if not self.work.closing.may_close():
            event.ignore()
            return
        self._memory.save_now()
        super().closeEvent(event)
        self.closed.emit()
