"""Chart of the outcomes: how often each number of safe pumps was seen, beside what is expected."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from liveapp.domain.statistics import words
from liveapp.domain.statistics.figures import Figures
from liveapp.domain.statistics.pictures.outcomes import OutcomesPicture, outcomes_picture
from liveapp.domain.statistics.pictures.rows import Row
from liveapp.ui import plain
from liveapp.ui.charts.chart_view import Reading
from liveapp.ui.charts.count_marks import Counts
from liveapp.ui.charts.counts_chart import CountsChart
from liveapp.ui.charts.outcomes_words import NOTHING, reading_words
from liveapp.ui.charts.redrawing import PictureWork, Redrawing
from liveapp.ui.widgets.formatting import multiplier_text
from liveapp.ui.widgets.icons import Icons


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What is drawn of one difficulty, None where no round has one; `difficulties` are all there are."""

    difficulties: tuple[str, ...]
    picture: OutcomesPicture | None
    fit: str


class OutcomesChart(CountsChart):
    """One difficulty at a time: each has outcomes of its own."""

    title = "Outcomes"
    name = "outcomes"

    def __init__(self, redrawing: Redrawing, icons: Icons) -> None:
        self.difficulty = QComboBox()
        super().__init__(redrawing, icons)
        plain.set_accessible_name(self.difficulty, "Difficulty of the outcomes")
        plain.set_tooltip(self.difficulty, "Which difficulty's outcomes are drawn")
        self.add_controls(self.difficulty)
        self.difficulty.hide()
        self.difficulty.currentIndexChanged.connect(self.want_picture)

    def picture_work(self) -> PictureWork:
        """That of the chosen difficulty."""
        chosen = self.difficulty.currentText()
        return lambda analysis: outcomes_of(analysis.figures, chosen)

    def draw(self, picture: Outcomes) -> None:
        """Marks, lines and areas, one of each an outcome."""
        self._offer(picture)
        drawn = picture.picture
        if drawn is None:
            self.show_no_counts()
            return
        counts = Counts(drawn.observed, drawn.expected, drawn.lows, drawn.highs)
        self.show_counts(counts, [multiplier_text(one) for one in drawn.multipliers.tolist()])

    def words(self, picture: Outcomes) -> str:
        """What the chi-square says of all of them together."""
        return picture.fit

    def alternative(self, picture: Outcomes) -> str:
        """Which outcomes are outside of their range."""
        drawn = picture.picture
        return NOTHING if drawn is None else f"{words.outcomes_alternative(drawn)} {picture.fit}"

    def read_out(self, picture: Outcomes, x: float) -> Reading | None:
        """The nearest outcome."""
        drawn = picture.picture
        if drawn is None:
            return None
        pumps = self.nearest(x)
        return Reading(reading_words(drawn, pumps), float(pumps), None)

    def rows(self, picture: Outcomes) -> Iterator[Row]:
        """A header, and a row an outcome."""
        return iter(()) if picture.picture is None else picture.picture.rows()

    def _offer(self, picture: Outcomes) -> None:
        """Let one choose among several difficulties."""
        box = self.difficulty
        if [box.itemText(place) for place in range(box.count())] != list(picture.difficulties):
            with QSignalBlocker(box):
                box.clear()
                box.addItems(picture.difficulties)
            box.setVisible(len(picture.difficulties) > 1)
        if picture.picture is not None and box.currentText() != picture.picture.difficulty:
            with QSignalBlocker(box):
                box.setCurrentText(picture.picture.difficulty)


def outcomes_of(figures: Figures, chosen: str) -> Outcomes:
    """What is drawn of the chosen difficulty, or of the one with the most rounds."""
    if not figures.outcomes:
        return Outcomes((), None, NOTHING)
    most = max(figures.outcomes, key=lambda one: one.rounds)
    one = next((one for one in figures.outcomes if one.difficulty == chosen), most)
    is_partial = words.is_partial(figures)
    fit = words.fit_words(one, is_partial)
    difficulties = tuple(one.difficulty for one in figures.outcomes)
    return Outcomes(difficulties, outcomes_picture(one, is_partial), fit)
