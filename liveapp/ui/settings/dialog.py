"""The settings window."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from liveapp.settings import Settings, new_token, normal_origin
from liveapp.ui.theme import fixed_width_font
from liveapp.ui.widgets.copy_field import CopyField
from liveapp.ui.widgets.desktop import open_path
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

WIDTH_PX = 560
MOST_REQUESTS_A_MINUTE = 10_000_000

TOKEN_WORDS = {
    True: "Only programs that send this token can add or read bets.",
    False: "Without it, every program on this computer and every allowed site can add, read and delete bets.",
}

THEMES = (("As the system", "system"), ("Light", "light"), ("Dark", "dark"))


class SettingsDialog(QDialog):
    """Edits a copy: `changes()` are what differs from the settings it was opened on.

    `save_requested` asks the owner to put them in force, who then accepts the dialog or calls
    `show_problem`.
    """

    save_requested = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self.setWindowTitle("Settings")
        self._settings = settings
        self._port = self._port_box()
        self._token = CopyField("ingest token", is_secret=True)
        self._token.set_value(settings.ingest_token)
        self._token_note = ToneLabel(Tone.MUTED)
        self._require_token = QCheckBox("Requests need the token")
        self._require_token.setToolTip("Whether requests without the token are refused")
        self._require_token_note = ToneLabel(Tone.MUTED)
        self._origins = self._origins_edit()
        self._rate_limit = self._rate_limit_box()
        self._theme = self._theme_box()
        self._problem = ToneLabel(Tone.ERROR)
        self._problem.hide()
        self._require_token.toggled.connect(self._tell_what_the_token_does)
        self._require_token.setChecked(settings.require_token)
        self._tell_what_the_token_does(settings.require_token)
        self._lay_out()
        self._fit()

    def changes(self) -> dict[str, Any]:
        """What is to be set differently.

        Raises:
            ValueError: a site is not a web origin; the text names it.
        """
        wanted: dict[str, Any] = {
            "port": self._port.value(),
            "ingest_token": self._token.value,
            "require_token": self._require_token.isChecked(),
            "allowed_origins": self._wanted_origins(),
            "rate_limit": self._rate_limit.value(),
            "theme": self._theme.currentData(),
        }
        return {name: value for name, value in wanted.items() if value != getattr(self._settings, name)}

    def focus_port(self) -> None:
        """Let the port be typed at once."""
        self._port.setFocus()
        self._port.selectAll()

    def focus_sites(self) -> None:
        """Let a site be typed at once."""
        self._origins.setFocus()

    def show_problem(self, text: str) -> None:
        """Say why the changes cannot be saved."""
        self._problem.setText(text)
        self._problem.show()
        self._fit()

    def _request_save(self) -> None:
        try:
            changes = self.changes()
        except ValueError as problem:
            self.show_problem(f"Allowed sites: {problem}")
            self.focus_sites()
            return
        if changes:
            self.save_requested.emit()
        else:
            self.accept()

    def _wanted_origins(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self._origins.toPlainText().splitlines())
        return tuple(dict.fromkeys(normal_origin(line) for line in lines if line))

    def _make_token(self) -> None:
        self._token.set_value(new_token())
        self._token_note.setText(
            "This new token holds from Save on. Programs that still send the old one are refused (401) "
            "until they get it."
        )
        self._token_note.show()
        self._fit()

    def _fit(self) -> None:
        """Be high enough for every line: a form does not ask for the room that wrapped text needs."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumSize(WIDTH_PX, layout.totalHeightForWidth(WIDTH_PX))

    def _tell_what_the_token_does(self, is_required: bool) -> None:
        self._require_token_note.setText(TOKEN_WORDS[is_required])

    def _open_data_folder(self) -> None:
        open_path(self._settings.data_dir)

    def _port_box(self) -> QSpinBox:
        box = QSpinBox()
        box.setRange(0, 65_535)
        box.setSpecialValueText("any free port")
        box.setGroupSeparatorShown(False)
        box.setAccessibleName("Port")
        box.setToolTip("Port of the receiver on 127.0.0.1; a change restarts the receiver")
        box.setValue(self._settings.port)
        return box

    def _rate_limit_box(self) -> QSpinBox:
        box = QSpinBox()
        box.setRange(0, MOST_REQUESTS_A_MINUTE)
        box.setSingleStep(1_000)
        box.setGroupSeparatorShown(True)
        box.setSpecialValueText("no limit")
        box.setSuffix(" requests a minute")
        box.setAccessibleName("Rate limit")
        box.setToolTip("Ingest requests a minute that are taken from one program; 0 means no limit")
        box.setValue(self._settings.rate_limit)
        return box

    def _origins_edit(self) -> QPlainTextEdit:
        edit = QPlainTextEdit("\n".join(self._settings.allowed_origins))
        edit.setFont(fixed_width_font())
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(72)
        edit.setPlaceholderText("https://example.com")
        edit.setAccessibleName("Allowed sites")
        edit.setToolTip("Web origins whose pages may call the receiver, one a line")
        return edit

    def _theme_box(self) -> QComboBox:
        box = QComboBox()
        for words, choice in THEMES:
            box.addItem(words, choice)
        box.setCurrentIndex(box.findData(self._settings.theme))
        box.setAccessibleName("Theme")
        box.setToolTip("Light or dark")
        return box

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Port", _leading(self._port))
        form.addRow("", ToneLabel(Tone.MUTED, "A new port restarts the receiver. Accepted requests stay."))
        form.addRow("&Token", self._token)
        form.addRow("", _leading(self._new_token_button()))
        form.addRow("", self._token_note)
        form.addRow("", self._require_token)
        form.addRow("", self._require_token_note)
        form.addRow("Allowed &sites", self._origins)
        form.addRow("", ToneLabel(Tone.MUTED, "Sites, one a line, whose pages may call the receiver."))
        form.addRow("&Rate limit", _leading(self._rate_limit))
        form.addRow("T&heme", _leading(self._theme))
        form.addRow("&Data folder", self._data_folder_row())
        self._token_note.hide()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Save).setToolTip(
            "Put the changes in force and keep them"
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

    def _new_token_button(self) -> QPushButton:
        button = QPushButton("Make a new token")
        button.setToolTip("Replace the token; programs with the old one are refused from Save on")
        button.setAutoDefault(False)
        button.clicked.connect(self._make_token)
        return button

    def _data_folder_row(self) -> QWidget:
        path = QLineEdit(str(self._settings.data_dir))
        path.setReadOnly(True)
        path.setAccessibleName("Data folder")
        path.setToolTip("Holds the database, settings, log and backups; chosen with --data-dir at the start")
        button = QPushButton("Open folder")
        button.setAutoDefault(False)
        button.setToolTip("Open the data folder in the file manager")
        button.clicked.connect(self._open_data_folder)
        row = QWidget()
        row.setFocusProxy(path)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(path, 1)
        layout.addWidget(button)
        return row


def _leading(widget: QWidget) -> QWidget:
    """The widget at its own width, at the left."""
    row = QWidget()
    row.setFocusProxy(widget)
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)
    layout.addStretch(1)
    return row
