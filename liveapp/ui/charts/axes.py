"""Axes of charts: numbers as the window writes them, never in powers or offsets that have to be added."""

from math import ceil, floor, isfinite, log10

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetrics

from liveapp.ui.widgets.formatting import MINUS

LEAST_GAP = 3.0
"""So many heights of a letter are between ticks of a vertical axis."""

LETTERS = 14
"""So many letters a tick of a horizontal axis has room for."""

EDGE_PX = 40
"""So far a tick's text may stand out beyond the ends of its axis."""

_STEPS = (1, 2, 5, 10)
_MOST_DECIMALS = 8
_SCIENTIFIC_FROM = 1e9


def nice_step(width: float, most: int) -> float:
    """The smallest step of 1, 2 or 5 times a power of ten that `width` has at most `most` of."""
    least = width / max(1, most)
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))


def tick_text(value: float, step: float) -> str:
    """A number with as many decimals as ticks `step` apart need."""
    if abs(value) < step / 2:
        return "0"
    if abs(value) >= _SCIENTIFIC_FROM:
        digits = f"{abs(value):.4g}"
    else:
        decimals = min(_MOST_DECIMALS, max(0, -floor(log10(step) + 1e-9)))
        digits = f"{abs(value):,.{decimals}f}"
    return f"{MINUS}{digits}" if value < 0 else digits


class NumberAxis(pg.AxisItem):
    """Plain numbers. Drawn is their `unit`th part, so that the drawing has no huge or tiny numbers."""

    def __init__(self, orientation: str, mark: str = "") -> None:
        super().__init__(orientation)
        self.enableAutoSIPrefix(False)
        self.setStyle(hideOverlappingLabels=EDGE_PX)
        self.unit = 1.0
        self.origin = 0
        """From here on it counts, where the numbers are whole and may be large; ticks tell the numbers."""
        self._mark = mark
        self._letter_px = (7.0, 12.0)

    def set_font(self, font: QFont) -> None:
        """Write ticks in this font, and keep room for them."""
        metrics = QFontMetrics(font)
        self._letter_px = metrics.horizontalAdvance("0"), metrics.height()
        self.setStyle(tickFont=font)
        if self.orientation == "bottom":
            self.setHeight(metrics.height() + 8)

    def count_from(self, origin: int) -> None:
        """Be about how far numbers are from this one."""
        if origin != self.origin:
            self.origin = origin
            self.picture = None
            self.update()

    def most_ticks(self, size_px: float) -> int:
        """How many ticks have room."""
        across, high = self._letter_px
        room_px = high * LEAST_GAP if self.orientation == "left" else across * LETTERS
        return max(1, int(size_px / room_px))

    def text(self, value: float, step: float) -> str:
        """What stands at a tick."""
        return tick_text(value, step) + self._mark

    def boundingRect(self) -> QRectF:
        """With room for half of a text at either end, which would be cut or not be written else."""
        room_px = self._letter_px[0] * LETTERS / 2 if self.orientation == "bottom" else 0.0
        rect: QRectF = super().boundingRect()
        return rect.adjusted(-room_px, 0, room_px, 0)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """One level of ticks."""
        low, high = minVal * self.unit, maxVal * self.unit
        if not isfinite(high - low) or high <= low:
            return []
        step = nice_step(high - low, self.most_ticks(size))
        numbers = range(ceil(low / step), floor(high / step) + 1)
        return [(step / self.unit, [number * step / self.unit for number in numbers])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """The words at each of them."""
        return [self.text(value * self.unit, spacing * self.unit) for value in values]


class NonceAxis(NumberAxis):
    """Whole numbers up to 2^63 − 1: drawn is how far they are from `origin`."""

    def __init__(self) -> None:
        super().__init__("bottom")

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """Ticks at whole nonces, exact however large they are."""
        low, high = self.origin + ceil(minVal * self.unit), self.origin + floor(maxVal * self.unit)
        if high < low:
            return []
        step = max(1, round(nice_step(max(1, high - low), self.most_ticks(size))))
        nonces = range(-(-low // step) * step, high + 1, step)
        return [(step / self.unit, [(nonce - self.origin) / self.unit for nonce in nonces])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """The nonce at each of them."""
        return [f"{self.origin + round(value * self.unit):,}" for value in values]


class BetsAxis(NonceAxis):
    """How many bets since the first: says so below its ticks."""

    def __init__(self) -> None:
        super().__init__()
        self.setLabel("bets")

    def set_font(self, font: QFont) -> None:
        """With room for one more line."""
        super().set_font(font)
        self.label.setFont(font)
        self.setHeight(2 * QFontMetrics(font).height() + 8)

    def setTextPen(self, *args: object, **kwargs: object) -> None:
        """The label in the ticks' colour."""
        super().setTextPen(*args, **kwargs)
        self.label.setDefaultTextColor(self.textPen().color())


class LogAxis(NumberAxis):
    """Drawn is the decimal logarithm; ticks stand at powers of ten, and between them where there are few."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """Ticks at powers of ten, at most as many as have room."""
        powers = range(ceil(minVal), floor(maxVal) + 1)
        step = max(1, ceil(len(powers) / self.most_ticks(size)))
        ticks = [float(power) for power in powers if power % step == 0]
        if len(ticks) < 3 and step == 1:
            between = [power + log10(part) for power in range(floor(minVal), ceil(maxVal)) for part in (2, 5)]
            ticks = sorted(ticks + [tick for tick in between if minVal <= tick <= maxVal])
        return [(float(step), ticks)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """The number whose logarithm it is."""
        return [self.text(10.0**value, 10.0 ** floor(value + 1e-9)) for value in values]
