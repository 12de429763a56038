"""The settings dialog: a row for each setting that is declared."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from liveapp.settings import DECLARED, Settings
from liveapp.ui import plain
from liveapp.ui.settings.controls import CONTROLS, Control, NumberControl, TokenControl
from liveapp.ui.widgets.message_layout import fit_height
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

WIDTH_PX = 560


class SettingsDialog(QDialog):
    """Edits a copy: `changes()` are what differs from the settings it was opened on.

    `backup_line` stands below the data folder.

    `save_requested` asks the owner to put them in force, who then accepts the dialog or calls
    `show_problem`.
    """

    save_requested = Signal()

    def __init__(self, settings: Settings, backup_line: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        plain.set_window_title(self, "Settings")
        self._settings = settings
        self._problem = ToneLabel(Tone.ERROR)
        self._problem.hide()
        self._controls: dict[str, Control] = {
            name: CONTROLS[name](name, declared, getattr(settings, name))
            for name, declared in DECLARED.items()
        }
        self._lay_out(backup_line)
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
        if changes:
            self.save_requested.emit()
        else:
            self.accept()

    def _fit(self) -> None:
        fit_height(self, WIDTH_PX)

    def _lay_out(self, backup_line: QWidget) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for control in self._controls.values():
            plain.add_row(form, control.label, control)
            if isinstance(control, TokenControl):
                form.addRow("", _leading(control.button))
            if control.note is not None:
                form.addRow("", control.note)
        plain.add_row(form, "Last backup", backup_line)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        plain.set_tooltip(
            buttons.button(QDialogButtonBox.StandardButton.Save), "Put the changes in force and keep them"
        )
        buttons.accepted.connect(self._request_save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addStretch(1)
        layout.addWidget(buttons)


def _leading(widget: QWidget) -> QWidget:
    """The widget at its own width, at the left."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)
    layout.addStretch(1)
    return row
