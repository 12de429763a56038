"""Draws rows of the bet table: to ask the style for each cell, each time, costs a multiple of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from liveapp.domain.bets import StoredBet
from liveapp.domain.verdicts import DIFFERING, Verdict
from liveapp.ui.bets.cells import PLACEHOLDER
from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.nonce_order import GapBefore
from liveapp.ui.bets.row_look import CELL_PADDING_PX, RowLook
from liveapp.ui.bets.verdict_words import SIGNS
from liveapp.ui.widgets.formatting import MISSING, count_text, currency_text

KEPT_ROWS = 400
"""Bets whose texts are kept: more than a screen shows."""

LEAST_CURRENCY = "BT…"
"""Less than this tells nothing."""

_PAID = (Column.PAYOUT, Column.PAYOUT_MULTIPLIER)

_ELIDED_AT_LEFT = (Column.NONCE, Column.TIME, Column.RECEIVED)
"""Of a moment that does not fit, the time is worth more than the date; of a nonce, the end differs."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shown column stands in the viewport."""

    column: Column
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row to draw: its bet, or while that is read what is known of its nonce."""

    bet: StoredBet | None
    nonce: int | None
    top: int
    is_odd: bool
    is_chosen: bool
    is_bookmarked: bool = False
    gap: GapBefore | None = None


class RowPainter:
    """Keeps the texts of the bets drawn last. `opacity` says how far a bet's tint has faded in."""

    def __init__(self, look: RowLook, opacity: Callable[[int], float]) -> None:
        self._look = look
        self._opacity = opacity
        self.tells_currencies = False
        self._texts: dict[int, tuple[StoredBet, dict[Column, str]]] = {}

    def take_look(self, look: RowLook) -> None:
        """Draw with other fonts and colours from now on."""
        self._look = look

    def forget_texts(self) -> None:
        """Make texts anew that depend on more than the bet: another day has begun."""
        self._texts.clear()

    def paint(self, painter: QPainter, row: Row, places: Sequence[Place], width: int) -> None:
        """Draw one row, `width` wide, on the table's plain ground."""
        look = self._look
        if row.is_chosen:
            painter.fillRect(0, row.top, width, look.row_px, look.chosen)
        elif row.is_odd:
            painter.fillRect(0, row.top, width, look.row_px, look.alternate)
        if row.bet is None:
            self._paint_unread(painter, row, places)
            return
        texts = self._texts_of(row.bet)
        for place in places:
            if place.column is Column.BOOKMARK:
                self._paint_star(painter, row, place)
                continue
            if place.column is Column.DIFFICULTY:
                self._paint_badge(painter, row.bet.difficulty, place, row.top)
                continue
            if place.column is Column.MULTIPLIER and not row.is_chosen:
                self._paint_tint(painter, row.bet, place, row.top)
            if place.column is Column.PROOF:
                self._paint_verdict(painter, row, row.bet.verdict, place)
                continue
            text = texts.get(place.column)
            if place.column is Column.GAP:
                # It depends on other bets too.
                text = PLACEHOLDER if row.gap is None else row.gap.text
            elif text is None:
                text = texts[place.column] = COLUMNS[place.column].text(row.bet)
            painter.setPen(look.chosen_text if row.is_chosen else self._color(row.bet, place.column, text))
            if _stands_in(row.bet, place.column):
                painter.setFont(look.italic)
                self._paint_text(painter, text, place, row.top)
                painter.setFont(look.font)
            else:
                self._paint_text(painter, text, place, row.top)
            if self.tells_currencies and place.column is Column.AMOUNT and row.bet.currency:
                self._paint_currency(painter, currency_text(row.bet.currency), text, place, row)

    def _paint_unread(self, painter: QPainter, row: Row, places: Sequence[Place]) -> None:
        painter.setPen(self._look.chosen_text if row.is_chosen else self._look.colors.muted_text)
        for place in places:
            if place.column is Column.BOOKMARK:
                self._paint_star(painter, row, place)
                continue
            is_known = place.column is Column.NONCE and row.nonce is not None
            text = count_text(row.nonce) if is_known and row.nonce is not None else PLACEHOLDER
            self._paint_text(painter, text, place, row.top)

    def _paint_text(self, painter: QPainter, text: str, place: Place, top: int) -> None:
        look = self._look
        room = place.width - 2 * CELL_PADDING_PX
        width = look.width_px(text)
        if width > room and place.column is Column.NONCE:
            text = text.replace(",", "")
            width = look.width_px(text)
        if width > room:
            at_left = place.column in _ELIDED_AT_LEFT
            mode = Qt.TextElideMode.ElideLeft if at_left else Qt.TextElideMode.ElideRight
            text = look.metrics.elidedText(text, mode, room)
            width = look.metrics.horizontalAdvance(text)
        painter.drawText(round(place.x + place.width - CELL_PADDING_PX - width), top + look.baseline_px, text)

    def _paint_currency(self, painter: QPainter, currency: str, amount: str, place: Place, row: Row) -> None:
        """Small, before the amount, as far as that leaves room."""
        look = self._look
        room = round(place.width - 2 * CELL_PADDING_PX - look.width_px(amount + " "))
        if room < look.small_metrics.horizontalAdvance(LEAST_CURRENCY):
            return
        text = look.small_metrics.elidedText(currency, Qt.TextElideMode.ElideRight, room)
        if not row.is_chosen:
            painter.setPen(look.colors.muted_text)
        painter.setFont(look.small)
        painter.drawText(place.x + CELL_PADDING_PX, row.top + look.baseline_px, text)
        painter.setFont(look.font)

    def _paint_tint(self, painter: QPainter, bet: StoredBet, place: Place, top: int) -> None:
        tint = self._look.tint_of(bet)
        if tint is None:
            return
        opacity = self._opacity(bet.id)
        if opacity < 1:
            tint = QColor(tint)
            tint.setAlphaF(opacity)
        painter.fillRect(place.x, top, place.width, self._look.row_px, tint)

    def _paint_badge(self, painter: QPainter, difficulty: str, place: Place, top: int) -> None:
        badge = self._look.badge(difficulty, place.width, painter.device().devicePixelRatio())
        size = badge.deviceIndependentSize()
        left = place.x + (place.width - round(size.width())) // 2
        painter.drawPixmap(left, top + (self._look.row_px - round(size.height())) // 2, badge)

    def _paint_star(self, painter: QPainter, row: Row, place: Place) -> None:
        star = self._look.star(row.is_bookmarked, row.is_chosen, painter.device().devicePixelRatio())
        size = star.deviceIndependentSize()
        left = place.x + (place.width - round(size.width())) // 2
        painter.drawPixmap(left, row.top + (self._look.row_px - round(size.height())) // 2, star)

    def _paint_verdict(self, painter: QPainter, row: Row, verdict: Verdict | None, place: Place) -> None:
        """A sign in the middle of its cell; one that differs is bold too."""
        look = self._look
        sign = SIGNS[verdict]
        if not sign:
            return
        painter.setPen(look.chosen_text if row.is_chosen else look.verdict_color(verdict))
        painter.setFont(look.bold if verdict in DIFFERING else look.font)
        left = place.x + (place.width - look.metrics.horizontalAdvance(sign)) // 2
        painter.drawText(left, row.top + look.baseline_px, sign)
        painter.setFont(look.font)

    def _texts_of(self, bet: StoredBet) -> dict[Column, str]:
        kept = self._texts.get(bet.id)
        if kept is None or kept[0] is not bet:
            if len(self._texts) >= KEPT_ROWS:
                self._texts.clear()
            kept = self._texts[bet.id] = (bet, {})
        return kept[1]

    def _color(self, bet: StoredBet, column: Column, text: str) -> QColor:
        look = self._look
        is_nothing = text == MISSING or (column in _PAID and not bet.payout)
        if is_nothing or _stands_in(bet, column):
            return look.colors.muted_text
        if column is Column.PROFIT and bet.payout != bet.amount:
            return look.colors.win if bet.payout > bet.amount else look.colors.loss
        return look.text


def _stands_in(bet: StoredBet, column: Column) -> bool:
    """Whether a cell shows, in place of what the bot did not tell, what comes nearest to it."""
    is_received = column is Column.TIME and bet.date_time_us is None
    return is_received or (column is Column.MULTIPLIER and bet.is_stand_in)
