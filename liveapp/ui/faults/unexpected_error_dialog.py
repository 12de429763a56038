"""Telling of a mistake in the program itself. The program goes on."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from liveapp.ui import plain
from liveapp.ui.theme import fixed_width_font
from liveapp.ui.widgets.desktop import open_path
from liveapp.ui.widgets.formatting import short_text
from liveapp.ui.widgets.message_layout import heading_label

SUMMARY_LENGTH = 300
"""The details have all of it."""


class UnexpectedErrorDialog(QDialog):
    """What happened, with details to pass on. Further errors while it is open are added to it."""

    def __init__(self, summary: str, details: str, log_path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unexpectedErrorDialog")
        plain.set_window_title(self, "Unexpected error")
        self.resize(600, 360)
        self._log_path = log_path
        self._count = 1
        self._heading = heading_label()
        self._summary = plain.PlainLabel()
        self._summary.setWordWrap(True)
        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setFont(fixed_width_font())
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        plain.set_accessible_name(self._details, "Details of the error")
        plain.set_tooltip(self._details, "Details of the error")
        self._show_summary(summary)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(self._heading)
        layout.addWidget(self._summary)
        layout.addWidget(self._details, 1)
        layout.addWidget(self._button_box())

    @property
    def details(self) -> str:
        """Everything that was told of the errors so far, as *Copy details* copies it."""
        return self._details.toPlainText()

    def add_error(self, summary: str, details: str) -> None:
        """Another error came while this one was shown."""
        self._count += 1
        self._show_summary(summary)
        self._details.appendPlainText(f"\n{details}")

    def copy_details(self) -> None:
        """Put the details on the clipboard."""
        plain.copy_text(self.details)

    def open_log(self) -> None:
        """Open the log file with the system's program for it."""
        open_path(self._log_path)

    def _show_summary(self, summary: str) -> None:
        times = "" if self._count == 1 else f" ({self._count} errors so far)"
        plain.set_text(self._heading, f"Something in liveapp went wrong{times}")
        plain.set_text(
            self._summary,
            f"{short_text(summary, SUMMARY_LENGTH)}\n\n"
            "Nothing that was recorded is lost, and the program goes on. "
            "The details below help to find the mistake.",
        )

    def _button_box(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        copy = buttons.addButton("Copy details", QDialogButtonBox.ButtonRole.ActionRole)
        plain.set_tooltip(copy, "Copy the details to the clipboard")
        copy.clicked.connect(self.copy_details)
        show_log = buttons.addButton("Open log", QDialogButtonBox.ButtonRole.ActionRole)
        plain.set_tooltip(show_log, str(self._log_path))
        show_log.clicked.connect(self.open_log)
        return buttons
