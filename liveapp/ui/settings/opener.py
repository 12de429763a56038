"""Opening the settings and putting what was changed in force."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.access import normal_origin
from liveapp.domain.errors import LiveappError
from liveapp.domain.jobs import JobEvent
from liveapp.domain.keeping import StoreKeeper
from liveapp.ui import plain
from liveapp.ui.program_control import ProgramControl
from liveapp.ui.questions import Questions
from liveapp.ui.settings.allow_site_dialog import AllowSiteDialog
from liveapp.ui.settings.backup_line import BackupLine
from liveapp.ui.settings.dialog import SettingsDialog
from liveapp.ui.settings.login_line import LoginLine
from liveapp.ui.widgets.formatting import reason_text
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack


class SettingsOpener(QObject):
    """One settings dialog at a time. `changed` after a change is in force.

    `backup_requested` asks for a backup; its end comes by `apply`.
    """

    changed = Signal()
    backup_requested = Signal()

    def __init__(
        self,
        window: QWidget,
        control: ProgramControl,
        keeper: StoreKeeper,
        questions: Questions,
        toasts: ToastStack,
        has_tray: Callable[[], bool] = plain.has_tray,
    ) -> None:
        super().__init__(window)
        self._has_tray = has_tray
        self._window = window
        self._control = control
        self._keeper = keeper
        self._questions = questions
        self._toasts = toasts
        self._backup_line: BackupLine | None = None
        self._dialog: SettingsDialog | None = None

    def open(self) -> SettingsDialog:
        """Show the settings in force."""
        if self._dialog is None:
            line = BackupLine(self._keeper, self._questions)
            line.backup_requested.connect(self.backup_requested)
            self._backup_line = line
            self._dialog = SettingsDialog(
                self._control.settings,
                LoginLine(self._control),
                line,
                Icons(self._control.resources),
                self._has_tray(),
                self._window,
            )
            self._dialog.save_requested.connect(self._save)
            self._dialog.finished.connect(self._forget_dialog)
        self._dialog.open()
        return self._dialog

    def open_at_port(self) -> None:
        """Show the settings, ready to type a port."""
        self.open().focus_port()

    def open_at(self, setting: str) -> None:
        """Show the settings, with the focus in this one, given by its name."""
        self.open().focus_setting(setting)

    def allow_site(self, origin: str) -> AllowSiteDialog:
        """Put a web origin among the allowed ones, if the user says yes."""
        dialog = AllowSiteDialog(origin, self._control.settings.require_token, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._allow_site(origin))
        dialog.open()
        return dialog

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Keep the line of the last backup true."""
        if self._backup_line is not None:
            self._backup_line.apply(events)

    def _save(self) -> None:
        if self._dialog is None:
            return
        try:
            self._control.change_settings(self._dialog.changes())
        except LiveappError as problem:
            self._dialog.show_problem(str(problem))
        except OSError as problem:
            self._dialog.show_problem(f"The settings cannot be saved: {reason_text(problem)}")
        else:
            self.changed.emit()
            self._save_login_start(self._dialog)

    def _save_login_start(self, dialog: SettingsDialog) -> None:
        """The rest of the dialog, which is the system's and no setting."""
        try:
            dialog.login_line.put_in_force()
        except (LiveappError, OSError) as problem:
            dialog.show_problem(
                f"What starts at login cannot be changed: {reason_text(problem)}. All else is saved."
            )
        else:
            dialog.accept()
            self._toasts.show_toast("Settings saved", kind=ToastKind.GOOD)

    def _allow_site(self, origin: str) -> None:
        origins = dict.fromkeys((*self._control.settings.allowed_origins, normal_origin(origin)))
        try:
            self._control.change_settings({"allowed_origins": tuple(origins)})
        except (LiveappError, OSError) as problem:
            text = f"{origin} is not allowed: {reason_text(problem)}"
            self._toasts.show_toast(text, kind=ToastKind.TROUBLE)
        else:
            self._toasts.show_toast(f"{origin} may call the receiver now", kind=ToastKind.GOOD)
            self.changed.emit()

    def _forget_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
            self._backup_line = None
