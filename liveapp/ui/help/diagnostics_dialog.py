"""What is worth knowing when something is odd: versions, places, and how receiver and database are."""

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import PySide6
from PySide6.QtCore import QSysInfo, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from liveapp import __version__
from liveapp.domain.clock import now_us
from liveapp.domain.errors import LiveappError
from liveapp.domain.keeping import StoreContents, StoreHealth, StoreKeeper
from liveapp.ui import plain
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.formatting import contents_text, counted, day_time_text, reason_text
from liveapp.ui.widgets.message_layout import text_label
from liveapp.ui.widgets.report_view import ReportView

SIZE_PX = (640, 400)
MB = 1_000_000
ASKING = "…"

Rows = Sequence[tuple[str, str]]
Answer = tuple[StoreHealth, StoreContents]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the program's files are."""

    data_dir: Path
    database_path: Path
    log_path: Path
    resources: Path


class DiagnosticsDialog(QDialog):
    """A report to read and to copy. It holds no token, no seeds and no bets."""

    def __init__(
        self,
        keeper: StoreKeeper,
        questions: Questions,
        places: Places,
        receiver_words: Callable[[], str],
        refused: Callable[[], int],
        parent: QWidget | None = None,
        clock_us: Callable[[], int] = now_us,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("diagnosticsDialog")
        plain.set_window_title(self, "Diagnostics")
        self.resize(*SIZE_PX)
        self._keeper = keeper
        self._questions = questions
        self._places = places
        self._refused = refused
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
            self._show(store_rows(None, 0))
        self._questions.ask(self, self._ask_health, self._show_health, self._show_fault)

    def _ask_health(self, _question: Question) -> Answer | OSError:
        try:
            return self._keeper.health(), self._keeper.contents()
        except OSError as problem:  # a folder that may not be read is worth telling
            return problem

    def _show_health(self, answer: Answer | OSError) -> None:
        if isinstance(answer, OSError):
            self._show_fault(answer)
        else:
            self._show(store_rows(answer, self._clock_us()))

    def _show_fault(self, error: LiveappError | OSError) -> None:
        self._show([("Database", f"cannot be asked: {reason_text(error)}")])

    def _show(self, database_rows: Rows) -> None:
        program = program_rows(self._places, self._receiver_words(), self._refused())
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


def program_rows(places: Places, receiver_words: str, refused: int) -> Rows:
    """What is known without asking the store."""
    return (
        ("liveapp", __version__),
        ("Python", platform.python_version()),
        ("Qt", f"{qVersion()}, PySide6 {PySide6.__version__}"),
        ("System", f"{QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}"),
        ("Data folder", without_home(places.data_dir)),
        ("Database file", without_home(places.database_path)),
        ("Log file", without_home(places.log_path)),
        ("Resources", without_home(places.resources)),
        ("Receiver", receiver_words),
        (
            "Refused",
            f"{counted(refused, 'request', 'requests')} since the start or since the list was cleared",
        ),
    )


def without_home(path: Path) -> str:
    """A path to be passed on: the home folder, which often names its owner, is `~`."""
    try:
        return str("~" / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # elsewhere, or nobody knows where home is
        return str(path)


def store_rows(answer: Answer | None, now: int) -> Rows:
    """How the store is, and how much is in it; None while it is asked."""
    names = ("Database", "Damage", "Deletions", "Database log", "Last backup")
    further = ("Stored", "Database size", "SQLite")
    if answer is None:
        return tuple((name, ASKING) for name in (*names, *further))
    health, contents = answer
    values = (*_health_values(health, now), *_contents_values(contents))
    return tuple(zip((*names, *further), values, strict=True))


def _contents_values(contents: StoreContents) -> tuple[str, ...]:
    rounds = counted(contents.rounds, "round", "rounds")
    return (
        f"{contents_text(contents.streams, contents.bets)}, {rounds}",
        f"{contents.database_bytes / MB:,.1f} MB, schema {contents.schema_version}",
        contents.sqlite_version,
    )


def _health_values(health: StoreHealth, now: int) -> tuple[str, ...]:
    copy = health.last_backup
    pending = counted(health.deletions_pending, "deleted stream", "deleted streams")
    return (
        "can be written" if health.fault is None else f"cannot be written: {health.fault}",
        "seen: Help › Check the database tells more" if health.is_damaged else "none seen",
        f"the rest of {pending} is being removed" if health.deletions_pending else "none pending",
        f"{health.log_bytes / MB:,.1f} MB",
        f"{day_time_text(copy.made_us, now)}, {contents_text(copy.streams, copy.bets)}"
        if copy
        else "none yet",
    )
