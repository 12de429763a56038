"""How wide the bet table's columns are: by themselves so that all fit, or as the user has them."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QTableView

from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.row_look import CELL_PADDING_PX, RowLook
from liveapp.ui.bets.sort_header import ARROW_PX

MOST_SPREAD = 0.25
"""By how much a column gets wider than it needs to be: further apart, rows are hard to follow."""


USUAL_CURRENCY = "USDT "

TITLE_SLACK_PX = 2
"""Advances are rounded; a title that is cut by a fraction of a pixel would end in dots."""


class ColumnWidths(QObject):
    """Shares a view's width among its columns.

    With room they are as wide as their widest texts and somewhat wider; with less they shrink, each
    in the measure that it can; below what each needs at least the view scrolls. A column that the
    user has made wider or narrower stays so.
    """

    def __init__(self, view: QTableView, look: RowLook) -> None:
        super().__init__(view)
        self._view = view
        self._by_hand: set[Column] = set()
        self._is_fitting = False
        self._tells_currencies = False
        self._look = look
        self._wanted: dict[Column, int] = {}
        self._least: dict[Column, int] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.fit)
        view.horizontalHeader().sectionResized.connect(self._note_resize)

    @property
    def by_hand(self) -> frozenset[Column]:
        """The columns whose width is the user's."""
        return frozenset(self._by_hand)

    def fit_all(self) -> None:
        """Forget what the user chose."""
        self._by_hand.clear()
        self.fit()

    def make_room_for_currencies(self, are_told: bool) -> None:
        """Have the amounts' column wide enough for what they are of, or for themselves alone."""
        self._tells_currencies = are_told
        self.take_look(self._look)

    def take_look(self, look: RowLook) -> None:
        """Measure titles and texts in other fonts."""
        self._look = look
        titles = self._view.horizontalHeader().fontMetrics()
        lowest = self._view.horizontalHeader().minimumSectionSize()
        for column, texts in COLUMNS.items():
            arrow_px = 0 if texts.order is None else ARROW_PX
            title = texts.sign or texts.title
            for widths, text, head in (
                (self._wanted, texts.widest, title),
                (self._least, texts.least, texts.short or title),
            ):
                title_px = titles.horizontalAdvance(head) + arrow_px + TITLE_SLACK_PX
                text_px = max(title_px, round(look.width_px(text))) + 2 * CELL_PADDING_PX
                widths[column] = max(lowest, text_px)
            badge_px = look.badge_px(texts.least) if column is Column.DIFFICULTY else 0
            for widths in (self._wanted, self._least):
                widths[column] = max(widths[column], badge_px)
        if self._tells_currencies:
            self._wanted[Column.AMOUNT] += look.small_metrics.horizontalAdvance(USUAL_CURRENCY)
        self.fit()

    def fit(self) -> None:
        """Give the columns their widths."""
        shown = [column for column in Column if not self._view.isColumnHidden(column)]
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
            self._by_hand.add(Column(section))
        # One that was hidden or shown: the header is not through with it yet.
        self._later.start()


def shared(room: int, columns: Iterable[tuple[Column, int, int]]) -> dict[Column, int]:
    """Widths for columns of (column, least, wanted) that fill `room`, as far as they may."""
    columns = list(columns)
    least, wanted = (sum(column[place] for column in columns) for place in (1, 2))
    if room >= wanted:
        share = 1 + min(MOST_SPREAD, (room - wanted) / wanted) if wanted else 1
        return {column: int(needed * share) for column, _, needed in columns}
    share = max(0, room - least) / (wanted - least)
    return {column: int(lowest + (needed - lowest) * share) for column, lowest, needed in columns}
