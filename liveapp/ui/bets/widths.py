"""How wide the bet table's columns are."""

from PySide6.QtWidgets import QTableView

from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.row_look import CELL_PADDING_PX, RowLook
from liveapp.ui.widgets.column_widths import TITLE_SLACK_PX, SharedWidths
from liveapp.ui.widgets.sort_header import ARROW_PX

USUAL_CURRENCY = "USDT "


class ColumnWidths(SharedWidths):
    """Knows what titles, texts and badges need."""

    def __init__(self, view: QTableView, look: RowLook) -> None:
        super().__init__(view)
        self._tells_currencies = False
        self._look = look

    def make_room_for_currencies(self, are_told: bool) -> None:
        """Have the amounts' column wide enough for what they are of, or for themselves alone."""
        self._tells_currencies = are_told
        self.take_look(self._look)

    def take_look(self, look: RowLook) -> None:
        """Measure titles and texts in other fonts."""
        self._look = look
        titles = self._view.horizontalHeader().fontMetrics()
        lowest = self._view.horizontalHeader().minimumSectionSize()
        wanted: dict[int, int] = {}
        least: dict[int, int] = {}
        for column, texts in COLUMNS.items():
            arrow_px = 0 if texts.order is None else ARROW_PX
            title = texts.sign or texts.title
            for widths, text, head in (
                (wanted, texts.widest, title),
                (least, texts.least, texts.short or title),
            ):
                title_px = titles.horizontalAdvance(head) + arrow_px + TITLE_SLACK_PX
                text_px = max(title_px, round(look.width_px(text))) + 2 * CELL_PADDING_PX
                widths[column] = max(lowest, text_px)
            badge_px = look.badge_px(texts.least) if column is Column.DIFFICULTY else 0
            for widths in (wanted, least):
                widths[column] = max(widths[column], badge_px)
        if self._tells_currencies:
            wanted[Column.AMOUNT] += look.small_metrics.horizontalAdvance(USUAL_CURRENCY)
        self.set_needs(least, wanted)
