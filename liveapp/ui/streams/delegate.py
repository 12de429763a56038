"""A stream's row in the list: two short lines, a sign of how lately it was heard of, a heading above."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from liveapp.domain.streams import Stream
from liveapp.ui import theme
from liveapp.ui.streams.model import ACTIVITY_ROLE, AGE_ROLE, HEADING_ROLE, SHOWN_ROLE, STREAM_ROLE
from liveapp.ui.streams.order import Activity
from liveapp.ui.widgets import formatting
from liveapp.ui.widgets.proof_mark import MARK_PX, draw_mark, mark_color
from liveapp.ui.widgets.proof_words import ProofSign, proof_sign

ModelIndex = QModelIndex | QPersistentModelIndex

PADDING_PX = 8
LINE_PADDING_PX = 5
LINE_GAP_PX = 1
SIGN_PX = 10
GAP_PX = 8
MARK_GAP_PX = 6
SHOWN_BAR_PX = 3
LEAST_NAME_PX = 72
LEAST_SEED_PX = 56
WIDTH_PX = 180
LONGEST_TEXT = 200
"""Of outside text, in characters: measuring takes time."""


class StreamDelegate(QStyledItemDelegate):
    """Live is a full disc, recent a half one, idle a ring; each in its colour. A tick or an exclamation mark
    behind the name tells of the proof.

    The stream that the page shows has a bar at its left, whatever is selected.
    """

    _fonts: "_Fonts | None" = None

    def row_rect(self, view: QWidget, rect: QRect, index: ModelIndex) -> QRect:
        """What is left for the row of an item's place in a view: all but its heading."""
        return rect.adjusted(0, self._fonts_of(view.font()).heading_px, 0, 0) if _heading(index) else rect

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """The heading, the row's ground, the sign, the lines."""
        stream = index.data(STREAM_ROLE)
        if stream is None:
            return
        painter.save()
        heading, fonts = _heading(index), self._fonts_of(option.font)
        row = QStyleOptionViewItem(option)
        if heading:
            _draw_heading(painter, option, fonts, heading)
            row.rect = option.rect.adjusted(0, fonts.heading_px, 0, 0)
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, row, painter, option.widget)
        row_painter = _RowPainter(painter, row, fonts)
        row_painter.paint(stream, index.data(ACTIVITY_ROLE), index.data(AGE_ROLE))
        if index.data(SHOWN_ROLE):
            row_painter.draw_shown_bar()
        if option.state & QStyle.StateFlag.State_HasFocus:
            row_painter.draw_focus()
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        """Room for two lines of text, and for the heading where one stands above."""
        fonts = self._fonts_of(option.font)
        return QSize(WIDTH_PX, fonts.row_px + (fonts.heading_px if _heading(index) else 0))

    def _fonts_of(self, font: QFont) -> "_Fonts":
        if self._fonts is None or self._fonts.base != font:
            self._fonts = _Fonts(font)
        return self._fonts


class _Face:
    """A font with its measures."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.measures = QFontMetrics(font)
        self.height_px = self.measures.height()

    def width_px(self, text: str) -> int:
        # One more: what needs parts of a pixel would be cut.
        return self.measures.horizontalAdvance(text) + 1


class _Fonts:
    """What a list's font makes of faces and heights, made once: they are asked for with every stroke."""

    def __init__(self, font: QFont) -> None:
        self.base = QFont(font)
        bold = QFont(font)
        bold.setBold(True)
        fixed = theme.fixed_width_font()
        fixed.setPointSizeF(font.pointSizeF())
        fixed.setBold(True)
        self.text, self.bold, self.hash = _Face(self.base), _Face(bold), _Face(fixed)
        self.first_line_px = max(self.bold.height_px, self.hash.height_px)
        self.heading_px = self.bold.height_px + 2 * LINE_PADDING_PX
        self.row_px = self.first_line_px + LINE_GAP_PX + self.text.height_px + 2 * LINE_PADDING_PX


