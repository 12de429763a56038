"""What rows of the bet table are drawn with: fonts, measures and colours, taken once, not for each cell."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from liveapp.domain.bets import StoredBet
from liveapp.domain.verdicts import DIFFERING, Verdict
from liveapp.ui import theme
from liveapp.ui.widgets.sort_header import CELL_PADDING_PX as CELL_PADDING_PX

ROW_PADDING_PX = 8
BADGE_PADDING_PX = 8
BADGE_MARGIN_PX = 3
SMALL = 0.85
"""Size of the words on a hairline beside that of the table's text."""

STAR_MARGIN_PX = 2
STAR_WAIST = 0.45
"""How far from its middle a star's inner corners are, beside its points."""

LINE_STRENGTH = 0.6
"""How much of the muted text's colour a hairline has."""

_FIXED_WIDTH_SIGNS = "0123456789.,:+-e" + "−×–…"


class RowLook:
    """Fonts, measures and colours of a view as they are now; made anew where its font or palette changes."""

    def __init__(self, view: QWidget) -> None:
        palette = view.palette()
        self.colors = theme.colors(palette)
        self.base = palette.color(QPalette.ColorRole.Base)
        self.alternate = palette.color(QPalette.ColorRole.AlternateBase)
        self.text = palette.color(QPalette.ColorRole.Text)
        self.chosen = palette.color(QPalette.ColorRole.Highlight)
        self.chosen_text = palette.color(QPalette.ColorRole.HighlightedText)
        self.line = QColor(self.colors.muted_text)
        self.line.setAlphaF(LINE_STRENGTH)
        self.font = view.font()
        self.italic = QFont(self.font)
        self.italic.setItalic(True)
        self.bold = QFont(self.font)
        self.bold.setBold(True)
        self.small = QFont(self.font)
        self.small.setPointSizeF(self.font.pointSizeF() * SMALL)
        self.metrics = QFontMetrics(self.font)
        self.small_metrics = QFontMetrics(self.small)
        self.row_px = self.metrics.height() + ROW_PADDING_PX
        self.baseline_px = (self.row_px - self.metrics.height()) // 2 + self.metrics.ascent()
        widths = {self.metrics.horizontalAdvance(sign * 16) for sign in _FIXED_WIDTH_SIGNS}
        self._sign_px = widths.pop() / 16 if len(widths) == 1 else None
        self._badges: dict[tuple[str, int, float], QPixmap] = {}
        self._stars: dict[tuple[bool, bool, float], QPixmap] = {}

    def width_px(self, text: str) -> float:
        """How wide a text of numbers and signs is."""
        if self._sign_px is None:
            return self.metrics.horizontalAdvance(text)
        return len(text) * self._sign_px

    def tint_of(self, bet: StoredBet) -> QColor | None:
        """The colour of the highest step that a bet's result reaches; None below the lowest, and without."""
        if bet.is_stand_in:
            return None
        found = None
        for from_multiplier, color in self.colors.multiplier_tints:
            if bet.round_result < from_multiplier:
                break
            found = color
        return found

    def verdict_color(self, verdict: Verdict | None) -> QColor:
        """The colour of a verdict's sign, which tells it by its shape too."""
        if verdict in DIFFERING:
            return self.colors.loss
        return self.colors.win if verdict is Verdict.VERIFIED else self.colors.muted_text

    def badge_px(self, difficulty: str) -> int:
        """How wide the badge of a difficulty is where it has room."""
        return self.metrics.horizontalAdvance(difficulty) + 2 * BADGE_PADDING_PX

    def badge(self, difficulty: str, width_px: int, scale: float) -> QPixmap:
        """A difficulty's word on a badge of its colour, at most `width_px` wide."""
        made = self._badges.get((difficulty, width_px, scale))
        if made is None:
            made = self._badges[difficulty, width_px, scale] = self._new_badge(difficulty, width_px, scale)
        return made

    def star(self, is_filled: bool, is_chosen: bool, scale: float) -> QPixmap:
        """A bookmark's star, or the outline of one; on a chosen row in the colour of its text."""
        made = self._stars.get((is_filled, is_chosen, scale))
        if made is None:
            color = self.chosen_text if is_chosen else self.colors.accent if is_filled else self.colors.idle
            made = self._stars[is_filled, is_chosen, scale] = star_pixmap(
                self.metrics.ascent() + STAR_MARGIN_PX, color, is_filled, scale
            )
        return made

    def _new_badge(self, difficulty: str, width_px: int, scale: float) -> QPixmap:
        fill, text_color = self.colors.difficulty_badges[difficulty]
        height_px = min(self.row_px - 2, self.metrics.height() + BADGE_MARGIN_PX)
        size = QSize(max(1, min(self.badge_px(difficulty), width_px - 2)), height_px)
        badge = QPixmap(size * scale)
        badge.setDevicePixelRatio(scale)
        badge.fill(Qt.GlobalColor.transparent)
        painter = QPainter(badge)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        area = QRectF(0, 0, size.width(), size.height())
        painter.drawRoundedRect(area, size.height() / 2, size.height() / 2)
        painter.setPen(text_color)
        painter.setFont(self.font)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, difficulty)
        painter.end()
        return badge


def star_pixmap(size_px: int, color: QColor, is_filled: bool, scale: float) -> QPixmap:
    """A five-pointed star, filled or as an outline."""
    star = QPixmap(QSize(size_px, size_px) * scale)
    star.setDevicePixelRatio(scale)
    star.fill(Qt.GlobalColor.transparent)
    middle, radius = size_px / 2, size_px / 2 - 1
    corners = [
        QPointF(middle + reach * sin(number * pi / 5), middle - reach * cos(number * pi / 5))
        for number, reach in enumerate((radius, radius * STAR_WAIST) * 5)
    ]
    painter = QPainter(star)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1))
    painter.setBrush(color if is_filled else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF(corners))
    painter.end()
    return star
