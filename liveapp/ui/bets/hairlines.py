"""Hairlines between rows whose nonces leave a gap: drawn over the rows' edges, no rows of their own."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.gap_cache import Missing
from liveapp.ui.bets.row_look import CELL_PADDING_PX, RowLook
from liveapp.ui.bets.row_painter import Place

NEAR_PX = 6
"""The mouse is on a hairline within this distance."""


def paint_hairline(
    painter: QPainter, look: RowLook, missing: Missing, edge: int, places: Sequence[Place], width: int
) -> None:
    """Draw the line at `edge`, where one row ends and the next begins, and its words on it.

    The words are so small that they lie between the digits of both rows; they begin behind the first
    column and stay clear of the badges, which leave no room between each other.
    """
    painter.fillRect(0, edge - 1, width, 1, look.line)
    words = missing.words
    words_px = look.small_metrics.horizontalAdvance(words) + 2 * CELL_PADDING_PX
    height = look.small_metrics.ascent()
    area = QRect(_left_of_words(places, words_px), edge - 1 - height // 2, words_px, height)
    painter.fillRect(area, look.base)
    painter.setFont(look.small)
    painter.setPen(look.colors.muted_text)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, words)
    painter.setFont(look.font)


def _left_of_words(places: Sequence[Place], words_px: int) -> int:
    if not places:
        return 0
    left = places[0].x + places[0].width + CELL_PADDING_PX
    for place in places:
        if place.column is Column.DIFFICULTY and place.x < left + words_px and left < place.x + place.width:
            return place.x + place.width
    return left
