"""What is asked before the report of a long stream: all of its bets in several files, or what differs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QPushButton, QWidget

from liveapp.domain.proof_jobs import MOST_REPORT_ROWS, ReportRows
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.widgets.formatting import count_text, counted
from liveapp.ui.widgets.message_layout import lay_out_message


class ReportChoiceDialog(plain.PlainMessage):
    """Offers both; Enter takes all bets."""

    chosen = Signal(object)  # ReportRows

    def __init__(self, stream: Stream, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reportChoiceDialog")
        plain.set_window_title(self, "Export proof")
        self.setIcon(QMessageBox.Icon.Question)
        files = -(-stream.total_bets // MOST_REPORT_ROWS)
        bets = count_text(stream.total_bets)
        all_bets = self._way(
            f"&All bets, in {counted(files, 'file', 'files')}", "Write files that lead to each other"
        )
        differing = self._way(
            f"Only those that &differ{_how_many(stream)}", "Write one page, with the counts of all bets"
        )
        self._rows: dict[QAbstractButton, ReportRows] = {
            all_bets: ReportRows.ALL,
            differing: ReportRows.DIFFERING,
        }
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        plain.set_tooltip(cancel, "Export nothing")
        self.setDefaultButton(all_bets)
        self.setEscapeButton(cancel)
        self.say(
            "Which bets are to be in the report?",
            f"One file holds at most {count_text(MOST_REPORT_ROWS)} bets, so that a browser can show it; the"
            f" stream has {bets}. All of them are computed and counted either way.",
        )
        lay_out_message(self)
        self.finished.connect(self._tell)

    def _way(self, words: str, hint: str) -> QPushButton:
        button = self.addButton(words, QMessageBox.ButtonRole.AcceptRole)
        plain.set_tooltip(button, hint)
        return button

    def _tell(self) -> None:
        rows = self._rows.get(self.clickedButton())
        if rows is not None:
            self.chosen.emit(rows)


def _how_many(stream: Stream) -> str:
    """How many these are, where all bets were compared."""
    return "" if stream.unjudged_bets else f" ({count_text(stream.proof.mismatched)})"
