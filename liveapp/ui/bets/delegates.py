"""Cells of the bet table that are more than text: tinted multipliers and difficulty badges."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from liveapp.ui import theme
from liveapp.ui.bets.cells import BET_ROLE

ModelIndex = QModelIndex | QPersistentModelIndex

BADGE_PADDING_PX = 8
BADGE_MARGIN_PX = 3


def tint_of(multiplier: float, tints: tuple[tuple[float, QColor], ...]) -> QColor | None:
    """The colour of the highest step that the multiplier reaches, None below the lowest."""
    reached = [color for from_multiplier, color in tints if multiplier >= from_multiplier]
    return reached[-1] if reached else None


class MultiplierDelegate(QStyledItemDelegate):
    """Text on a tint that tells the size in steps; `opacity` says how far a bet's tint has faded in."""

    def __init__(self, opacity: Callable[[int], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opacity = opacity

    def initStyleOption(self, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Set the background to the tint of the bet's multiplier."""
        super().initStyleOption(option, index)
        bet = index.data(BET_ROLE)
        if bet is None:
            return
        tint = tint_of(bet.round_result, theme.colors(option.palette).multiplier_tints)
        if tint is not None:
            faded = QColor(tint)
            faded.setAlphaF(self._opacity(bet.id))
            option.backgroundBrush = QBrush(faded)


class DifficultyDelegate(QStyledItemDelegate):
    """The difficulty's word on a badge of its colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Paint the row's background, then the badge with the word."""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        text, ground.text = ground.text, ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, option.widget)
        badges = theme.colors(option.palette).difficulty_badges
        if text not in badges:
            style.drawItemText(painter, option.rect, Qt.AlignmentFlag.AlignCenter, option.palette, True, text)
            return
        fill, text_color = badges[text]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self._badge_rect(option, text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setPen(text_color)
        painter.setFont(option.font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        """Room for the badge's round ends."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 2 * BADGE_PADDING_PX, hint.height())

    def _badge_rect(self, option: QStyleOptionViewItem, text: str) -> QRectF:
        width = option.fontMetrics.horizontalAdvance(text) + 2 * BADGE_PADDING_PX
        height = min(option.rect.height() - 2, option.fontMetrics.height() + BADGE_MARGIN_PX)
        rect = QRectF(0, 0, min(width, option.rect.width() - 2), height)
        rect.moveCenter(QRectF(option.rect).center())
        return rect
