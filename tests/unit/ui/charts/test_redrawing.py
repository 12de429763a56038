"""When charts are drawn anew: together, seldom, and only where they can be seen."""

import pytest

from liveapp.ui.charts.redrawing import Redrawing
from tests.unit.ui.charts.conftest import FIRST, ROUNDS, played
from tests.window_fixtures import OTHER_SEEDS

LONG_MS = 1_000_000


class Drawn:
    """Counts its pictures: each is how many bets there were."""

    def __init__(self, redrawing: Redrawing) -> None:
        self.pictures: list[int] = []
        self.is_seen = True
        self.are_forgotten = False
        redrawing.add(self)

    def is_in_view(self) -> bool:
        return self.is_seen

    def picture_work(self):
        return lambda analysis: len(analysis.bets.nonces)

    def take(self, picture: int) -> None:
        self.pictures.append(picture)

    def forget(self) -> None:
        self.are_forgotten = True


@pytest.fixture
def charts(redrawing) -> list[Drawn]:
    return [Drawn(redrawing), Drawn(redrawing)]


BETS = ROUNDS - 5


def test_all_that_wait_get_their_pictures_of_one_state(redrawing, charts, qtbot) -> None:
    redrawing.want_all()
    qtbot.waitUntil(lambda: all(chart.pictures for chart in charts))
    assert [chart.pictures[-1] for chart in charts] == [BETS, BETS]


def test_the_window_does_other_things_between_two_charts(redrawing, charts, qtbot) -> None:
    redrawing._between.setInterval(LONG_MS)
    redrawing.want_all()
    qtbot.waitUntil(lambda: bool(charts[0].pictures))
    assert not charts[1].pictures
    redrawing._between.start(0)
    qtbot.waitUntil(lambda: bool(charts[1].pictures))


def test_what_waits_to_be_drawn_of_another_stream_is_forgotten_too(
    redrawing, charts, analysis, qtbot
) -> None:
    redrawing._between.setInterval(LONG_MS)
    redrawing.want_all()
    qtbot.waitUntil(lambda: bool(charts[0].pictures))
    analysis.show_stream(None)
    redrawing._between.start(0)
    qtbot.waitUntil(lambda: not redrawing._between.isActive())
    assert not charts[1].pictures


def test_what_grows_is_drawn_again(redrawing, charts, record, qtbot) -> None:
    redrawing.want_all()
    qtbot.waitUntil(lambda: bool(charts[0].pictures))
    record(played(FIRST + ROUNDS))
    qtbot.waitUntil(lambda: all(chart.pictures[-1] == BETS + 1 for chart in charts))


def test_however_often_one_asks_two_pictures_are_apart(redrawing, charts, qtbot) -> None:
    for _ in range(50):
        redrawing.want(charts[0])
    qtbot.waitUntil(lambda: bool(charts[0].pictures))
    drawn = len(charts[0].pictures)
    for _ in range(50):
        redrawing.want(charts[0])
    qtbot.waitUntil(lambda: redrawing._question is None and not redrawing._pause.isActive())
    assert len(charts[0].pictures) <= drawn + 2


def test_what_cannot_be_seen_waits_until_it_can(redrawing, charts, qtbot) -> None:
    charts[1].is_seen = False
    qtbot.waitUntil(lambda: redrawing._question is None and not redrawing._pause.isActive())
    charts[1].pictures.clear()
    redrawing.want_all()
    qtbot.waitUntil(lambda: redrawing._question is None and not redrawing._pause.isActive())
    assert charts[1].pictures == []
    charts[1].is_seen = True
    redrawing.look_again()
    qtbot.waitUntil(lambda: bool(charts[1].pictures))


def test_what_was_asked_for_while_nobody_watched_is_drawn_once_somebody_does(
    redrawing, charts, analysis, watcher, qtbot
) -> None:
    redrawing.want_all()
    qtbot.waitUntil(lambda: all(chart.pictures for chart in charts))
    qtbot.waitUntil(lambda: redrawing._question is None and not redrawing._pause.isActive())
    drawn = len(charts[0].pictures)
    analysis.unwatch(watcher)
    redrawing.want_all()
    assert not redrawing._pause.isActive()
    assert len(charts[0].pictures) == drawn
    analysis.watch(watcher)
    redrawing.look_again()
    qtbot.waitUntil(lambda: len(charts[0].pictures) > drawn)


def test_what_is_asked_for_just_before_somebody_watches_is_drawn(
    redrawing, charts, analysis, watcher, qtbot
) -> None:
    qtbot.waitUntil(lambda: bool(charts[0].pictures) and redrawing._question is None)
    qtbot.waitUntil(lambda: not redrawing._pause.isActive())
    drawn = len(charts[0].pictures)
    analysis.unwatch(watcher)
    redrawing.want_all()
    analysis.watch(watcher)
    qtbot.waitUntil(lambda: len(charts[0].pictures) > drawn)


def test_what_is_drawn_of_another_stream_is_forgotten(
    redrawing, charts, analysis, record, stream_of, qtbot
) -> None:
    redrawing.want_all()
    qtbot.waitUntil(lambda: bool(charts[0].pictures))
    record(1, 2, seeds=OTHER_SEEDS)
    redrawing.want_all()
    analysis.show_stream(stream_of(OTHER_SEEDS))
    assert [chart.are_forgotten for chart in charts] == [True, True]
    qtbot.waitUntil(lambda: all(chart.pictures[-1:] == [2] for chart in charts))
