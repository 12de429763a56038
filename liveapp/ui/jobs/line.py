"""How far a job is, with a way to stop it; it stands below the stream and takes no focus."""

from PySide6.QtCore import QEvent, QMargins, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from liveapp.domain.jobs import Progress
from liveapp.ui import plain
from liveapp.ui.jobs.words import JobWords
from liveapp.ui.theme import colors, is_theme_change
from liveapp.ui.widgets.rounded_panel import RoundedPanel
from liveapp.ui.widgets.share_bar import ShareBar

OUTSIDE = QMargins(8, 0, 8, 8)


class JobLine(RoundedPanel):
    """One job that runs."""

    cancel_requested = Signal()

    def __init__(self, words: JobWords, parent: QWidget | None = None) -> None:
        super().__init__(parent, OUTSIDE)
        self.setObjectName("jobLine")
        plain.set_accessible_name(self, words.name.capitalize())
        self.words = words
        self._label = plain.PlainLabel()
        self._bar = ShareBar(f"Progress of the {words.name}")
        self._cancel = QPushButton("Cancel")
        # Gone a moment later: a click that took the focus would have it end in the search of streams.
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        plain.set_accessible_name(self._cancel, f"Cancel the {words.name}")
        plain.set_tooltip(self._cancel, words.cancel_hint)
        self._cancel.clicked.connect(self.cancel_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 8, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(self._label)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._cancel)
        self._take_colors()
        plain.set_text(self._label, f"{words.doing} …")
        self._bar.show_unknown()

    @property
    def text(self) -> str:
        """The job and its progress, in words."""
        return self._label.text()

    def show_progress(self, progress: Progress) -> None:
        """Say how much is done; without a total the bar only moves."""
        plain.set_text(self._label, self.words.line(progress))
        if progress.total is not None:
            self._bar.show_share(progress.done, progress.total)

    def _take_colors(self) -> None:
        self.set_panel_colors(
            self.palette().color(QPalette.ColorRole.AlternateBase), colors(self.palette()).border
        )

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()
