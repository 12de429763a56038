"""What is worth knowing when something is odd: versions, places, and how receiver and database are."""

import platform
from collections.abc import Callable, Sequence
from pathlib import Path

import PySide6
from PySide6.QtCore import QSysInfo, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from liveapp import __version__
from liveapp.domain.clock import now_us
from liveapp.domain.errors import LiveappError
from liveapp.domain.keeping import StoreHealth, StoreKeeper
from liveapp.ui import plain
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.formatting import contents_text, counted, day_time_text, reason_text
from liveapp.ui.widgets.message_layout import text_label
from liveapp.ui.widgets.report_view import ReportView

SIZE_PX = (640, 400)
MB = 1_000_000
ASKING = "…"

Rows = Sequence[tuple[str, str]]


class DiagnosticsDialog(QDialog):
    """A report to read and to copy. It holds no token, no seeds and no bets."""

    def __init__(
        self,
        keeper: StoreKeeper,
        questions: Questions,
        data_dir: Path,
        receiver_words: Callable[[], str],
        parent: QWidget | None = None,
        clock_us: Callable[[], int] = now_us,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("diagnosticsDialog")
        plain.set_window_title(self, "Diagnostics")
        self.resize(*SIZE_PX)
        self._keeper = keeper
        self._questions = questions
        self._data_dir = data_dir
        self._receiver_words = receiver_words
        self._clock_us = clock_us
        self.report = ReportView("Diagnostics")
        self._refresh = QPushButton("Refresh")
        plain.set_tooltip(self._refresh, "Ask again")
        self._refresh.clicked.connect(self.refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(text_label("To pass on when something is odd. It holds no token, seeds or bets."))
        layout.addWidget(self.report, 1)
        layout.addWidget(self._button_box())
        self.refresh()

    def refresh(self) -> None:
        """Ask how everything is now."""
        self._refresh.setEnabled(False)
        if not self.report.text:
            self._show(health_rows(None, 0))
        self._questions.ask(self, self._ask_health, self._show_health, self._show_fault)

    def _ask_health(self, _question: Question) -> StoreHealth | OSError:
        try:
            return self._keeper.health()
        except OSError as problem:  # a folder that may not be read is worth telling
            return problem

    def _show_health(self, health: StoreHealth | OSError) -> None:
        if isinstance(health, OSError):
            self._show_fault(health)
        else:
            self._show(health_rows(health, self._clock_us()))

    def _show_fault(self, error: LiveappError | OSError) -> None:
        self._show([("Database", f"cannot be asked: {reason_text(error)}")])

    def _show(self, database_rows: Rows) -> None:
        program = program_rows(self._data_dir, self._receiver_words())
        self.report.show_rows([*program, *database_rows])
        self._refresh.setEnabled(not any(value == ASKING for _, value in database_rows))

    def _button_box(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        plain.set_tooltip(close, "Close this report")
        buttons.addButton(self._refresh, QDialogButtonBox.ButtonRole.ActionRole)
        copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        plain.set_accessible_name(copy, "Copy the report")
        plain.set_tooltip(copy, "Copy the report to the clipboard")
        self.report.offer_copy(copy)
        close.setDefault(True)
        return buttons


def program_rows(data_dir: Path, receiver_words: str) -> Rows:
    """What is known without asking the store."""
    return (
        ("liveapp", __version__),
        ("Python", platform.python_version()),
        ("Qt", f"{qVersion()}, PySide6 {PySide6.__version__}"),
        ("System", f"{QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}"),
        ("Data folder", str(data_dir)),
        ("Receiver", receiver_words),
    )


def health_rows(health: StoreHealth | None, now: int) -> Rows:
    """How the store is; None while it is asked."""
    names = ("Database", "Damage", "Deletions", "Database log", "Last backup")
    if health is None:
        return tuple((name, ASKING) for name in names)
    return tuple(zip(names, _health_values(health, now), strict=True))


def _health_values(health: StoreHealth, now: int) -> tuple[str, ...]:
    copy = health.last_backup
    pending = counted(health.deletions_pending, "deleted stream", "deleted streams")
    return (
        "can be written" if health.fault is None else f"cannot be written: {health.fault}",
        "seen: Tools › Check the database tells more" if health.is_damaged else "none seen",
        f"the rest of {pending} is being removed" if health.deletions_pending else "none pending",
        f"{health.log_bytes / MB:,.1f} MB",
        f"{day_time_text(copy.made_us, now)}, {contents_text(copy.streams, copy.bets)}"
        if copy
        else "none yet",
    )
