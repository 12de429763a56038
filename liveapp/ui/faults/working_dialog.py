"""What stands there while the database is worked on and there is no window to use."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QPushButton, QVBoxLayout, QWidget

from liveapp.domain.keeping import LeaveLogAside, RestoreCopy, SaveReadable, StartEmpty, WayOut
from liveapp.ui import plain
from liveapp.ui.widgets.message_layout import heading_label, text_label

WIDTH_PX = 440

_DOING: dict[type[WayOut], str] = {
    RestoreCopy: "Restoring the backup …",
    SaveReadable: "Saving what can be read …",
    LeaveLogAside: "Putting the log aside …",
    StartEmpty: "Beginning a new database …",
}


class WorkingDialog(QDialog):
    """Says what is done, and is closed by whoever does it. Rejected, it wants the work cancelled."""

    def __init__(self, way: WayOut, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workingDialog")
        plain.set_window_title(self, "Database")
        self.setMinimumWidth(WIDTH_PX)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, on=False)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        plain.set_accessible_name(bar, "Progress of the work on the database")
        buttons = QDialogButtonBox()
        cancel = QPushButton("Cancel")
        plain.set_tooltip(cancel, "Stop; everything stays as it is")
        plain.set_accessible_name(cancel, "Cancel the work on the database")
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(heading_label(_DOING[type(way)]))
        layout.addWidget(text_label("Until it is done, every file stays as it is."))
        layout.addWidget(bar)
        layout.addWidget(buttons)
