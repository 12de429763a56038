"""What the tab *Charts* shows: figures, charts over the same nonces, and what leads from one to another."""

import pytest
from PySide6.QtWidgets import QBoxLayout

from liveapp.domain.queries import BetFilter
from liveapp.domain.statistics.pictures.span import Span
from liveapp.ui.charts.body import WIDE_PX, ChartsBody
from tests.unit.ui.charts.conftest import FIRST, ROUNDS, TABLE, played
from tests.window_fixtures import OTHER_SEEDS


@pytest.fixture
def body(analysis, watcher, icons, stream_of, qtbot) -> ChartsBody:
    analysis.set_multipliers((TABLE[3], TABLE[10]))
    analysis.watch(watcher)
    made = ChartsBody(analysis, icons)
    qtbot.addWidget(made)
    made.show_stream(stream_of())
    made.resize(900, 1400)
    made.show()
    qtbot.waitUntil(lambda: all(chart.picture for chart in made.charts) and analysis.figures is not None)
    return made


def test_charts_over_nonces_show_the_same_ones_and_mark_what_is_chosen_in_the_table(body, qtbot) -> None:
    body.profit.shown.show_part(Span(10.0, 29.0))
    assert body.profit.plot.box.viewRange()[0] == body.skyline.plot.box.viewRange()[0] == [10.0, 29.0]
    assert body.range_bar.label.text() == "Nonces 111–130 of 101–160"
    assert not body.pace.shown.is_zoomed
    assert body.profit.plot.left.width() == body.skyline.plot.left.width()
    body.table.multiplier_chosen.emit(TABLE[10])
    qtbot.waitUntil(lambda: body.skyline.picture.multiplier == TABLE[10])


def test_it_grows_with_the_stream_while_everything_is_shown(body, record, stream_of, qtbot) -> None:
    record(played(FIRST + ROUNDS, currency="eth"))
    body.show_stream(stream_of())
    qtbot.waitUntil(lambda: body.nonces.whole == (FIRST, FIRST + ROUNDS))
    qtbot.waitUntil(lambda: int(body.skyline.picture.lasts[-1]) >= FIRST + ROUNDS)
    assert body.profit.currency.count() == 2


def test_another_filter_leaves_the_parts_that_are_shown(body, analysis, qtbot) -> None:
    body.nonces.zoom(2.0)
    body.pace.shown.zoom(2.0)
    analysis.set_filter(BetFilter(nonce_from=FIRST + 20))
    assert body.pace.picture is None
    qtbot.waitUntil(lambda: body.pace.picture is not None)
    assert body.nonces.is_zoomed
    assert body.pace.shown.is_zoomed


def test_another_stream_is_shown_whole_and_from_the_top(body, analysis, record, stream_of, qtbot) -> None:
    for chart in body.charts:
        chart.shown.zoom(3.0)
    record(3, 4, 5, seeds=OTHER_SEEDS)
    body.show_stream(stream_of(OTHER_SEEDS))
    analysis.show_stream(stream_of(OTHER_SEEDS))
    assert body.range_bar.label.text() == "All nonces, 3–5"
    qtbot.waitUntil(lambda: body.profit.picture is not None and body.profit.picture.bets == 3)
    assert not [chart for chart in body.charts if chart.shown.is_zoomed]
    assert body.profit.subject == OTHER_SEEDS.server_seed_hashed[:10]


def test_a_small_one_is_scrolled_and_only_what_is_in_view_is_drawn(body, record, stream_of, qtbot) -> None:
    assert body._beside.direction() == QBoxLayout.Direction.LeftToRight
    body.resize(WIDE_PX - 100, 480)
    assert body._beside.direction() == QBoxLayout.Direction.TopToBottom
    assert body._scroll.horizontalScrollBar().maximum() == 0
    assert not body.pace.is_in_view()
    record(played(FIRST + ROUNDS))
    qtbot.waitUntil(lambda: int(body.profit.picture.lasts[-1]) == FIRST + ROUNDS)
    before = body.pace.picture
    bar = body._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: body.pace.picture is not before)


def test_what_comes_into_view_as_the_figures_go_is_drawn(body, qtbot) -> None:
    body.resize(WIDE_PX + 100, 480)
    body.profit.plot.setFixedHeight(200)
    body.strip.setFixedHeight(900)
    qtbot.waitUntil(lambda: not body.profit.is_in_view())
    body.profit.forget()
    body.redrawing.want_all()
    qtbot.waitUntil(lambda: not body.redrawing._pause.isActive())
    assert body.profit.picture is None
    body.strip.setFixedHeight(20)
    qtbot.waitUntil(lambda: body.profit.picture is not None)
