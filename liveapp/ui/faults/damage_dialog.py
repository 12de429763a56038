"""What to do about a database that cannot be used: what happened, and every way on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.clock import now_us
from liveapp.domain.errors import LogMismatch, StoreDamaged, StoreUnavailable
from liveapp.domain.keeping import (
    DatabaseCopy,
    LeaveLogAside,
    RestoreCopy,
    SaveReadable,
    StartEmpty,
    WayOut,
)
from liveapp.ui import plain
from liveapp.ui.faults.words import fault_words
from liveapp.ui.widgets.desktop import open_path
from liveapp.ui.widgets.fitting_scroll import FittingScroll
from liveapp.ui.widgets.formatting import contents_text, day_time_text
from liveapp.ui.widgets.message_layout import (
    breakable,
    button_row,
    fit_height,
    heading_label,
    text_label,
)
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

WIDTH_PX = 600
SYMBOL_PX = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """A way on that needs no more to be asked: what it is called, and what it does."""

    way: WayOut
    text: str
    meaning: str


RESTORE_MEANING = "What was recorded after it is not in it. The present file is kept under another name."
SAVE = Choice(
    SaveReadable(),
    "Save what can be read",
    "Puts it into a new file and takes what is missing from the newest backup. It loses least, and may take "
    "some minutes. The present file is kept under another name.",
)
SAVE_ALONE = replace(
    SAVE,
    meaning="Puts it into a new file; there is no backup to take more from. It may take some minutes. "
    "The present file is kept under another name.",
)
LEAVE_LOG = Choice(
    LeaveLogAside(),
    "Go on without the log",
    "Uses the database as it is. Bets that are only in the log are not shown; the log is kept under another "
    "name.",
)
EMPTY = Choice(
    StartEmpty(),
    "Start empty",
    "Begins a new database without streams. The present file is kept under another name.",
)


class DamageDialog(QDialog):
    """Offers the ways out of a database that cannot be used. Also works before there is a window.

    `way_out` is what was chosen, None for none. Enter chooses none until the user touched a choice.
    """

    def __init__(
        self,
        error: StoreUnavailable,
        database_path: Path,
        copies: Sequence[DatabaseCopy],
        parent: QWidget | None = None,
        clock_us: Callable[[], int] = now_us,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("damageDialog")
        plain.set_window_title(self, "Database trouble")
        self.way_out: WayOut | None = None
        self._folder = database_path.parent
        self._copies = list(copies)
        self._clock_us = clock_us
        self._ways: dict[QRadioButton, WayOut | None] = {}  # None: restore what the box names
        self._group = QButtonGroup(self)
        self._copy_box = self._make_copy_box()
        self._restore = QRadioButton()
        self._go_on = QPushButton("Continue")
        plain.set_tooltip(self._go_on, "Do what is chosen above")
        leave = QPushButton("Close" if parent else "Quit")
        plain.set_tooltip(leave, "Close this message" if parent else "Quit; everything stays as it is")
        self._lay_out(error, database_path, leave)
        self._preselect(error)
        leave.setDefault(True)
        fit_height(self, WIDTH_PX)
        self.resize(self.minimumSize())

    @property
    def chosen(self) -> WayOut:
        """The way that is chosen at the moment."""
        way = next(way for radio, way in self._ways.items() if radio.isChecked())
        return RestoreCopy(self._copies[self._copy_box.currentIndex()].path) if way is None else way

    def open_folder(self) -> None:
        """Open the folder of the database in the system's file manager."""
        open_path(self._folder)

    def _preselect(self, error: StoreUnavailable) -> None:
        """Choose what loses least: a file that is gone has nothing that could be read."""
        can_read = type(error) is StoreDamaged or isinstance(error, LogMismatch) or not self._copies
        wanted = SAVE.way if can_read else None
        radio = next(radio for radio, way in self._ways.items() if way == wanted)
        radio.setChecked(True)
        radio.setFocus()

    def _name_copy(self) -> None:
        """Say which backup would be restored."""
        copy = self._copies[self._copy_box.currentIndex()]
        made = day_time_text(copy.made_us, self._clock_us())
        plain.set_text(
            self._restore, f"Restore the backup of {made} ({contents_text(copy.streams, copy.bets)})"
        )

    def _choose_copy(self) -> None:
        self._restore.setChecked(True)
        self._expect_choice()

    def _expect_choice(self) -> None:
        """From here on Enter does what is chosen."""
        self._go_on.setDefault(True)

    def _make_copy_box(self) -> QComboBox:
        box = QComboBox()
        # Names of files may be long: as wide as the text around it, not as its widest entry.
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(20)
        for copy in self._copies:
            made = day_time_text(copy.made_us, self._clock_us())
            box.addItem(f"{made} · {contents_text(copy.streams, copy.bets)} · {copy.path.name}")
        plain.set_accessible_name(box, "Backup to restore")
        plain.set_tooltip(box, "Choose another backup to restore")
        box.currentIndexChanged.connect(self._name_copy)
        box.activated.connect(self._choose_copy)
        return box

    def _lay_out(self, error: StoreUnavailable, database_path: Path, leave: QPushButton) -> None:
        words = fault_words(error)
        parts = QVBoxLayout()
        parts.setSpacing(4)
        parts.addWidget(heading_label(words.what))
        parts.addWidget(text_label(words.meaning))
        parts.addSpacing(4)
        parts.addWidget(text_label(words.next_step))
        parts.addSpacing(8)
        self._add_choices(parts, error)
        parts.addWidget(
            ToneLabel(Tone.MUTED, breakable(f"Database: {database_path}\nReason given: {error.what}"))
        )
        content = QWidget()
        top = QHBoxLayout(content)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(16)
        top.addWidget(self._symbol())
        top.addLayout(parts, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(FittingScroll(content))
        layout.addLayout(self._button_row(leave))

    def _add_choices(self, parts: QVBoxLayout, error: StoreUnavailable) -> None:
        if self._copies:
            self._name_copy()
            self._add_choice(parts, self._restore, RESTORE_MEANING, None)
            if len(self._copies) > 1:
                parts.addLayout(self._indented(self._copy_box))
        save = SAVE if self._copies else SAVE_ALONE
        for choice in (save, LEAVE_LOG, EMPTY) if isinstance(error, LogMismatch) else (save, EMPTY):
            self._add_choice(parts, QRadioButton(choice.text), choice.meaning, choice.way)

    def _add_choice(self, parts: QVBoxLayout, radio: QRadioButton, meaning: str, way: WayOut | None) -> None:
        plain.set_tooltip(radio, meaning)
        plain.set_accessible_description(radio, meaning)
        radio.clicked.connect(self._expect_choice)
        self._group.addButton(radio)
        self._ways[radio] = way
        parts.addWidget(radio)
        parts.addLayout(self._indented(ToneLabel(Tone.MUTED, meaning)))

    def _indented(self, widget: QWidget) -> QHBoxLayout:
        """What belongs to the choice above it, below its text."""
        parts = (QStyle.PixelMetric.PM_ExclusiveIndicatorWidth, QStyle.PixelMetric.PM_RadioButtonLabelSpacing)
        layout = QHBoxLayout()
        layout.setContentsMargins(sum(self.style().pixelMetric(part) for part in parts), 0, 0, 8)
        layout.addWidget(widget)
        return layout

    def _symbol(self) -> QWidget:
        label = plain.PlainLabel()
        icon = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        label.setPixmap(icon.pixmap(SYMBOL_PX, SYMBOL_PX))
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label)
        layout.addStretch(1)
        return column

    def _button_row(self, leave: QPushButton) -> QHBoxLayout:
        buttons = QDialogButtonBox()
        show_folder = QPushButton("Open data folder")
        plain.set_tooltip(show_folder, str(self._folder))
        show_folder.clicked.connect(self.open_folder)
        buttons.addButton(self._go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return button_row(buttons, show_folder)

    def accept(self) -> None:
        """Take the way that is chosen."""
        self.way_out = self.chosen
        super().accept()
