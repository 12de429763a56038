"""Chart of the profit over nonces, beside what the bets' targets cost on average."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox

from liveapp.domain.statistics import words
from liveapp.domain.statistics.columns import Floats
from liveapp.domain.statistics.pictures.nearest import nearest_place
from liveapp.domain.statistics.pictures.profit import ProfitCurve, ProfitPicture
from liveapp.ui import plain, theme
from liveapp.ui.charts.axes import NonceAxis, NumberAxis
from liveapp.ui.charts.chart_view import ChartView, Reading
from liveapp.ui.charts.profit_words import caption, reading_words
from liveapp.ui.charts.redrawing import PictureWork, Redrawing
from liveapp.ui.charts.shapes import Area, Line, cut, line_pen
from liveapp.ui.charts.shown_range import ShownRange
from liveapp.ui.widgets.formatting import currency_text
from liveapp.ui.widgets.icons import Icons

NO_CURRENCY = "No currency"
ONLY_PX = 6
"""How wide the mark is where there is one point, which is no line."""


class ProfitChart(ChartView):
    """One currency at a time: amounts of two are never added."""

    title = "Profit"
    name = "profit"

    choice_changed = Signal()
    """Another currency is shown, or the drawdown is or is not shaded."""

    def __init__(self, redrawing: Redrawing, shown: ShownRange, icons: Icons) -> None:
        self._curve: ProfitCurve | None = None
        self._bands = Area(), Area()
        self._drawdown = Area()
        self._line, self._expected = Line(), Line()
        self._only = pg.ScatterPlotItem(symbol="o", size=ONLY_PX, pen=None)
        self._zero = pg.InfiniteLine(angle=0)
        self.currency = QComboBox()
        self.drawdown = QCheckBox("Shade drawdown")
        self._currencies: tuple[str | None, ...] = ()
        super().__init__(redrawing, shown, NonceAxis(), NumberAxis("left"), icons)
        self.plot.add(*self._bands, self._drawdown, self._zero, self._expected, self._line, self._only)
        plain.set_accessible_name(self.currency, "Currency of the profit")
        plain.set_tooltip(self.currency, "Which currency's profit is drawn")
        plain.set_tooltip(self.drawdown, "Shade how far the profit is below its highest so far")
        self.add_controls(self.currency, self.drawdown)
        self.currency.hide()
        self.currency.currentIndexChanged.connect(self._begin_curve)
        self.drawdown.toggled.connect(self._shade)

    def show_currencies(self, currencies: Sequence[str | None]) -> None:
        """Offer these, in the order of the stream's totals; the chosen one stays where it is among them."""
        if tuple(currencies) == self._currencies:
            return
        chosen = self.currency_name
        self._currencies = tuple(currencies)
        with QSignalBlocker(self.currency):
            self.currency.clear()
            self.currency.addItems([currency_text(one) if one else NO_CURRENCY for one in currencies])
        self.currency.setVisible(len(currencies) > 1)
        self.choose(chosen)
        self._name_currency()

    @property
    def currency_name(self) -> str | None:
        """The currency that is drawn."""
        place = self.currency.currentIndex()
        return self._currencies[place] if 0 <= place < len(self._currencies) else None

    def choose(self, currency: str | None) -> None:
        """Draw this currency's profit, if the stream has it."""
        if currency in self._currencies:
            self.currency.setCurrentIndex(self._currencies.index(currency))

    def forget(self) -> None:
        """Another stream's bets are other bets."""
        super().forget()
        self._curve = None
        self.want_picture()

    def picture_work(self) -> PictureWork:
        """The same curve again and again, as long as it is of the same bets."""
        place = max(0, self.currency.currentIndex())
        curve = self._curve = self._curve or ProfitCurve(place)
        span, width = self.shown.picture_span, self.plot.width_px
        return lambda analysis: curve.picture(analysis.bets, span, width, words.is_partial(analysis.figures))

    def draw(self, picture: ProfitPicture) -> None:
        """Areas first, the curve above them."""
        x, y = picture.curve()
        self.plot.set_up(*self._height(picture))
        lasts = self.across(picture.lasts)
        line = cut(self.across(x), self.plot.up_to_edges(y), *self.plot.edges)
        self._line.setData(*line)
        self._only.setData(*(line if len(line[0]) == 1 else ((), ())))
        self._expected.setData(lasts, self.plot.up(picture.expected))
        self._expected.setVisible(bool(picture.expected_over))
        self._draw_bands(picture, lasts)
        self._draw_drawdown(picture, lasts)

    def words(self, picture: ProfitPicture) -> str:
        """What is what."""
        return caption(picture, self.drawdown.isChecked())

    def alternative(self, picture: ProfitPicture) -> str:
        """From where to where it went."""
        return words.profit_alternative(picture, self.currency_name)

    def read_out(self, picture: ProfitPicture, x: float) -> Reading | None:
        """The profit after the bet that is nearest."""
        place = nearest_place(picture.lasts, self.shown.nearest(x))
        if place is None:
            return None
        nonce = int(picture.lasts[place])
        said = reading_words(picture, place, self.currency_name)
        return Reading(said, float(nonce - self.shown.origin), nonce)

    def apply_colors(self, colors: theme.ThemeColors) -> None:
        """Ranges as areas, what was observed as a line."""
        chart = colors.chart
        for band, color in zip(self._bands, (chart.outer_range, chart.inner_range), strict=True):
            band.set_color(color)
        self._drawdown.set_color(chart.shade)
        self._line.set_pen(line_pen(chart.observed, 1.5))
        self._only.setBrush(chart.observed)
        self._expected.set_pen(line_pen(chart.expected, 1.5, Qt.PenStyle.DashLine))
        self._zero.setPen(line_pen(colors.muted_text, 1))

    def _height(self, picture: ProfitPicture) -> tuple[float, float]:
        """The lowest and the highest: of a part those of the curve, of everything also those of the bands."""
        ends = [picture.lows, picture.highs]
        if picture.expected_over:
            ends.append(picture.expected)
        if not self.shown.is_zoomed:
            wide = 2 * np.where(picture.have_band, picture.deviations, 0.0)
            ends += [np.zeros(1), picture.expected - wide, picture.expected + wide]
        every = np.concatenate(ends)
        return (float(every.min()), float(every.max())) if len(every) else (0.0, 0.0)

    def _draw_bands(self, picture: ProfitPicture, lasts: Floats) -> None:
        begin = len(lasts) - int(np.count_nonzero(picture.have_band))
        middle, deviation = picture.expected[begin:], picture.deviations[begin:]
        for band, times in zip(self._bands, (2, 1), strict=True):
            low, high = middle - times * deviation, middle + times * deviation
            band.set_ends(lasts[begin:], self.plot.up_to_edges(low), self.plot.up_to_edges(high))

    def _draw_drawdown(self, picture: ProfitPicture, lasts: Floats) -> None:
        self._drawdown.setVisible(self.drawdown.isChecked())
        up = self.plot.up_to_edges
        self._drawdown.set_ends(lasts, up(picture.lows), up(picture.peaks))

    def _name_currency(self) -> None:
        name = self.currency_name
        plain.set_text(self.title_label, f"{self.title} in {currency_text(name)}" if name else self.title)

    def _begin_curve(self, _place: int) -> None:
        self._curve = None
        self._name_currency()
        self.want_picture()
        self.choice_changed.emit()

    def _shade(self, is_shaded: bool) -> None:
        self._drawdown.setVisible(is_shaded)
        if self.picture is not None:
            plain.set_text(self.words_label, self.words(self.picture))
        self.choice_changed.emit()
