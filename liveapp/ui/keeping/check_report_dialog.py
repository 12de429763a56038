"""What a check of the database found."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from liveapp.domain.keeping import OK, CheckResult
from liveapp.ui import plain
from liveapp.ui.widgets.formatting import count_text
from liveapp.ui.widgets.message_layout import heading_label, text_label
from liveapp.ui.widgets.report_view import ReportView

SOUND_SIZE_PX = (480, 260)
WRONG_SIZE_PX = (600, 360)


class CheckReportDialog(QDialog):
    """A report to read and to copy. `ways_out_wanted` when the user asks what can be done about it."""

    ways_out_wanted = Signal()

    def __init__(self, result: CheckResult, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checkReportDialog")
        plain.set_window_title(self, "Check of the database")
        self.resize(*(SOUND_SIZE_PX if result.is_sound else WRONG_SIZE_PX))
        self.report = ReportView("What the check found")
        self.report.show_rows(check_rows(result))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(
            heading_label("The database is sound." if result.is_sound else "The database is not sound.")
        )
        layout.addWidget(text_label(_meaning(result)))
        layout.addWidget(self.report, 1)
        layout.addWidget(self._button_box(result.is_sound))

    def ask_for_ways_out(self) -> None:
        """Make way for what can be done."""
        self.accept()
        self.ways_out_wanted.emit()

    def _button_box(self, is_sound: bool) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        plain.set_tooltip(close, "Close this report")
        copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        plain.set_accessible_name(copy, "Copy the report")
        plain.set_tooltip(copy, "Copy the report to the clipboard")
        self.report.offer_copy(copy)
        if not is_sound:
            ways = buttons.addButton("What can be done…", QDialogButtonBox.ButtonRole.ActionRole)
            plain.set_tooltip(ways, "Restore a backup, save what can be read, or start empty")
            ways.clicked.connect(self.ask_for_ways_out)
        close.setDefault(True)
        return buttons


def check_rows(result: CheckResult) -> Sequence[tuple[str, str]]:
    """The report, by lines."""
    return (
        ("Integrity", _found(result.integrity)),
        ("Totals", _found(result.totals)),
        ("Streams", count_text(result.streams)),
        ("Bets", count_text(result.bets)),
    )


def _found(words: str) -> str:
    return "nothing wrong" if words == OK else words


def _meaning(result: CheckResult) -> str:
    if result.is_sound:
        return "Everything that is stored can be read, and each stream's totals are those of its bets."
    if result.integrity == OK:
        return "Everything can be read, but totals of streams are not those of their bets."
    return "Some of what is stored can no longer be trusted. The check changed nothing."
