"""A tab of the stream page that shows what the analysis found."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.stream_page.tab import StreamTab
from liveapp.ui.widgets.busy_line import BusyLine


class AnalysedTab(StreamTab):
    """Watches the analysis while it can be seen; the window tells the analysis which stream is shown.

    `busy` is to be laid out by the tab: it is visible while the analysis takes long.
    """

    bet_requested = Signal(object)
    """A nonce whose bet is to be shown in the table."""

    proof_requested = Signal()
    """The proof stands above all statistics."""

    def __init__(self, analysis: LiveAnalysis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.analysis = analysis
        self.busy = BusyLine()
        analysis.busy_changed.connect(self.busy.setVisible)

    def showEvent(self, event: QShowEvent) -> None:
        """Compute from now on; a window that is no longer minimised comes here too."""
        super().showEvent(event)
        self.analysis.watch(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Compute nothing while nobody looks; a window that is minimised comes here too."""
        super().hideEvent(event)
        self.analysis.unwatch(self)
