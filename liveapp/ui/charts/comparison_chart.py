"""Chart of several streams' profits in one currency, over the number of bets since each one began."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout

from liveapp.domain.statistics import words
from liveapp.domain.statistics.compared_stream import ComparedStream
from liveapp.domain.statistics.pictures.comparison import ComparisonPicture, comparison_picture
from liveapp.domain.statistics.pictures.courses import Course
from liveapp.domain.statistics.pictures.rows import Row
from liveapp.domain.statistics.pictures.span import Span
from liveapp.domain.streams import Stream
from liveapp.ui import plain, theme
from liveapp.ui.charts.axes import BetsAxis, NumberAxis
from liveapp.ui.charts.chart_view import Reading
from liveapp.ui.charts.comparison_words import caption, in_currency, legend_names, reading_words
from liveapp.ui.charts.curve_legend import CurveLegend
from liveapp.ui.charts.curve_styles import LETTERS, EndLetter, curve_pen, free_places
from liveapp.ui.charts.own_range_chart import OwnRangeChart
from liveapp.ui.charts.picture_file import Paper
from liveapp.ui.charts.redrawing import PictureWork, Redrawing
from liveapp.ui.charts.shapes import Line, cut, line_pen
from liveapp.ui.widgets.formatting import currency_text
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.stream_words import stream_words

NO_CURRENCY = "No currency"
LETTER_ROOM_PX = 12
LEGEND_PLACE = 2
"""Below the title and the read-out."""


class ComparisonChart(OwnRangeChart):
    """One currency at a time: amounts of two are never added. There are at most so many streams."""

    title = "Profits"
    name = "profits"
    hint = "Wheel or + − zooms, drag or ← → moves, Home shows all, Shift+← → reads values"

    def __init__(self, redrawing: Redrawing, icons: Icons, most: int = len(LETTERS)) -> None:
        letters = LETTERS[:most]
        self._lines = [Line() for _ in letters]
        self._averages = [Line() for _ in letters]
        self._letters = [EndLetter(letter) for letter in letters]
        self._zero = pg.InfiniteLine(angle=0)
        self.currency = QComboBox()
        self.expected = QCheckBox("Show expected")
        self.legend = CurveLegend(most)
        self._streams: tuple[Stream, ...] = ()
        self._currencies: tuple[str | None, ...] = ()
        super().__init__(redrawing, BetsAxis(), NumberAxis("left"), icons)
        self.plot.add(self._zero, *self._averages, *self._lines, *self._letters)
        plain.set_accessible_name(self.currency, "Currency of the profits")
        plain.set_tooltip(self.currency, "Which currency's profits are drawn")
        plain.set_tooltip(self.expected, "Draw what the targets of each stream's bets give on average")
        self.add_controls(self.currency, self.expected)
        self.currency.hide()
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(LEGEND_PLACE, self.legend)
        self.currency.currentIndexChanged.connect(self._begin_currency)
        self.expected.toggled.connect(self.want_picture)

    @property
    def currency_name(self) -> str | None:
        """The currency that is drawn."""
        place = self.currency.currentIndex()
        return self._currencies[place] if 0 <= place < len(self._currencies) else None

    def show_streams(self, streams: Sequence[Stream], currencies: Sequence[str | None]) -> None:
        """Name these streams, and offer these currencies; the chosen one stays where it is among them."""
        self._streams = tuple(streams)
        chosen = self.currency_name
        if tuple(currencies) != self._currencies:
            self._currencies = tuple(currencies)
            with QSignalBlocker(self.currency):
                self.currency.clear()
                self.currency.addItems([currency_text(one) if one else NO_CURRENCY for one in currencies])
                if chosen in self._currencies:
                    self.currency.setCurrentIndex(self._currencies.index(chosen))
            self.currency.setVisible(len(currencies) > 1)
            self.want_picture()
        self._name()

    @property
    def names(self) -> list[str]:
        """What the streams are called here."""
        return [stream_words(stream) for stream in self._streams]

    def picture_work(self) -> PictureWork:
        """Of the part that is shown, or of all there is by then."""
        part = self.shown.picture_span if self.shown.is_zoomed else None
        currency, width = self.currency_name, self.plot.width_px
        return lambda streams: comparison_of(streams, currency, part, width)

    def draw(self, picture: ComparisonPicture) -> None:
        """A line for each stream, with its letter at the end."""
        # With room for the letters of the longest.
        self.be_about(0, picture.longest + ceil(picture.longest * LETTER_ROOM_PX / self.plot.width_px))
        self.plot.set_up(*self._height(picture))
        ends = {}
        for place, curve in enumerate(picture.curves):
            x, y = curve.line()
            line = cut(self.across(x), self.plot.up_to_edges(y), *self.plot.edges)
            self._lines[place].setData(*line)
            self._averages[place].setData(self.across(curve.numbers), self.plot.up(curve.expected))
            self._averages[place].setVisible(self.expected.isChecked() and curve.has_expectation)
            if len(line[0]):
                ends[place] = float(line[0][-1]), float(line[1][-1])
        self._put_letters(ends)
        self._name()

    def words(self, picture: ComparisonPicture) -> str:
        """What is what, and that it ranks nothing."""
        return caption(picture, self.expected.isChecked())

    def alternative(self, picture: ComparisonPicture) -> str:
        """How each stream went."""
        return words.comparison_alternative(picture, self.names, self.currency_name)

    def read_out(self, picture: ComparisonPicture, x: float) -> Reading | None:
        """Every profit after so many bets."""
        if not picture.longest:
            return None
        number = min(picture.longest, max(1, self.shown.nearest(x)))
        longest = max(picture.curves, key=lambda curve: curve.bets)
        place = longest.place_at(number)
        if place is not None:
            number = int(longest.numbers[place])
        return Reading(reading_words(picture.curves, number, self.currency_name), float(number), None)

    def rows(self, picture: ComparisonPicture) -> Iterator[Row]:
        """A header, and a row for each pixel of each stream, which is told by its id."""
        return picture.rows([str(stream.id) for stream in self._streams])

    def paper(self) -> Paper:
        """With the names of the lines, which the legend tells on the screen."""
        said = zip(LETTERS, legend_names(self.names, self.picture, self.currency_name), strict=False)
        legend = "; ".join(f"{letter}: {name}" for letter, name in said)
        paper = super().paper()
        return replace(paper, words=f"{legend}. {paper.words}")

    def apply_colors(self, colors: theme.ThemeColors) -> None:
        """A colour for each line; what is expected is thinner."""
        for place, color in enumerate(colors.chart.curves[: len(self._lines)]):
            self._lines[place].set_pen(curve_pen(color, place))
            self._averages[place].set_pen(line_pen(color, 1))
            self._letters[place].setBrush(color)
        self._zero.setPen(line_pen(colors.muted_text, 1))

    def _height(self, picture: ComparisonPicture) -> tuple[float, float]:
        ends = [np.zeros(0 if self.shown.is_zoomed else 1)]
        for curve in picture.curves:
            ends += [curve.lows, curve.highs]
            if self.expected.isChecked() and curve.has_expectation:
                ends.append(curve.expected)
        every = np.concatenate(ends)
        return (float(every.min()), float(every.max())) if len(every) else (0.0, 0.0)

    def _put_letters(self, ends: dict[int, tuple[float, float]]) -> None:
        across, up = self.plot.pixel_size()
        left, low = self.plot.edges[0], self.plot.lowest
        places = [((x - left) / across, (y - low) / up) for x, y in ends.values()]
        for letter in self._letters:
            letter.vanish()
        free = free_places(places, self.plot.box.width(), self.plot.box.height())
        for place, (x_px, y_px) in zip(ends, free, strict=True):
            self._letters[place].stand_at(left + x_px * across, low + y_px * up)

    def _name(self) -> None:
        currency = self.currency_name
        title = f"{self.title} {in_currency(currency)}" if self._currencies else self.title
        if title != self.title_label.text():
            plain.set_text(self.title_label, title)
        self.legend.show_names(legend_names(self.names, self.picture, currency))

    def _begin_currency(self, _place: int) -> None:
        self.shown.reset()
        self.want_picture()


def comparison_of(
    streams: Sequence[ComparedStream | None], currency: str | None, part: Span | None, width: int
) -> ComparisonPicture:
    """Draw up these streams; of those that are not read yet, nothing."""
    courses = [Course() if stream is None else stream.course(currency) for stream in streams]
    return comparison_picture(courses, part, width)
