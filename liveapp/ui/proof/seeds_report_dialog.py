"""What became of the seeds of a file."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from liveapp.domain.errors import LiveappError
from liveapp.domain.seed_reading import SeedHint, SeedReading
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.proof.seed_words import reading_words, stream_words
from liveapp.ui.proof.seeds_revealing import SeedsReport
from liveapp.ui.widgets.busy_line import BusyLine
from liveapp.ui.widgets.formatting import count_text, counted, short_text
from liveapp.ui.widgets.message_layout import breakable, heading_label, text_label
from liveapp.ui.widgets.report_view import ReportView

SIZE_PX = (620, 420)
NAME_LENGTH = 60
MOST_LISTED = 100
HASH_LENGTH = 10

AGAIN = "Choose the file again later: no seed is taken twice."


class SeedsReportDialog(QDialog):
    """Opened before the file is read. Closed before the report is there, its owner does no more of it."""

    def __init__(self, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("seedsReportDialog")
        plain.set_window_title(self, "Reveal seeds from a file")
        self.resize(*SIZE_PX)
        self._name = breakable(short_text(file_name, NAME_LENGTH))
        self._heading, self._meaning = heading_label(f"Reading {self._name} …"), text_label()
        self._busy = BusyLine()
        self.report = ReportView("What became of the seeds")
        self.report.hide()
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        for part in (self._heading, self._meaning, self._busy):
            layout.addWidget(part)
        layout.addWidget(self.report, 1)
        layout.addStretch()
        layout.addWidget(self._button_box())
        self._busy.show()

    def show_report(self, report: SeedsReport) -> None:
        """Say what became of each seed."""
        self._busy.hide()
        plain.set_text(self._heading, _summary(report))
        plain.set_text(self._meaning, _meaning(report))
        plain.set_lines(self.report, report_text(report))
        has_lines = bool(self.report.text)
        self.report.setVisible(has_lines)
        self._copy.setEnabled(has_lines)
        if not has_lines:
            self._shrink()

    def show_fault(self, error: LiveappError) -> None:
        """Say why nothing was taken."""
        self._busy.hide()
        plain.set_text(self._heading, f"No seed was taken from {self._name}.")
        plain.set_text(self._meaning, breakable(f"{error}."))
        self._shrink()

    def _shrink(self) -> None:
        """Take no room for a report where there is none."""
        self.resize(SIZE_PX[0], self._column.totalHeightForWidth(SIZE_PX[0]))

    def _button_box(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        plain.set_tooltip(close, "Close this report (Esc)")
        close.setDefault(True)
        self._copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        plain.set_accessible_name(self._copy, "Copy the report")
        plain.set_tooltip(self._copy, "Copy the report, which names no seed, to the clipboard")
        self._copy.clicked.connect(self.report.copy_all)
        self._copy.setEnabled(False)
        return buttons


def report_text(report: SeedsReport) -> str:
    """The report as text. It names streams and hashes, but no seed."""
    # What more can be said of first.
    nobodys = sorted(report.nobodys, key=lambda reading: reading.hint is None)
    parts = (
        _part("Revealed", _stream_lines(report.revealed)),
        _part("Known already", _stream_lines(report.known)),
        _part("Of no recorded stream", [_nobodys_line(reading) for reading in nobodys]),
    )
    return "\n\n".join(part for part in parts if part)


def _summary(report: SeedsReport) -> str:
    seeds = counted(report.read, "seed", "seeds")
    if report.revealed:
        return f"{count_text(len(report.revealed))} of {seeds} revealed."
    if report.fault is not None:
        return "No seed was taken."
    if report.known:
        return f"{seeds} read, none of them new."
    return f"{seeds} read, none of a recorded stream." if report.read else "The file holds no seeds."


def _meaning(report: SeedsReport) -> str:
    if report.fault is not None:
        left = counted(report.untried, "seed of a recorded stream is", "seeds of recorded streams are")
        return f"It ended early: {report.fault}. {left} left. {AGAIN}"
    if report.revealed:
        streams = counted(len(_streams(report.revealed)), "stream", "streams")
        return f"The bets of {streams} are being compared with what the seeds give."
    return "Nothing was changed." if report.read else "One seed is to stand on each line."


def _part(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    more = len(lines) - MOST_LISTED
    listed = [*lines[:MOST_LISTED], *([f"and {count_text(more)} more"] if more > 0 else [])]
    return "\n  ".join([f"{title} ({count_text(len(lines))}):", *listed])


def _streams(readings: Sequence[SeedReading]) -> list[Stream]:
    return [stream for reading in readings for stream in reading.streams]


def _stream_lines(readings: Sequence[SeedReading]) -> list[str]:
    streams = _streams(readings)
    return [f"{stream_words(stream)} · {counted(stream.total_bets, 'bet', 'bets')}" for stream in streams]


def _nobodys_line(reading: SeedReading) -> str:
    """What is told of a text without telling it: the hash that it would need, or what is wrong with it."""
    _, words = reading_words(reading, None)
    if reading.hint is SeedHint.HASH:
        return f"{reading.seed[:HASH_LENGTH]}…: {words}"
    if reading.meant is not None:
        return words
    hashed = f"hash {reading.server_seed_hashed[:HASH_LENGTH]}…"
    return hashed if reading.hint is None else f"{hashed}: {words}"
