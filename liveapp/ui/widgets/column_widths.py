"""How wide a table's columns are: by themselves so that all fit, or as the user has them."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from liveapp.ui.widgets.timers import single_shot

MOST_SPREAD = 0.25
"""By how much a column gets wider than it needs to be: further apart, rows are hard to follow."""

TITLE_SLACK_PX = 2
"""Advances are rounded; a title that is cut by a fraction of a pixel would end in dots."""


class SharedWidths(QObject):
    """Shares a view's width among its columns.

    With room they are as wide as their widest texts and somewhat wider; with less they shrink, each
    in the measure that it can; below what each needs at least the view scrolls. A column that the
    user has made wider or narrower stays so.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._by_hand: set[int] = set()
        self._is_fitting = False
        self._wanted: Mapping[int, int] = {}
        self._least: Mapping[int, int] = {}
        self._later = single_shot(self, 0, self.fit)
        view.horizontalHeader().sectionResized.connect(self._note_resize)

    @property
    def by_hand(self) -> frozenset[int]:
        """The columns whose width is the user's."""
        return frozenset(self._by_hand)

    def fit_all(self) -> None:
        """Forget what the user chose."""
        self._by_hand.clear()
        self.fit()

    def set_needs(self, least: Mapping[int, int], wanted: Mapping[int, int]) -> None:
        """Give each column what it needs at least, and what it wants, in pixels."""
        self._least, self._wanted = least, wanted
        self.fit()

    def fit(self) -> None:
        """Give the columns their widths."""
        shown = [column for column in self._wanted if not self._view.isColumnHidden(column)]
        own = [column for column in shown if column not in self._by_hand]
        taken = sum(self._view.columnWidth(column) for column in shown if column in self._by_hand)
        room = self._view.viewport().width() - taken
        self._is_fitting = True
        for column, width in shared(
            room, [(one, self._least[one], self._wanted[one]) for one in own]
        ).items():
            self._view.setColumnWidth(column, width)
        self._is_fitting = False

    def _note_resize(self, section: int, old_px: int, new_px: int) -> None:
        if self._is_fitting:
            return
        if old_px and new_px:
            self._by_hand.add(section)
        # One that was hidden or shown: the header is not through with it yet.
        self._later.start()


def shared(room: int, columns: Iterable[tuple[int, int, int]]) -> dict[int, int]:
    """Widths for columns of (column, least, wanted) that fill `room`, as far as they may."""
    columns = list(columns)
    least, wanted = (sum(column[place] for column in columns) for place in (1, 2))
    if room >= wanted:
        share = 1 + min(MOST_SPREAD, (room - wanted) / wanted) if wanted else 1
        return {column: int(needed * share) for column, _, needed in columns}
    share = max(0, room - least) / (wanted - least)
    return {column: int(lowest + (needed - lowest) * share) for column, lowest, needed in columns}
