"""The part of the tab that proves a stream: first a field for its server seed, then what came of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveapp.domain.jobs import JobEvent
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.proof.findings import Findings, FindingsReader
from liveapp.ui.proof.result import ProofResult
from liveapp.ui.proof.seed_entry import NAME, SeedEntry
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.copy_field import CopyField
from liveapp.ui.widgets.message_layout import explained_button


class ProofSection(QWidget):
    """Is told of the stream only while it can be seen. `server_seed` shows the seed once it is known.

    What is submitted in `entry` is for the owner to reveal.
    """

    fault_met = Signal(object)

    def __init__(
        self, reader: BetReader, questions: Questions, server_seed: CopyField, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._server_seed = server_seed
        self._stream_key: int | None = None
        self._is_revealed: bool | None = None
        self.entry = SeedEntry(reader, questions)
        self.result = ProofResult()
        self._findings = FindingsReader(reader, questions, self)
        self._findings.found.connect(self._take)
        self._findings.fault_met.connect(self.fault_met)
        self._reveal = explained_button("Reveal", "Keep the seed, and prove the bets of its streams (Enter)")
        # The button is disabled while it works: the focus would wander off and take the view with it.
        self._reveal.clicked.connect(lambda: self.entry.edit.setFocus())
        self._reveal.clicked.connect(self.entry.submitted)
        self.entry.changed.connect(self._offer)
        self._asking = self._asking_part()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._asking)
        layout.addWidget(self.result)
        self._offer()

    def show_stream(self, stream: Stream) -> None:
        """Prove this stream, or follow it as it is now."""
        if stream.key != self._stream_key:
            self._stream_key = stream.key
            self.hide_seed()
            self._server_seed.set_value("")
        is_revealed = stream.proof.is_revealed
        if is_revealed is not self._is_revealed:
            self._is_revealed = is_revealed
            self._show_part(is_revealed)
        self.entry.show_stream(stream)
        if is_revealed:
            self.result.show_stream(stream)
            self._findings.show_stream(stream)

    def hide_seed(self) -> None:
        """Have the server seed hidden until it is asked for again."""
        self._server_seed.hide_value()

    def forget(self) -> None:
        """Find out anew about whatever is shown next."""
        self._findings.forget()

    def apply_jobs(self, events: Sequence[JobEvent]) -> None:
        """Follow whether bets are being compared."""
        self.result.apply_jobs(events)

    def _take(self, findings: Findings) -> None:
        if findings.stream_key == self._stream_key:
            seed = findings.verification.server_seed or ""
            if self._server_seed.value != seed:
                self._server_seed.set_value(seed)
            self.result.show_findings(findings)

    def _show_part(self, is_revealed: bool) -> None:
        if is_revealed and self.entry.edit.hasFocus():
            self._server_seed.setFocus()
        self._asking.setVisible(not is_revealed)
        self.result.setVisible(is_revealed)
        if is_revealed:
            self.entry.clear()

    def _offer(self) -> None:
        self._reveal.setEnabled(self.entry.can_be_revealed)

    def _asking_part(self) -> QWidget:
        part = QWidget()
        label = plain.PlainLabel(NAME)
        label.setBuddy(self.entry.edit)
        self.entry.put_beside(self._reveal)
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label)
        layout.addWidget(self.entry)
        return part
