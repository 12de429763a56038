"""How several lines in one picture are told apart: by a letter, by their pattern, and by colour."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPainterPath, QPen, QTransform

from liveapp.ui.charts.shapes import line_pen

LETTERS = "ABCDEFGH"
WIDTH_PX = 1.75
LETTER_PX = 11
GAP_PX = 3
"""Between letters, and between a letter and an edge."""

BESIDE_PX = 10
"""So far beside the end of its line is the middle of a letter."""

_PATTERNS = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
)


def curve_pen(color: QColor, place: int) -> QPen:
    """The pen of the line at a place."""
    return line_pen(color, WIDTH_PX, _PATTERNS[place % len(_PATTERNS)])


class EndLetter(pg.ScatterPlotItem):
    """A letter at the end of a line."""

    def __init__(self, letter: str) -> None:
        super().__init__(symbol=_letter_path(letter), size=LETTER_PX, pen=None)

    def stand_at(self, x: float, y: float) -> None:
        """Stand there."""
        self.setData([x], [y])

    def vanish(self) -> None:
        """Stand nowhere."""
        self.setData([], [])


def free_places(
    ends: Sequence[tuple[float, float]], width: float, height: float
) -> list[tuple[float, float]]:
    """Where letters stand beside ends of lines in a drawing so wide and high, without covering each other.

    All in pixels, upwards from the lower left corner. Letters that would cover each other stand one over the
    other, in the order of their ends.
    """
    step, edge = LETTER_PX + GAP_PX, LETTER_PX / 2 + GAP_PX
    across = [min(x + BESIDE_PX, width - edge) for x, _ in ends]
    up = [y for _, y in ends]
    upwards = sorted(range(len(ends)), key=up.__getitem__)
    for order, sign, limit in ((upwards, 1, edge), (upwards[::-1], -1, edge - height)):
        for number, place in enumerate(order):
            near = [one for one in order[:number] if abs(across[one] - across[place]) < step]
            up[place] = sign * max([sign * up[place], limit, *(sign * up[one] + step for one in near)])
    return list(zip(across, up, strict=True))


def _letter_path(letter: str) -> QPainterPath:
    """A letter in a square of 1 around the origin."""
    font = QFont()
    font.setBold(True)
    path = QPainterPath()
    path.addText(0.0, 0.0, font, letter)
    bounds = path.boundingRect()
    scale = 1.0 / max(bounds.width(), bounds.height())
    shift = QTransform.fromTranslate(-bounds.center().x(), -bounds.center().y())
    return (shift * QTransform.fromScale(scale, scale)).map(path)
