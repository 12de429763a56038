"""Opening the settings and putting what was changed in force."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.errors import LiveappError
from liveapp.ui.program_control import ProgramControl
from liveapp.ui.settings.dialog import SettingsDialog
from liveapp.ui.widgets.toast import ToastStack


class SettingsOpener(QObject):
    """One settings dialog at a time. `changed` after a change is in force."""

    changed = Signal()

    def __init__(self, window: QWidget, control: ProgramControl, toasts: ToastStack) -> None:
        super().__init__(window)
        self._window = window
        self._control = control
        self._toasts = toasts
        self._dialog: SettingsDialog | None = None

    def open(self) -> SettingsDialog:
        """Show the settings in force."""
        if self._dialog is None:
            self._dialog = SettingsDialog(self._control.settings, self._window)
            self._dialog.save_requested.connect(self._save)
            self._dialog.finished.connect(self._forget_dialog)
        self._dialog.open()
        return self._dialog

    def open_at_port(self) -> None:
        """Show the settings, ready to type a port."""
        self.open().focus_port()

    def open_at_sites(self) -> None:
        """Show the settings, ready to type a site."""
        self.open().focus_sites()

    def _save(self) -> None:
        if self._dialog is None:
            return
        try:
            self._control.change_settings(self._dialog.changes())
        except LiveappError as problem:
            self._dialog.show_problem(str(problem))
        except OSError as problem:
            self._dialog.show_problem(f"The settings cannot be saved: {problem.strerror or problem}")
        else:
            self._dialog.accept()
            self._toasts.show_toast("Settings saved")
            self.changed.emit()

    def _forget_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
