"""What the files hold that are to be imported, told before anything of them is stored."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.bets import SeedPair
from liveapp.domain.importing import FilePreview, ImportSource
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.importing.files_model import FileColumn, FileRow, FilesModel
from liveapp.ui.importing.seeds_form import SeedsForm
from liveapp.ui.importing.words import importable, preview_text, seeds_by_name, seeds_in_name
from liveapp.ui.widgets.busy_line import BusyLine
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.list_table import MiddleCut, shape_list_view
from liveapp.ui.widgets.message_layout import button_row, fit_screen, heading_label
from liveapp.ui.widgets.report_view import ReportView
from liveapp.ui.widgets.tab_order import follow_layout
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

SIZE_PX = (900, 560)
LEAST_DETAIL_LINES = 3
MOST_ROWS = 8
STEPS = 1_000

SEEDS_CHARACTERS = 22
AS_WIDE_AS_THEIR_TEXTS = (FileColumn.FORMAT, FileColumn.DAYS, FileColumn.LEFT_OUT, FileColumn.ROUNDS)
"""The file takes what is left."""

LOOKING = "Looking into the files … Import need not wait for that: what cannot be taken is told at its end."
NOTHING_TWICE = "What is recorded already is not taken twice. Rounds of other games are left out."
IMPORT_HINT = "Store what is in these files, in the background"


class ImportDialog(QDialog):
    """A row for each file, filled by `show_previews`. `accepted` means that `sources` are to be imported.

    It can be accepted before all are looked into: what is known to lack its seeds is asked for first. Seeds
    are filled in where a file is named for one stream, else with `wanted`, where that is given; the user sees
    them.
    """

    left_out = Signal(object)  # the path of a file that is not to be imported

    def __init__(
        self, paths: Sequence[Path], wanted: SeedPair | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("importDialog")
        plain.set_window_title(self, "Import")
        fit_screen(self, SIZE_PX)
        self._wanted = wanted
        self._named: Mapping[str, SeedPair] = {}
        self._is_looking = True
        self._asked_row: FileRow | None = None
        self.model = FilesModel(paths, self)
        self._heading = heading_label()
        self.view = self._make_view()
        self._busy = _progress_line()
        self.details = ReportView("About the chosen file")
        self.details.setMinimumHeight(self.details.fontMetrics().lineSpacing() * (LEAST_DETAIL_LINES + 1))
        self.form = SeedsForm()
        self.form.hide()
        self.form.changed.connect(self._take_seeds)
        self._state = ToneLabel(Tone.MUTED)
        self._leave_out = QPushButton("&Leave out")
        self._leave_out.setAutoDefault(False)
        plain.set_tooltip(self._leave_out, "Do not import the chosen file")
        self._leave_out.clicked.connect(self._leave_out_chosen)
        self._import = QPushButton("&Import")
        plain.set_tooltip(self._import, IMPORT_HINT)
        self._lay_out()
        self._import.setDefault(True)
        self.view.selectionModel().selectionChanged.connect(self._show_chosen)
        self.view.selectRow(0)
        self._tell()

    @property
    def sources(self) -> tuple[ImportSource, ...]:
        """What is to be imported, as it stands."""
        return self.model.sources()

    def offer_streams(self, streams: Sequence[Stream]) -> None:
        """Let seeds be taken from these streams; a file that is named for one of them gets its seeds."""
        self._named = seeds_by_name(streams)
        self.form.offer(streams)
        self.model.fill_in(self._suggest)
        if self._asked_row is not None:
            self.form.ask_about(self._asked_row.name, self._asked_row.seeds)
        self._tell()

    def show_previews(self, previews: Sequence[FilePreview]) -> None:
        """Tell what some of the files hold."""
        shown = self.model.show_previews(previews, self._suggest)
        lacking = next((row for row in shown if row.lacks_seeds), None)
        if lacking is not None and self._asked_row is None:
            self.view.selectRow(self.model.rows.index(lacking))
        # Not where others came: the user may be reading.
        if self._chosen_row in shown:
            self._show_chosen()
        self._tell()

    def show_progress(self, share: float) -> None:
        """Tell how much was looked into, from 0 to 1."""
        self._busy.setValue(round(STEPS * share))

    def end_looking(self) -> None:
        """All that could be told is told."""
        self._is_looking = False
        self._busy.hide()
        self._tell()

    @property
    def _chosen_row(self) -> FileRow | None:
        chosen = self.view.selectionModel().selectedRows()
        return self.model.rows[chosen[0].row()] if chosen else None

    def _suggest(self, name: str) -> SeedPair | None:
        return seeds_in_name(name, self._named) or self._wanted

    def _show_chosen(self) -> None:
        row = self._chosen_row
        if row is None:
            return
        plain.set_lines(self.details, "" if row.preview is None else preview_text(row.preview))
        if row.needs_seeds:
            self._asked_row = row
            self.form.show()
            self.form.ask_about(row.name, row.seeds)

    def _take_seeds(self) -> None:
        if self._asked_row is not None:
            self.model.set_seeds(self._asked_row, self.form.seeds)
            self._tell()

    def _leave_out_chosen(self) -> None:
        row = self._chosen_row
        if row is None:
            return
        if row is self._asked_row:
            self._asked_row = None
            self.form.hide()
        self.model.leave_out(row)
        self.left_out.emit(row.path)
        self._show_chosen()
        self._tell()

    def _tell(self) -> None:
        """Say what can be done now, and why not."""
        rows = self.model.rows
        rounds = sum(importable(row.preview) for row in rows if row.preview is not None)
        files = counted(len(rows), "file", "files")
        found = f"{counted(rounds, 'round', 'rounds')} in {files}"
        plain.set_text(self._heading, f"{found} so far …" if self._is_looking else found)
        lacking = [row for row in rows if row.lacks_seeds]
        can_hold_some = any(row.can_hold_some for row in rows)
        self._import.setEnabled(can_hold_some and not lacking)
        self._leave_out.setEnabled(len(rows) > 1)
        self._state.set_tone(Tone.ERROR if lacking or not can_hold_some else Tone.MUTED)
        plain.set_text(self._state, self._state_words(lacking, can_hold_some))

    def _state_words(self, lacking: Sequence[FileRow], can_hold_some: bool) -> str:
        if lacking:
            part = "the client seed" if lacking[0].seeds.server_seed_hashed else "seeds"
            others = f", and of {len(lacking) - 1:,} more" if len(lacking) > 1 else ""
            return f"Still needed: {part} of {lacking[0].name}{others}."
        if not can_hold_some:
            return "Nothing here can be imported."
        if self._is_looking:
            return LOOKING
        return NOTHING_TWICE

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self.model)
        shape_list_view(view, "Files", "Columns of the files")
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        row_px = view.verticalHeader().defaultSectionSize()
        header = view.horizontalHeader()
        width_px = view.fontMetrics().averageCharWidth()
        header.setMinimumSectionSize(width_px * 4)
        view.setColumnWidth(FileColumn.SEEDS, SEEDS_CHARACTERS * width_px)
        for column in AS_WIDE_AS_THEIR_TEXTS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(MOST_ROWS)
        header.setSectionResizeMode(FileColumn.FILE, QHeaderView.ResizeMode.Stretch)
        view.setItemDelegateForColumn(FileColumn.FILE, MiddleCut(view))
        beside_px = header.sizeHint().height() + 2 * view.frameWidth()
        view.setMinimumHeight(beside_px + 2 * row_px)
        view.setMaximumHeight(beside_px + min(MOST_ROWS, max(2, self.model.rowCount())) * row_px)
        return view

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setAutoDefault(False)
        plain.set_tooltip(cancel, "Import nothing (Esc)")
        buttons.addButton(self._import, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(self._busy)
        layout.addWidget(self.view, 2)
        layout.addWidget(self.details, 1)
        layout.addWidget(self.form)
        layout.addWidget(self._state)
        layout.addLayout(button_row(buttons, self._leave_out))
        follow_layout(self)


def _progress_line() -> BusyLine:
    line = BusyLine()
    line.setRange(0, STEPS)
    plain.set_accessible_name(line, "How much was looked into")
    line.show()
    return line