class _RowPainter:
    """Paints one row."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, fonts: _Fonts) -> None:
        self._painter = painter
        self._fonts = fonts
        self._rect = QRect(option.rect)
        self._colors = theme.colors(option.palette)
        self._is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if self._is_selected else QPalette.ColorRole.Text
        self._strong = option.palette.color(role)
        self._muted = self._strong if self._is_selected else self._colors.muted_text

    def paint(self, stream: Stream, activity: Activity, age: str) -> None:
        fonts = self._fonts
        area = self._rect.adjusted(PADDING_PX, LINE_PADDING_PX, -PADDING_PX, -LINE_PADDING_PX)
        first = area.adjusted(SIGN_PX + GAP_PX, 0, 0, 0)
        first.setHeight(fonts.first_line_px)
        self._draw_sign(activity, QRectF(area.left(), first.center().y() - SIGN_PX / 2, SIGN_PX, SIGN_PX))
        color = self._activity_color(activity) if activity is Activity.LIVE else self._muted
        name_face = fonts.bold if stream.alias else fonts.hash
        name = formatting.short_text(stream.name, LONGEST_TEXT)
        ages = (age, age.removesuffix(" ago"))
        # A name of the user's own may be cut, a hash not.
        sign = proof_sign(stream)
        mark_px = MARK_GAP_PX + MARK_PX if sign else 0
        least_px = LEAST_NAME_PX if stream.alias else name_face.width_px(name)
        left = self._draw_right(first, ages, color, least_px + mark_px).adjusted(0, 0, -mark_px, 0)
        self._draw(left, name, name_face, self._strong)
        if sign:
            self._draw_mark(left, min(left.width(), name_face.width_px(name)), sign)
        second = QRect(first.left(), first.bottom() + 1 + LINE_GAP_PX, first.width(), fonts.text.height_px)
        seed = formatting.short_text(stream.seeds.client_seed, LONGEST_TEXT)
        words = f"{stream.short_hash} · {seed}" if stream.alias else seed
        least_px = min(LEAST_SEED_PX, fonts.text.width_px(words))
        left = self._draw_right(second, _figures(stream), self._muted, least_px)
        self._draw(left, words, fonts.text, self._strong)

    def draw_shown_bar(self) -> None:
        color = self._strong if self._is_selected else self._colors.accent
        bar = QRect(self._rect.left() + 2, self._rect.top() + LINE_PADDING_PX, SHOWN_BAR_PX, 0)
        bar.setBottom(self._rect.bottom() - LINE_PADDING_PX)
        self._painter.fillRect(bar, color)

    def draw_focus(self) -> None:
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        color = self._strong if self._is_selected else self._colors.accent
        self._painter.setPen(QPen(color, 1, Qt.PenStyle.DotLine))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(self._rect.adjusted(1, 1, -2, -2))

    def _activity_color(self, activity: Activity) -> QColor:
        if self._is_selected:
            return self._strong
        colors = self._colors
        return {Activity.LIVE: colors.live, Activity.RECENT: colors.recent, Activity.IDLE: colors.idle}[
            activity
        ]

    def _draw(self, rect: QRect, text: str, face: _Face, color: QColor) -> None:
        elided = face.measures.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._painter.setFont(face.font)
        self._painter.setPen(color)
        self._painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)

    def _draw_right(self, rect: QRect, texts: Iterable[str], color: QColor, left_px: int) -> QRect:
        """Draw the first text that leaves so much room at its left, if any; what is left then."""
        face = self._fonts.text
        for text in texts:
            width_px = face.width_px(text)
            if width_px + GAP_PX + left_px <= rect.width():
                self._painter.setFont(face.font)
                self._painter.setPen(color)
                self._painter.drawText(
                    rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
                )
                return rect.adjusted(0, 0, -width_px - GAP_PX, 0)
        return rect

    def _draw_mark(self, name: QRect, width_px: int, sign: ProofSign) -> None:
        """Behind the name, however long it is."""
        place = QPoint(name.left() + width_px + MARK_GAP_PX, name.center().y() - MARK_PX // 2)
        color = self._strong if self._is_selected else mark_color(sign, self._colors)
        draw_mark(self._painter, place, sign, color)

    def _draw_sign(self, activity: Activity, rect: QRectF) -> None:
        color = self._activity_color(activity)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(QPen(color, 2.0))
        self._painter.setBrush(color if activity is Activity.LIVE else Qt.BrushStyle.NoBrush)
        ring = rect.adjusted(1, 1, -1, -1)
        self._painter.drawEllipse(ring)
        if activity is Activity.RECENT:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(color)
            self._painter.drawPie(ring, 90 * 16, 180 * 16)


def _heading(index: ModelIndex) -> str:
    return str(index.data(HEADING_ROLE) or "")


def _draw_heading(painter: QPainter, option: QStyleOptionViewItem, fonts: _Fonts, text: str) -> None:
    rect = option.rect.adjusted(PADDING_PX, LINE_PADDING_PX, -PADDING_PX, 0)
    rect.setHeight(fonts.bold.height_px)
    painter.setFont(fonts.bold.font)
    painter.setPen(theme.colors(option.palette).muted_text)
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _figures(stream: Stream) -> tuple[str, ...]:
    """Bets and highest multiplier in words, in fewer where there is less room."""
    bets = formatting.counted(stream.total_bets, "bet", "bets")
    if stream.highest_multiplier is None:
        return (bets,)
    high = formatting.multiplier_text(stream.highest_multiplier)
    return (f"{bets} · {high}", f"{stream.total_bets:,} · {high}", bets)
