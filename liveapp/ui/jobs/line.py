"""How far an export is, with a way to stop it; it stands below the stream and takes no focus."""

from PySide6.QtCore import QEvent, QMargins, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from liveapp.domain.streams import Stream
from liveapp.ui.jobs.csv_export import ExportStep
from liveapp.ui.theme import colors, is_theme_change
from liveapp.ui.widgets.formatting import count_text, counted
from liveapp.ui.widgets.rounded_panel import RoundedPanel

OUTSIDE = QMargins(8, 0, 8, 8)


class ExportProgress(RoundedPanel):
    """One running export."""

    cancel_requested = Signal()

    def __init__(self, stream: Stream, parent: QWidget | None = None) -> None:
        super().__init__(parent, OUTSIDE)
        self.setObjectName("exportProgress")
        self.setAccessibleName(f"Export of {stream.short_hash}")
        self._stream = stream
        self._label = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(f"Progress of the export of {stream.short_hash}")
        self._cancel = QPushButton("Cancel")
        self._cancel.setAccessibleName(f"Cancel the export of {stream.short_hash}")
        self._cancel.setToolTip("Stop the export; no file is left behind")
        self._cancel.clicked.connect(self.cancel_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 8, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(self._label)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._cancel)
        self._take_colors()
        self.show_step(ExportStep(0, stream.total_bets))

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def show_step(self, step: ExportStep) -> None:
        """So far it is."""
        self._bar.setRange(0, max(1, step.total))
        self._bar.setValue(step.written)
        of_all = f"{count_text(step.written)} of {counted(step.total, 'bet', 'bets')}"
        self._label.setText(f"Exporting {self._stream.short_hash}: {of_all}")

    def _take_colors(self) -> None:
        self.set_panel_colors(
            self.palette().color(QPalette.ColorRole.AlternateBase), colors(self.palette()).border
        )

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()
