"""What became of an import."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from liveapp.domain.importing import ImportReport
from liveapp.ui import plain
from liveapp.ui.importing.words import import_text, summary
from liveapp.ui.widgets.message_layout import heading_label, text_label
from liveapp.ui.widgets.report_view import ReportView

SHORT_SIZE_PX = (520, 300)
LONG_SIZE_PX = (640, 440)


class ImportReportDialog(QDialog):
    """A report to read and to copy."""

    def __init__(self, report: ImportReport, is_cancelled: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importReportDialog")
        plain.set_window_title(self, "Report of the import")
        is_long = bool(report.refusals or report.unreadable)
        self.resize(*(LONG_SIZE_PX if is_long else SHORT_SIZE_PX))
        self.report = ReportView("What the import did")
        plain.set_lines(self.report, import_text(report))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(heading_label(f"{summary(report, is_cancelled)}."))
        layout.addWidget(text_label(_meaning(report, is_cancelled)))
        layout.addWidget(self.report, 1)
        layout.addWidget(self._button_box())

    def _button_box(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        plain.set_tooltip(close, "Close this report")
        copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        plain.set_accessible_name(copy, "Copy the report")
        plain.set_tooltip(copy, "Copy the report to the clipboard")
        self.report.offer_copy(copy)
        close.setDefault(True)
        return buttons


def _meaning(report: ImportReport, is_cancelled: bool) -> str:
    if is_cancelled or not report.is_whole:
        return "What was stored until then stays. Import the same files again: nothing is taken twice."
    if report.refused or report.unreadable:
        return "All else is stored. What was refused stands below, with its reasons."
    return "Everything that the files hold of Pump is stored."
