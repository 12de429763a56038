"""The table of files that are to be imported, as far as it is known what they hold."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QObject

from liveapp.domain.bets import SeedPair
from liveapp.domain.importing import FilePreview, ImportSource, shown_name
from liveapp.ui.importing.words import days_text, format_text, importable, left_out_text, seeds_text
from liveapp.ui.widgets.formatting import count_text
from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, ModelIndex

Suggestion = Callable[[str], SeedPair | None]
"""Given a file's name, whose rounds it may hold."""

NO_SEEDS = SeedPair("", "")
LOOKING = "…"
NEEDED = "needed"


class FileColumn(IntEnum):
    """The columns, from left to right."""

    FILE = 0
    FORMAT = 1
    SEEDS = 2
    DAYS = 3
    LEFT_OUT = 4
    ROUNDS = 5


TITLES: dict[int, tuple[str, str]] = {
    FileColumn.FILE: ("File", "The file's name"),
    FileColumn.FORMAT: ("Format", "What the file turned out to be"),
    FileColumn.SEEDS: ("Seed pair", "Whose rounds they are, or how many seed pairs there are"),
    FileColumn.DAYS: ("Days", "When its bets were made, in local time"),
    FileColumn.LEFT_OUT: ("Left out", "What is not taken"),
    FileColumn.ROUNDS: ("Rounds", "Bets and heartbeats that can be taken"),
}


@dataclass(slots=True, eq=False)
class FileRow:
    """One file. `seeds` are those that the user gives it, either of them empty while it is not given."""

    path: Path
    preview: FilePreview | None = None
    seeds: SeedPair = NO_SEEDS

    @property
    def needs_seeds(self) -> bool:
        """Whether somebody has to say whose rounds they are."""
        return self.preview is not None and self.preview.needs_seeds

    @property
    def lacks_seeds(self) -> bool:
        """Whether they are still to be said."""
        return self.needs_seeds and not all(self.seeds)

    @property
    def can_hold_some(self) -> bool:
        """Whether there may be rounds in it that can be taken."""
        return self.preview is None or (self.preview.format is not None and importable(self.preview) > 0)

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return shown_name(self.path.name)

    def fill_in(self, suggest: Suggestion) -> None:
        """Take suggested seeds where they are lacking and nobody began to give them."""
        if self.needs_seeds and not any(self.seeds):
            self.seeds = suggest(self.name) or NO_SEEDS

    @property
    def given_seeds(self) -> SeedPair | None:
        """What the file itself does not say."""
        return self.seeds if self.needs_seeds and not self.lacks_seeds else None


class FilesModel(ListTableModel):
    """A row for each file, in the order in which they were chosen."""

    titles = TITLES
    numbers = (FileColumn.ROUNDS,)

    def __init__(self, paths: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = [FileRow(path) for path in paths]
        self._unknown = {row.path: row for row in self.rows}

    def show_previews(self, previews: Sequence[FilePreview], suggest: Suggestion) -> list[FileRow]:
        """Tell what files hold; returns their rows, without those that are gone.

        `suggest` says whose the rounds of a file may be, where it lacks its seeds.
        """
        rows = []
        for preview in previews:
            row = self._unknown.pop(preview.path, None)
            if row is not None:
                row.preview = preview
                row.fill_in(suggest)
                rows.append(row)
        self._tell_changed()
        return rows

    def fill_in(self, suggest: Suggestion) -> None:
        """Suggest seeds where they are lacking and nobody began to give them."""
        for row in self.rows:
            row.fill_in(suggest)
        self._tell_changed()

    def set_seeds(self, row: FileRow, seeds: SeedPair) -> None:
        """Say whose rounds a file's are."""
        row.seeds = seeds
        self._tell_changed()

    def leave_out(self, row: FileRow) -> None:
        """Take a file from the list."""
        number = self.rows.index(row)
        self.beginRemoveRows(NO_PARENT, number, number)
        del self.rows[number]
        self._unknown.pop(row.path, None)
        self.endRemoveRows()

    def sources(self) -> tuple[ImportSource, ...]:
        """What is to be imported; a file is called by its name, where no other has the same."""
        times = Counter(row.name for row in self.rows)
        return tuple(
            ImportSource(row.path, row.given_seeds, row.name if times[row.name] == 1 else None)
            for row in self.rows
        )

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """How many files there are."""
        return 0 if parent.isValid() else len(self.rows)

    def text_at(self, row: int, column: int) -> str:
        """What is known of the file, in words."""
        return _text(self.rows[row], FileColumn(column))

    def tooltip_at(self, row: int, column: int) -> str:
        """The same, whole."""
        return _tooltip(self.rows[row], FileColumn(column))

    def _tell_changed(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(FileColumn) - 1))


def _text(row: FileRow, column: FileColumn) -> str:
    if column is FileColumn.FILE:
        return row.name
    preview = row.preview
    if preview is None:
        return LOOKING if column is FileColumn.FORMAT else ""
    if column is FileColumn.FORMAT:
        return format_text(preview)
    if preview.format is None:
        return ""
    match column:
        case FileColumn.ROUNDS:
            return count_text(importable(preview))
        case FileColumn.SEEDS:
            return _seeds(row, preview)
        case FileColumn.DAYS:
            return days_text(preview)
        case _:
            return left_out_text(preview)


def _tooltip(row: FileRow, column: FileColumn) -> str:
    if column is FileColumn.FILE:
        return shown_name(row.path)
    is_unreadable = row.preview is not None and row.preview.format is None
    return (row.preview.detail or "") if row.preview and is_unreadable else _text(row, column)


def _seeds(row: FileRow, preview: FilePreview) -> str:
    if row.needs_seeds:
        return NEEDED if row.lacks_seeds else seeds_text(row.seeds)
    if preview.seed_pairs == 1 and preview.first_seed_pairs:
        return seeds_text(preview.first_seed_pairs[0])
    return count_text(preview.seed_pairs) if preview.seed_pairs else ""
