"""When the last backup was made, with a way to make one now."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from liveapp.domain.clock import now_us
from liveapp.domain.errors import LiveappError
from liveapp.domain.jobs import Backup, Finished, JobEnded, JobEvent, JobStarted
from liveapp.domain.keeping import DatabaseCopy, StoreKeeper
from liveapp.ui import plain
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.formatting import counted, day_time_text
from liveapp.ui.widgets.message_layout import text_label

ASKING = "…"
NONE = "No backup yet"
UNKNOWN = "The backups cannot be listed"
RUNNING = "Being made …"


class BackupLine(QWidget):
    """One line, as high before the answer as after it. `apply` tells it of backups made meanwhile."""

    backup_requested = Signal()

    def __init__(
        self, keeper: StoreKeeper, questions: Questions, clock_us: Callable[[], int] = now_us
    ) -> None:
        super().__init__()
        self._keeper = keeper
        self._questions = questions
        self._clock_us = clock_us
        self._label = text_label(ASKING)
        self._label.setWordWrap(False)
        self.button = QPushButton("Back up now")
        plain.set_tooltip(self.button, "Make a backup of everything that is stored")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.backup_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.button)
        self._ask()

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Follow backups that begin and end."""
        for event in events:
            match event:
                case JobStarted(request=Backup()):
                    plain.set_text(self._label, RUNNING)
                    self.button.setEnabled(False)
                case JobEnded(request=Backup(), outcome=outcome):
                    self.button.setEnabled(True)
                    self._show_end(outcome)

    def _show_end(self, outcome: object) -> None:
        match outcome:
            case Finished(DatabaseCopy() as copy):
                self._show([copy])
            case _:
                self._ask()

    def _ask(self) -> None:
        self._questions.ask(self, self._find_copies, self._show)

    def _find_copies(self, _question: Question) -> list[DatabaseCopy] | None:
        try:
            return self._keeper.backups()
        except (LiveappError, OSError):
            return None

    def _show(self, copies: Sequence[DatabaseCopy] | None) -> None:
        if copies is None:
            plain.set_text(self._label, UNKNOWN)
        elif copies:
            made = day_time_text(copies[0].made_us, self._clock_us())
            plain.set_text(self._label, f"{made}, {counted(copies[0].bets, 'bet', 'bets')}")
        else:
            plain.set_text(self._label, NONE)
