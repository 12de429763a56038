"""Choosing the backup that is to take the database's place."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.clock import now_us
from liveapp.domain.keeping import DatabaseCopy
from liveapp.ui import plain
from liveapp.ui.widgets.busy_line import BusyLine
from liveapp.ui.widgets.formatting import MISSING, count_text, day_time_text
from liveapp.ui.widgets.message_layout import button_row, heading_label, text_label
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

SIZE_PX = (640, 400)
ROW_HEIGHT_PX = 24
LEAST_COLUMN_PX = 80
LOADING_AFTER_MS = 200
COLUMNS = ("Made", "Streams", "Bets", "File")
NUMBER_COLUMNS = (1, 2)
FILE_COLUMN = 3
LOADING = "Looking for backups …"
NONE = "There are no backups yet. A backup that is kept elsewhere can be opened as a file."
FILES = "Databases (*.sqlite3);;All files (*)"


class RestoreDialog(QDialog):
    """Lists backups once `show_copies` brings them; `chosen` is the file to restore.

    Enter restores nothing until the user chose a row or a file.
    """

    def __init__(
        self, folder: Path, parent: QWidget | None = None, clock_us: Callable[[], int] = now_us
    ) -> None:
        super().__init__(parent)
        self.setObjectName("restoreDialog")
        plain.set_window_title(self, "Restore a backup")
        self.resize(*SIZE_PX)
        self._folder = folder
        self._clock_us = clock_us
        self._paths: list[Path] = []
        self._list = self._make_list()
        self._state = ToneLabel(Tone.MUTED)
        self._busy = BusyLine()
        self._restore = QPushButton("Restore")
        plain.set_tooltip(self._restore, "Put the chosen backup in the place of the database")
        self._restore.setEnabled(False)
        buttons = self._button_box()
        self._lay_out(buttons)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setDefault(True)
        self._loading = QTimer(self)
        self._loading.setSingleShot(True)
        self._loading.setInterval(LOADING_AFTER_MS)
        self._loading.timeout.connect(self._show_loading)
        self._loading.start()

    @property
    def chosen(self) -> Path | None:
        """The file that is chosen; None for none."""
        index = self._list.currentIndex()
        return self._paths[index.row()] if index.isValid() else None

    def show_copies(self, copies: Sequence[DatabaseCopy]) -> None:
        """List these, newest first, and choose the newest unless a file was opened meanwhile."""
        self._end_loading("" if copies else NONE)
        now = self._clock_us()
        for copy in copies:
            made = day_time_text(copy.made_us, now)
            self._add_row(copy.path, made, count_text(copy.streams), count_text(copy.bets))
        if self.chosen is None and copies:
            self._choose_row(0)
        self._list.currentItemChanged.connect(self._expect_choice)

    def show_problem(self, text: str) -> None:
        """Say why the backups cannot be listed; a file can still be opened."""
        self._end_loading(text)

    def choose_file(self) -> None:
        """Let the user open a database file that is kept elsewhere."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Open a backup", str(self._folder), FILES)
        if chosen:
            self._add_row(Path(chosen), "opened by you", MISSING, MISSING)
            self._choose_row(len(self._paths) - 1)
            self._expect_choice()

    def _choose_row(self, row: int) -> None:
        self._list.setCurrentIndex(self._list.model().index(row, 0))

    def _add_row(self, path: Path, *texts: str) -> None:
        item = QTreeWidgetItem([*texts, path.name])
        item.setSizeHint(FILE_COLUMN, QSize(0, ROW_HEIGHT_PX))
        for column in NUMBER_COLUMNS:
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._paths.append(path)
        self._list.addTopLevelItem(item)

    def _offer_restore(self) -> None:
        self._restore.setEnabled(self.chosen is not None)

    def _expect_choice(self) -> None:
        """From here on Enter restores what is chosen."""
        self._restore.setDefault(True)

    def _show_loading(self) -> None:
        plain.set_text(self._state, LOADING)
        self._busy.show()

    def _end_loading(self, text: str) -> None:
        self._loading.stop()
        self._busy.hide()
        plain.set_text(self._state, text)

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setHeaderLabels(list(COLUMNS))
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setAllColumnsShowFocus(True)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setTabKeyNavigation(False)
        plain.set_accessible_name(made, "Backups")
        made.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        plain.set_accessible_name(made.header(), "Columns of the backups")
        made.header().setMinimumSectionSize(LEAST_COLUMN_PX)
        made.header().setSectionsMovable(False)
        for column in NUMBER_COLUMNS:
            made.headerItem().setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        made.currentItemChanged.connect(self._offer_restore)
        made.itemClicked.connect(self._expect_choice)
        return made

    def _button_box(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        plain.set_tooltip(buttons.button(QDialogButtonBox.StandardButton.Cancel), "Leave everything as it is")
        buttons.addButton(self._restore, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        other = QPushButton("Open another file…")
        plain.set_tooltip(other, "Choose a database file that is kept elsewhere")
        other.clicked.connect(self.choose_file)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(heading_label("Which backup is to take the place of the database?"))
        layout.addWidget(
            text_label(
                "The window then shows what the backup holds, without what was recorded after it. "
                "The present database is kept under another name."
            )
        )
        layout.addSpacing(8)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._busy)
        layout.addWidget(self._state)
        layout.addSpacing(8)
        layout.addLayout(button_row(buttons, other))
