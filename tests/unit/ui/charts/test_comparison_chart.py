"""Chart of several profits: drawn, named, read out, taken along."""

from collections.abc import Sequence

import pytest

from liveapp.domain.statistics.pictures.courses import Course
from liveapp.domain.statistics.pictures.span import Span
from liveapp.ui.charts.comparison_chart import ComparisonChart, comparison_of
from tests.unit.domain.statistics.pictures.makers import bets_of
from tests.unit.ui.streams.values import make_stream

LONG = Course().extended(bets_of(range(1, 301), payouts=[2.0, 0.0, 1.5] * 100), 1_000)
SHORT = Course().extended(bets_of(range(1, 101), payouts=0.0), 1_000)
NONE = Course()


class Compared:
    """A stream that is read already."""

    def __init__(self, **courses: Course) -> None:
        self._courses = courses

    def course(self, currency: str | None) -> Course:
        return self._courses.get(str(currency), NONE)


STREAMS = (Compared(btc=LONG), Compared(btc=SHORT, eth=LONG), None)


@pytest.fixture
def chart(idle_redrawing, icons, qtbot) -> ComparisonChart:
    made = ComparisonChart(idle_redrawing, icons, 3)
    qtbot.addWidget(made)
    made.show_streams([make_stream(key, alias=f"stream {key}") for key in (1, 2, 3)], ["btc", "eth"])
    made.resize(900, 400)
    made.show()
    draw(made)
    return made


def draw(chart: ComparisonChart, streams: Sequence[object] = STREAMS) -> None:
    chart.take(chart.picture_work()(streams))


def legend(chart: ComparisonChart) -> list[str]:
    return [entry.label.text() for entry in chart.legend.entries if entry.isVisible()]


def test_each_line_goes_from_nothing_to_what_its_bets_came_to(chart) -> None:
    ends = []
    for line in chart._lines[:3]:
        x, y = line.getData()
        ends.append((x[0], x[-1], y[0], y[-1]) if len(x) else None)
    assert ends == [(0.0, 300.0, 0.0, 50.0), (0.0, 100.0, 0.0, -100.0), None]
    first, last = chart.shown.whole
    assert first == 0
    assert 300 < last < 310


def test_a_letter_stands_at_the_end_of_each_line_that_there_is(chart) -> None:
    counts = [len(letter.getData()[0]) for letter in chart._letters]
    assert counts == [1, 1, 0]
    draw(chart, (None, STREAMS[1], None))
    assert [len(letter.getData()[0]) for letter in chart._letters] == [0, 1, 0]


def test_streams_without_the_currency_are_named_as_such(chart) -> None:
    assert legend(chart)[0].startswith("A  stream 1 · ")
    assert legend(chart)[2].startswith("C  no bets in BTC · stream 3")
    assert len(legend(chart)) == 3


def test_one_currency_is_drawn_at_a_time_and_stays_chosen_among_more(chart) -> None:
    assert chart.title_label.text() == "Profits in BTC"
    chart.currency.setCurrentIndex(1)
    draw(chart)
    assert chart.title_label.text() == "Profits in ETH"
    assert [curve.bets for curve in chart.picture.curves] == [0, 300, 0]
    chart.show_streams(chart._streams, ["doge", "btc", "eth"])
    assert chart.currency_name == "eth"
    chart.show_streams(chart._streams, ["btc"])
    assert chart.currency_name == "btc"
    assert not chart.currency.isVisible()


def test_expectations_are_drawn_by_choice_and_only_where_all_bets_tell_them(chart) -> None:
    assert not any(line.isVisible() for line in chart._averages[:2])
    chart.expected.setChecked(True)
    untold = Compared(btc=Course().extended(bets_of([1, 2], targets=7.0), 10))
    draw(chart, (STREAMS[0], untold, None))
    assert [line.isVisible() for line in chart._averages[:3]] == [True, False, False]
    assert "B: none" in chart.words_label.text()


def test_all_values_at_a_place_are_read_out(chart) -> None:
    reading = chart.read_out(chart.picture, 40.2)
    assert (reading.x, reading.nonce) == (40.0, None)
    assert reading.words == "Bet 40: A +7.5 · B −40 BTC"
    assert chart.read_out(chart.picture, 999.0).words == "Bet 300: A +50 · B ended at −100 BTC"
    assert chart.read_out(chart.picture, -9.0).words.startswith("Bet 1: ")
    draw(chart, (None, None, None))
    assert chart.read_out(chart.picture, 1.0) is None
    assert chart.words_label.text() == "No bets yet."


def test_a_part_is_drawn_up_to_the_edges(chart) -> None:
    chart.shown.show_part(Span(150.0, 200.0))
    draw(chart)
    x, _ = chart._lines[0].getData()
    assert (x[0], x[-1]) == pytest.approx(chart.plot.edges)
    assert len(chart._lines[1].getData()[0]) == 0


def test_what_is_saved_names_the_lines_and_holds_their_numbers(chart) -> None:
    words = chart.paper().words
    assert words.startswith("A: stream 1 · my-client; B: stream 2 · my-client; C: no bets in BTC · stream 3")
    assert words.endswith(chart.words_label.text())
    header, *rows = chart.rows(chart.picture)
    assert header[0] == "stream"
    ids = [str(stream.id) for stream in chart._streams]
    assert {row[0] for row in rows} == set(ids[:2])
    assert chart.plot.accessibleDescription().startswith("Profit in BTC over the number of bets. stream 1")


def test_what_is_not_read_yet_has_no_bets() -> None:
    picture = comparison_of((None, STREAMS[0]), "btc", None, 100)
    assert [curve.bets for curve in picture.curves] == [0, 300]
