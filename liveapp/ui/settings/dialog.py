"""The settings dialog: a row for each setting that is declared."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from liveapp.settings import DECLARED, Settings
from liveapp.ui import plain
from liveapp.ui.settings.controls import CONTROLS, Control, NumberControl, TokenControl, TraySwitch
from liveapp.ui.settings.login_line import LoginLine
from liveapp.ui.widgets.fitting_scroll import FittingScroll
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.message_layout import fit_height
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

WIDTH_PX = 560


class SettingsDialog(QDialog):
    """Edits a copy: `changes()` are what differs from the settings it was opened on.

    `login_line` stands below the tray's switch, which is of use only where `has_tray`; `backup_line` stands
    below the data folder.

    `save_requested` asks the owner to put them in force, who then accepts the dialog or calls
    `show_problem`.
    """

    save_requested = Signal()

    def __init__(
        self,
        settings: Settings,
        login_line: LoginLine,
        backup_line: QWidget,
        icons: Icons,
        has_tray: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        plain.set_window_title(self, "Settings")
        self._settings = settings
        self.login_line = login_line
        self._problem = ToneLabel(Tone.ERROR)
        self._problem.hide()
        self._controls: dict[str, Control] = {
            name: CONTROLS[name](name, declared, getattr(settings, name))
            for name, declared in DECLARED.items()
        }
        if isinstance(tray := self._controls["keep_in_tray"], TraySwitch) and not has_tray:
            tray.show_lack()
        self._lay_out(backup_line, icons)
        self._fit()
        for control in self._controls.values():
            control.resized.connect(self._fit)

    def changes(self) -> dict[str, Any]:
        """What is to be set differently, by the settings' names.

        Raises:
            ValueError: something typed is no such value; the text names it.
        """
        wanted: dict[str, Any] = {}
        for name, control in self._controls.items():
            try:
                wanted[name] = control.value()
            except ValueError as problem:
                control.setFocus()
                raise ValueError(f"{plain.without_mnemonic(control.label)}: {problem}") from None
        return {name: value for name, value in wanted.items() if value != getattr(self._settings, name)}

    def focus_port(self) -> None:
        """Let the port be typed at once."""
        port = self._controls["port"]
        if isinstance(port, NumberControl):
            port.select()

    def focus_setting(self, name: str) -> None:
        """Let this setting be changed at once."""
        self._controls[name].setFocus()

    def show_problem(self, text: str) -> None:
        """Say why the changes cannot be saved."""
        plain.set_text(self._problem, text)
        self._problem.show()
        self._fit()

    def _request_save(self) -> None:
        try:
            changes = self.changes()
        except ValueError as problem:
            self.show_problem(str(problem))
            return
        if changes or self.login_line.is_changed:
            self.save_requested.emit()
        else:
            self.accept()

    def _fit(self) -> None:
        fit_height(self, WIDTH_PX)

    def _lay_out(self, backup_line: QWidget, icons: Icons) -> None:
        content = QWidget()
        form = QFormLayout(content)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for control in self._controls.values():
            plain.add_row(form, control.label, control)
            if isinstance(control, TokenControl):
                control.show_icon(icons)
                form.addRow("", _leading(control.button))
            if control.note is not None:
                form.addRow("", control.note)
            if isinstance(control, TraySwitch):
                plain.add_row(form, "", self.login_line)
        plain.add_row(form, "Last &backup", backup_line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(FittingScroll(content))
        layout.addWidget(self._problem)
        layout.addWidget(self._button_box())
        self._save.setDefault(True)

    def _button_box(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        save = self._save = buttons.button(QDialogButtonBox.StandardButton.Save)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        # On some systems Qt gives them letters, on others not: these are no field's.
        plain.set_text(save, "&Save")
        plain.set_text(cancel, "&Cancel")
        plain.set_tooltip(save, "Put the changes in force and keep them (Enter)")
        plain.set_tooltip(cancel, "Change nothing (Esc)")
        buttons.accepted.connect(self._request_save)
        buttons.rejected.connect(self.reject)
        return buttons


def _leading(widget: QWidget) -> QWidget:
    """The widget at its own width, at the left."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)
    layout.addStretch(1)
    return row
