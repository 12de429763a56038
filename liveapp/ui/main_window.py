"""The window: streams at the left, the chosen one at the right, the receiver's state below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.errors import LiveappError
from liveapp.domain.events import BetsStored, RequestRefused, StoreEvent, StreamDeleted
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.domain.receiver import INGEST_PATH, ReceiverState
from liveapp.domain.streams import Stream
from liveapp.ui.actions import SingleKeyGuard, WindowActions
from liveapp.ui.faults.notices import FaultNotices
from liveapp.ui.help.about_dialog import AboutDialog
from liveapp.ui.help.keyboard_dialog import KeyboardHelpDialog
from liveapp.ui.jobs.exports import StreamExports
from liveapp.ui.program_control import ProgramControl
from liveapp.ui.questions import Questions
from liveapp.ui.receiver.first_run import FirstRunPage
from liveapp.ui.receiver.notices import ReceiverNotices
from liveapp.ui.settings.opener import SettingsOpener
from liveapp.ui.stream_page.page import StreamPage
from liveapp.ui.streams.commands import StreamCommands
from liveapp.ui.streams.history import StreamHistory
from liveapp.ui.streams.new_streams import NewStreamToasts
from liveapp.ui.streams.panel import StreamsPanel
from liveapp.ui.theme import is_theme_change
from liveapp.ui.widgets.desktop import open_path
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.toast import ToastStack
from liveapp.ui.window_state import WindowState

FIRST_SIZE_PX = (1180, 760)
LEAST_SIZE_PX = (680, 480)
PANEL_WIDTH_PX = 280


class MainWindow(QMainWindow):
    """Puts the parts together and passes on what one part has to tell another.

    `closed` is emitted when the user closed it; `stop` then ends its work in other threads.
    """

    closed = Signal()

    def __init__(
        self,
        reader: BetReader,
        writer: BetWriter,
        control: ProgramControl,
        state: WindowState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._control = control
        self._state = state
        self._history = StreamHistory()
        self._icons = Icons(control.resources)
        self.questions = Questions(self)
        self.panel = StreamsPanel(reader, self.questions)
        self.page = StreamPage(reader, self.questions)
        self.first_run = FirstRunPage(self._icons, control.resources)
        self.notices = ReceiverNotices(self._icons, self)
        self.toasts = ToastStack(self._build_layout())
        self.faults = FaultNotices(self, lambda: control.settings, self.toasts)
        self.settings_opener = SettingsOpener(self, control, self.toasts)
        self.commands = StreamCommands(self, reader, writer, self.questions, self.toasts)
        self.exports = StreamExports(self, reader, self.toasts, self._export_area)
        self._new_streams = NewStreamToasts(self.toasts)
        self.actions_by_name = WindowActions(self, self._icons)
        self._connect_parts()
        self._connect_actions()
        self._build_status_bar()
        self._guard = SingleKeyGuard(self)
        self._guard.watch(self)
        self._restore_state()
        self._show_stream(None)
        self._show_settings()
        # The table was made before the filters that stand over it.
        QWidget.setTabOrder(self.page.filter_bar.following_button, self.page.view)
        # Not into a text field: single keys are commands from the start.
        self.page.view.setFocus()
        self.panel.load()

    @Slot(object)
    def apply_store_events(self, events: Sequence[StoreEvent]) -> None:
        """Bring everything shown up to what was stored."""
        for event in events:
            if isinstance(event, BetsStored):
                self.notices.status.count_bets(len(event.bets))
            elif isinstance(event, StreamDeleted):
                self._history.forget(event.key)
        self.panel.apply(events)
        self.page.apply(events)
        self.commands.apply(events)
        self._show_right_page()
        self._update_history_actions()

    @Slot(object)
    def show_receiver_state(self, state: ReceiverState) -> None:
        """Say what the receiver does."""
        self.notices.show_state(state)
        self._show_settings()

    @Slot(object)
    def show_refusal(self, refusal: RequestRefused) -> None:
        """Say that a request was refused."""
        self.notices.show_refusal(refusal)

    @Slot(object)
    def show_fault(self, error: LiveappError) -> None:
        """Tell of a fault that the program knows, such as a full disk."""
        self.faults.show_fault(error)

    @Slot(str, str)
    def show_unexpected_error(self, summary: str, details: str) -> None:
        """Tell of a mistake in the program, which goes on."""
        self.faults.show_unexpected_error(summary, details)

    @Slot(object)
    def open_stream(self, stream: Stream | int) -> None:
        """Show a stream, given itself or by its key; once the list is read, where it is not yet."""
        self.panel.show_stream(stream.key if isinstance(stream, Stream) else stream)

    @Slot()
    def raise_to_front(self) -> None:
        """Bring the window before all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def stop(self) -> None:
        """End all work in other threads. A second call does nothing."""
        self.exports.stop()
        self.questions.stop()

    @property
    def ingest_url(self) -> str:
        """Where bots post to; empty while the receiver has no address."""
        url = self.notices.state.url
        return f"{url}{INGEST_PATH}" if url else ""

    def _build_layout(self) -> QWidget:
        """Lays the window out; returns what toasts stand over."""
        self.setObjectName("mainWindow")
        self.setWindowTitle("liveapp")
        self.setWindowIcon(self._icons.application())
        self.setMinimumSize(*LEAST_SIZE_PX)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.panel)
        self._splitter.addWidget(self.page)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([PANEL_WIDTH_PX, FIRST_SIZE_PX[0] - PANEL_WIDTH_PX])
        self._pages = QStackedWidget()
        body = QWidget()
        body_layout = QVBoxLayout(body)
        body_layout.setContentsMargins(0, 0, 0, 0)
        body_layout.addWidget(self._pages)
        self._pages.addWidget(self._splitter)
        self._pages.addWidget(self.first_run)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._banner_area = QVBoxLayout()
        self._export_area = QVBoxLayout()
        self._banner_area.addWidget(self.notices.fault_banner)
        self._banner_area.addWidget(self.notices.refusals)
        layout.addLayout(self._banner_area)
        layout.addWidget(body, 1)
        layout.addLayout(self._export_area)
        self.setCentralWidget(central)
        return body

    def _build_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.notices.status, 1)
        for name in ("copyIngestUrlAction", "copyTokenAction"):
            button = QToolButton()
            button.setDefaultAction(self.actions_by_name[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            bar.addPermanentWidget(button)

    def _connect_parts(self) -> None:
        self.panel.stream_chosen.connect(self._show_stream)
        self.panel.new_streams_appeared.connect(self._new_streams.tell)
        self.panel.loaded.connect(self._show_right_page)
        self.panel.fault_met.connect(self.show_fault)
        self.page.message.connect(self.toasts.show_toast)
        self.page.fault_met.connect(self.show_fault)
        self.questions.fault_met.connect(self.show_fault)
        self.commands.fault_met.connect(self.show_fault)
        self.exports.failed.connect(self.show_fault)
        self._new_streams.open_requested.connect(self.open_stream)
        self.first_run.demo_requested.connect(self._control.play_demo)
        self.first_run.copied.connect(self.toasts.show_toast)
        self.notices.retry_requested.connect(self._control.retry_receiver)
        self.notices.port_change_requested.connect(self.settings_opener.open_at_port)
        self.notices.sites_change_requested.connect(self.settings_opener.open_at_sites)
        self.settings_opener.changed.connect(self._show_settings)

    def _connect_actions(self) -> None:
        self.actions_by_name.adopt(
            self.panel.auto_follow_action, "View", "Ctrl+L", "Show the stream that last received a bet"
        )
        self.actions_by_name.connect(
            {
                "exportCsvAction": lambda: self._with_stream(self.exports.ask),
                "settingsAction": self.settings_opener.open,
                "openDataFolderAction": lambda: open_path(self._control.settings.data_dir),
                "quitAction": self.close,
                "copyRowsAction": self.page.copy_rows,
                "focusFilterAction": self.page.focus_filter,
                "searchStreamsAction": self.panel.focus_search,
                "goToNonceAction": self.page.focus_go_to_nonce,
                "editNotesAction": lambda: self._with_stream(self.commands.edit_notes),
                "deleteStreamAction": lambda: self._with_stream(self.commands.delete),
                "previousStreamAction": self.panel.select_previous,
                "nextStreamAction": self.panel.select_next,
                "backAction": lambda: self._go(self._history.back()),
                "forwardAction": lambda: self._go(self._history.forward()),
                "toggleFollowingAction": self.page.toggle_following,
                "nextRowAction": self.page.select_next_row,
                "previousRowAction": self.page.select_previous_row,
                "copyIngestUrlAction": self._copy_url,
                "copyTokenAction": self._copy_token,
                "retryReceiverAction": self._control.retry_receiver,
                "keyboardHelpAction": self._show_keyboard_help,
                "playDemoAction": self._control.play_demo,
                "openLogAction": lambda: open_path(self._control.settings.log_path),
                "aboutAction": self._show_about,
            }
        )
        self.page.add_ways([self.actions_by_name[name] for name in ("backAction", "forwardAction")])
        names = ("exportCsvAction", "editNotesAction", "deleteStreamAction")
        self.page.add_header_actions([self.actions_by_name[name] for name in names])

    def _show_stream(self, stream: Stream | None) -> None:
        if stream is None and self.panel.model.total:
            self.panel.select_next()
            return
        self.page.show_stream(stream)
        self.actions_by_name.enable_stream_actions(stream is not None)
        if stream is not None:
            self._history.visit(stream.key)
        self.setWindowTitle(f"{stream.short_hash} – liveapp" if stream else "liveapp")
        self._update_history_actions()

    def _show_right_page(self) -> None:
        is_empty = self.panel.is_loaded and not self.panel.model.total
        self._pages.setCurrentWidget(self.first_run if is_empty else self._splitter)

    def _show_settings(self) -> None:
        settings = self._control.settings
        self.first_run.show_address(self.ingest_url)
        self.first_run.show_token(settings.ingest_token, settings.require_token)
        self.actions_by_name["copyIngestUrlAction"].setEnabled(bool(self.ingest_url))
        self.actions_by_name["retryReceiverAction"].setEnabled(not self.ingest_url)

    def _update_history_actions(self) -> None:
        self.actions_by_name["backAction"].setEnabled(self._history.can_go_back)
        self.actions_by_name["forwardAction"].setEnabled(self._history.can_go_forward)

    def _go(self, key: int | None) -> None:
        if key is not None:
            self.open_stream(key)

    def _with_stream(self, command: Callable[[Stream], object]) -> None:
        if self.page.stream is not None:
            command(self.page.stream)

    def _copy_url(self) -> None:
        QGuiApplication.clipboard().setText(self.ingest_url)
        self.toasts.show_toast("Ingest URL copied")

    def _copy_token(self) -> None:
        QGuiApplication.clipboard().setText(self._control.settings.ingest_token)
        self.toasts.show_toast("Ingest token copied")

    def _show_keyboard_help(self) -> None:
        self._open_and_forget(KeyboardHelpDialog(self.actions_by_name.shortcut_groups(), self))

    def _show_about(self) -> None:
        self._open_and_forget(AboutDialog(self._icons.application(), self))

    def _open_and_forget(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _restore_state(self) -> None:
        self.resize(*FIRST_SIZE_PX)
        self.restoreGeometry(self._state.qt_state("geometry"))
        self._splitter.restoreState(self._state.qt_state("splitter"))
        self.panel.restore_state(self._state.texts("streams"))
        self.page.restore_state(self._state.texts("bets"))
        self.panel.auto_follow_action.setChecked(self._state.flag("auto_follow", default=True))
        last_key = self._state.text("stream")
        if last_key.isdecimal():
            self.panel.show_stream(int(last_key))

    def _save_state(self) -> None:
        self._state.keep_qt_state("geometry", self.saveGeometry())
        self._state.keep_qt_state("splitter", self._splitter.saveState())
        self._state.keep_texts("streams", self.panel.save_state())
        self._state.keep_texts("bets", self.page.save_state())
        self._state.keep_flag("auto_follow", self.panel.auto_follow_action.isChecked())
        self._state.keep_text("stream", str(self.page.stream.key) if self.page.stream else "")
        self._state.save()

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons for a new theme."""
        super().changeEvent(event)
        if is_theme_change(event) and hasattr(self, "actions_by_name"):
            self.actions_by_name.take_colors(self.palette())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep where the window was and what it showed."""
        self._save_state()
        super().closeEvent(event)
        self.closed.emit()
