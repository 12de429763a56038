"""A stream's row in the list: three short lines and a sign of how lately it was heard of."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from liveapp.domain.streams import Stream
from liveapp.ui import theme
from liveapp.ui.streams.model import ACTIVITY_ROLE, AGE_ROLE, STREAM_ROLE
from liveapp.ui.streams.order import Activity
from liveapp.ui.widgets import formatting

ModelIndex = QModelIndex | QPersistentModelIndex

PADDING_PX = 8
LINE_GAP_PX = 2
SIGN_PX = 10
SIGN_GAP_PX = 8


class StreamDelegate(QStyledItemDelegate):
    """Live is a full disc, recent a half one, idle a ring; each in its colour and with its word."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """The row's ground, the sign, the lines."""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        stream = index.data(STREAM_ROLE)
        if stream is None:
            return
        painter.save()
        _RowPainter(painter, option).paint(stream, index.data(ACTIVITY_ROLE), index.data(AGE_ROLE))
        painter.restore()
        if (
            option.state & QStyle.StateFlag.State_HasFocus
            and not option.state & QStyle.StateFlag.State_Selected
        ):
            _draw_focus(painter, option)

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        """Room for three lines of text."""
        lines = QFontMetrics(_hash_font(option.font)).height() + 2 * option.fontMetrics.height()
        return QSize(180, lines + 2 * LINE_GAP_PX + 2 * PADDING_PX)


class _RowPainter:
    """Paints one row from top to bottom."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self._painter = painter
        self._font = option.font
        self._palette = option.palette
        self._colors = theme.colors(option.palette)
        self._is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._area = QRect(option.rect).adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)

    def paint(self, stream: Stream, activity: Activity, age: str) -> None:
        left = self._area.left() + SIGN_PX + SIGN_GAP_PX
        hash_font = _hash_font(self._font)
        first = QRect(left, self._area.top(), self._area.right() - left + 1, QFontMetrics(hash_font).height())
        self._draw_sign(
            activity, QRectF(self._area.left(), first.center().y() - SIGN_PX / 2, SIGN_PX, SIGN_PX)
        )
        word_width = self._draw_right(first, activity.value, self._activity_color(activity))
        self._draw(
            first.adjusted(0, 0, -word_width - SIGN_GAP_PX, 0), stream.short_hash, hash_font, self._strong
        )
        line_height = QFontMetrics(self._font).height()
        second = QRect(left, first.bottom() + 1 + LINE_GAP_PX, first.width(), line_height)
        age_width = self._draw_right(second, age, self._muted)
        seed = formatting.short_text(stream.seeds.client_seed, 200)
        self._draw(second.adjusted(0, 0, -age_width - SIGN_GAP_PX, 0), seed, self._font, self._strong)
        third = second.translated(0, line_height + LINE_GAP_PX)
        high_width = 0
        if stream.highest_multiplier is not None:
            high = f"high {formatting.multiplier_text(stream.highest_multiplier)}"
            high_width = self._draw_right(third, high, self._muted) + SIGN_GAP_PX
        bets = formatting.counted(stream.total_bets, "bet", "bets")
        self._draw(third.adjusted(0, 0, -high_width, 0), bets, self._font, self._muted)

    @property
    def _strong(self) -> QColor:
        role = QPalette.ColorRole.HighlightedText if self._is_selected else QPalette.ColorRole.Text
        return self._palette.color(role)

    @property
    def _muted(self) -> QColor:
        return self._strong if self._is_selected else self._colors.muted_text

    def _activity_color(self, activity: Activity) -> QColor:
        if self._is_selected:
            return self._strong
        colors = self._colors
        return {Activity.LIVE: colors.live, Activity.RECENT: colors.recent, Activity.IDLE: colors.idle}[
            activity
        ]

    def _draw(self, rect: QRect, text: str, font: QFont, color: QColor) -> None:
        self._painter.setFont(font)
        self._painter.setPen(color)
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)

    def _draw_right(self, rect: QRect, text: str, color: QColor) -> int:
        """Draw at the right end; how wide it became."""
        self._painter.setFont(self._font)
        self._painter.setPen(color)
        self._painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return QFontMetrics(self._font).horizontalAdvance(text)

    def _draw_sign(self, activity: Activity, rect: QRectF) -> None:
        color = self._activity_color(activity)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(QPen(color, 1.6))
        self._painter.setBrush(color if activity is Activity.LIVE else Qt.BrushStyle.NoBrush)
        ring = rect.adjusted(0.8, 0.8, -0.8, -0.8)
        self._painter.drawEllipse(ring)
        if activity is Activity.RECENT:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(color)
            self._painter.drawPie(ring, 90 * 16, 180 * 16)


def _hash_font(font: QFont) -> QFont:
    fixed = theme.fixed_width_font()
    fixed.setPointSizeF(font.pointSizeF())
    fixed.setBold(True)
    return fixed


def _draw_focus(painter: QPainter, option: QStyleOptionViewItem) -> None:
    painter.save()
    painter.setPen(QPen(theme.colors(option.palette).accent, 1, Qt.PenStyle.DotLine))
    painter.drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -1.5, -1.5))
    painter.restore()
